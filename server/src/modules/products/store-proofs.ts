import type { Names } from '@aftercare/contract/basics';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, raw, sql } from '../../platform/db/index.ts';
import { type FileView, filesOf } from './store.ts';

export interface ProofRow {
  id: number; unitId: number; kind: 'invoice' | 'receipt' | 'photo' | 'order'; files: FileView[]; purchasedOn: string; seller: string; number: string; amountMinor: number | null; currency: string; state: 'waiting' | 'accepted' | 'refused';
  submittedBy: string; submittedAt: Date; decidedBy: string | null; decidedAt: Date | null; reason: string;
}
const columns = [raw(`p.id, p.unit_id as "unitId", p.kind, p.purchased_on as "purchasedOn", p.seller, p.number, p.amount_minor as "amountMinor", p.currency, p.state, p.submitted_by->>'name' as "submittedBy", p.submitted_at as "submittedAt", p.decided_by->>'name' as "decidedBy", p.decided_at as "decidedAt", p.reason`), filesOf('p.files')] as const;
const proofColumns = sql`${columns[0]}, ${columns[1]} as files`;
export const findProof = (db: Handle, id: number) => db.one<ProofRow>(sql`select ${proofColumns} from purchase_proof p where p.id = ${id}`);
export const proofsOf = (db: Handle, unitId: number) => db.rows<ProofRow>(sql`select ${proofColumns} from purchase_proof p where p.unit_id = ${unitId} order by p.id desc`);
export interface QueuedProof extends ProofRow { serial: string; modelKey: string; modelName: Names; customerId: number | null; customerName: string | null; producedOn: string | null; serialRules: unknown }
/** `visible` speaks of the unit `u`. */
export const waiting = (db: Handle, after: number, limit: number, visible: Sql) => db.rows<QueuedProof>(sql`select ${proofColumns}, u.serial, m.key as "modelKey", m.name as "modelName", c.id as "customerId", c.name as "customerName", u.produced_on as "producedOn", b.serial_rules as "serialRules"
  from purchase_proof p join product_unit u on u.id = p.unit_id join product_model m on m.id = u.model_id join brand b on b.id = u.brand_id left join customer c on c.id = u.customer_id where p.state = 'waiting' and p.id > ${after} and ${visible} order by p.id limit ${limit}`);
export const countWaiting = async (db: Handle) => (await db.one<{ n: number }>(hot`select count(*)::int as n from purchase_proof where state = 'waiting'`))?.n ?? 0;
export interface NewProof { unitId: number; kind: string; files: readonly number[]; purchasedOn: string; seller: string; number: string; amountMinor: number | null; currency: string; submittedBy: Actor; submittedAt: Date }
export const insertProof = (tx: Tx, p: NewProof) => tx.one<{ id: number }>(sql`insert into purchase_proof (unit_id, kind, files, purchased_on, seller, number, amount_minor, currency, submitted_by, submitted_at)
  values (${p.unitId}, ${p.kind}, ${p.files}, ${p.purchasedOn}::date, ${p.seller}, ${p.number}, ${p.amountMinor}, ${p.currency}, ${JSON.stringify(p.submittedBy)}::jsonb, ${p.submittedAt}) returning id`);
/** Zero when somebody decided already. */
export const decideProof = (tx: Tx, id: number, d: { state: 'accepted' | 'refused'; by: Actor; at: Date; reason: string; purchasedOn: string | null }) => tx.run(sql`update purchase_proof set state = ${d.state}, decided_by = ${JSON.stringify(d.by)}::jsonb, decided_at = ${d.at}, reason = ${d.reason}, purchased_on = coalesce(${d.purchasedOn}::date, purchased_on)
  where id = ${id} and state = 'waiting'`);
export const serialRulesOf = async (db: Handle, unitId: number) => (await db.one<{ rules: unknown }>(sql`select b.serial_rules as rules from product_unit u join brand b on b.id = u.brand_id where u.id = ${unitId}`))?.rules;
export const rule = async (db: Handle, key: string) => (await db.one<{ expression: string }>(hot`select expression from product_rule where key = ${key}`))?.expression;
export const saveRule = (tx: Tx, key: string, expression: string) => tx.run(sql`insert into product_rule (key, expression) values (${key}, ${expression}) on conflict (key) do update set expression = excluded.expression, version = product_rule.version + 1`);

export interface ExclusionRow {
  id: number; kind: 'human-damage' | 'disaster' | 'unauthorised-repair' | 'consumable' | 'other'; faultKey: string; partCategory: string; description: string; files: FileView[]; ticketId: number | null; happenedOn: string | null;
  recordedBy: string; recordedAt: Date; withdrawnBy: string | null; withdrawnAt: Date | null; withdrawnReason: string; unitId: number;
}
const exclusionColumns = sql`${raw(`e.id, e.unit_id as "unitId", e.kind, e.fault_key as "faultKey", e.part_category as "partCategory", e.description, e.ticket_id as "ticketId", e.happened_on as "happenedOn", e.recorded_by->>'name' as "recordedBy", e.recorded_at as "recordedAt", e.withdrawn_by->>'name' as "withdrawnBy", e.withdrawn_at as "withdrawnAt", e.withdrawn_reason as "withdrawnReason"`)}, ${filesOf('e.files')} as files`;
export const findExclusion = (db: Handle, id: number) => db.one<ExclusionRow>(sql`select ${exclusionColumns} from unit_exclusion e where e.id = ${id}`);
export const exclusionsOf = (db: Handle, unitId: number) => db.rows<ExclusionRow>(sql`select ${exclusionColumns} from unit_exclusion e where e.unit_id = ${unitId} order by e.id desc`);
export const insertExclusion = (tx: Tx, e: { unitId: number; kind: string; faultKey: string; partCategory: string; description: string; files: readonly number[]; ticketId: number | null; happenedOn: string | null; by: Actor; at: Date }) => tx.one<{ id: number }>(sql`insert into unit_exclusion (unit_id, kind, fault_key, part_category, description, files, ticket_id, happened_on, recorded_by, recorded_at)
  values (${e.unitId}, ${e.kind}, ${e.faultKey}, ${e.partCategory}, ${e.description}, ${e.files}, ${e.ticketId}, ${e.happenedOn}::date, ${JSON.stringify(e.by)}::jsonb, ${e.at}) returning id`);
export const withdrawExclusion = (tx: Tx, id: number, w: { by: Actor; at: Date; reason: string }) => tx.run(sql`update unit_exclusion set withdrawn_by = ${JSON.stringify(w.by)}::jsonb, withdrawn_at = ${w.at}, withdrawn_reason = ${w.reason} where id = ${id} and withdrawn_at is null`);

export interface WarrantyPlanRow { id: number; key: string; name: Names; months: number; begins: 'after-warranty' | 'at-sale' | 'at-purchase'; categories: string[]; covers: ('return' | 'exchange' | 'repair' | 'replace')[]; coversExclusions: ExclusionRow['kind'][]; priceMinor: number; currency: string; clause: Names; active: boolean }
const planColumns = raw('w.id, w.key, w.name, w.months, w.begins, w.categories, w.covers, w.covers_exclusions as "coversExclusions", w.price_minor as "priceMinor", w.currency, w.clause, w.active');
export const plans = (db: Handle) => db.rows<WarrantyPlanRow>(sql`select ${planColumns} from warranty_plan w order by w.active desc, w.key`);
export const findPlan = (db: Handle, key: string) => db.one<WarrantyPlanRow>(sql`select ${planColumns} from warranty_plan w where w.key = ${key}`);
export const savePlan = (tx: Tx, w: Omit<WarrantyPlanRow, 'id'>) => tx.run(sql`insert into warranty_plan (key, name, months, begins, categories, covers, covers_exclusions, price_minor, currency, clause, active)
  values (${w.key}, ${JSON.stringify(w.name)}::jsonb, ${w.months}, ${w.begins}, ${w.categories}, ${w.covers}, ${w.coversExclusions}, ${w.priceMinor}, ${w.currency}, ${JSON.stringify(w.clause)}::jsonb, ${w.active})
  on conflict (key) do update set name = excluded.name, months = excluded.months, begins = excluded.begins, categories = excluded.categories, covers = excluded.covers, covers_exclusions = excluded.covers_exclusions, price_minor = excluded.price_minor, currency = excluded.currency, clause = excluded.clause, active = excluded.active`);
export interface UnitPlanRow { id: number; plan: WarrantyPlanRow; soldOn: string; reference: string; cancelledAt: Date | null }
export const plansOf = (db: Handle, unitId: number) => db.rows<UnitPlanRow>(sql`select x.id, (select row_to_json(y) from (select ${planColumns}) y) as plan, x.sold_on as "soldOn", x.reference, x.cancelled_at as "cancelledAt" from unit_plan x join warranty_plan w on w.id = x.plan_id where x.unit_id = ${unitId} order by x.id desc`);
export const insertUnitPlan = (tx: Tx, p: { unitId: number; planId: number; soldOn: string; reference: string }) => tx.one<{ id: number }>(sql`insert into unit_plan (unit_id, plan_id, sold_on, reference) values (${p.unitId}, ${p.planId}, ${p.soldOn}::date, ${p.reference}) on conflict do nothing returning id`);
