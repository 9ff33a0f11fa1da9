import type { Names } from '@aftercare/contract/basics';
import type { Currency } from '@aftercare/contract/money';
import type { Damage, Owed, Remedy, RepairHow, RepairReport, RepairState, TestResult } from '@aftercare/contract/repairs';
import type { Principal } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, sql } from '../../platform/db/index.ts';

export interface Diagnosis { faultKey: string | null; fault: string; cause: string; damage: Damage; note: string; photos: number[]; at: string; by: string }
export interface HandBack { how: 'in-person' | 'shipped' | 'on-site'; to: string; at: string }
export interface RepairRow {
  id: number; ticketId: number; unitId: number | null; how: RepairHow; siteId: number | null; technicianId: number | null; state: RepairState; report: RepairReport; diagnosis: Diagnosis | null; owed: Owed | null;
  remedy: { kind: Remedy; reason: Names } | null; quoteId: number | null; tests: TestResult[]; testedAt: Date | null; replacementId: number | null; handBack: HandBack | null; failures: number;
  openedAt: Date; confirmedAt: Date | null; dueAt: Date; finishedAt: Date | null; version: number;
}
const columns = sql`r.id, r.ticket_id as "ticketId", r.unit_id as "unitId", r.how, r.site_id as "siteId", r.technician_id as "technicianId", r.state, r.report, r.diagnosis, r.owed, r.remedy, r.quote_id as "quoteId", r.tests, r.tested_at as "testedAt",
  r.replacement_id as "replacementId", r.hand_back as "handBack", r.failures, r.opened_at as "openedAt", r.confirmed_at as "confirmedAt", r.due_at as "dueAt", r.finished_at as "finishedAt", r.version`;

/** Undefined when a repair runs on this ticket already. */
export const insertRepair = (tx: Tx, r: Pick<RepairRow, 'ticketId' | 'unitId' | 'how' | 'siteId' | 'report' | 'failures' | 'openedAt' | 'dueAt'>) => tx.one<RepairRow>(sql`insert into repair as r (ticket_id, unit_id, how, site_id, state, report, failures, opened_at, due_at)
  values (${r.ticketId}, ${r.unitId}, ${r.how}, ${r.siteId}, 'reported', ${JSON.stringify(r.report)}::jsonb, ${r.failures}, ${r.openedAt}, ${r.dueAt}) on conflict (ticket_id) where state not in ('handed-back', 'solved-remotely', 'cancelled') do nothing returning ${columns}`);
export const findRepair = (db: Handle, id: number, condition: Sql = all([])) => db.one<RepairRow>(sql`select ${columns} from repair r join ticket t on t.id = r.ticket_id where r.id = ${id} and ${condition}`);
export const lockRepair = (tx: Tx, id: number) => tx.one<RepairRow>(sql`select ${columns} from repair r where r.id = ${id} for update`);
export const runningOf = (db: Handle, ticketId: number) => db.one<RepairRow>(sql`select ${columns} from repair r where r.ticket_id = ${ticketId} and r.state not in ('handed-back', 'solved-remotely', 'cancelled')`);
export const ofTicket = (db: Handle, ticketId: number) => db.rows<RepairRow>(sql`select ${columns} from repair r where r.ticket_id = ${ticketId} order by r.id desc`);
/** Failures of a unit that were its own: what people broke and what nothing was found of does not count. */
export const failuresOf = async (db: Handle, unitId: number): Promise<number> => (await db.one<{ n: number }>(sql`select count(*)::int as n from repair where unit_id = ${unitId} and state = 'handed-back' and coalesce(diagnosis->>'damage', 'none') = 'none' and remedy->>'kind' in ('repair', 'replace')`))?.n ?? 0;

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
export const saveRepair = (tx: Tx, r: RepairRow) => tx.one<RepairRow>(sql`update repair as r set unit_id = ${r.unitId}, how = ${r.how}, site_id = ${r.siteId}, technician_id = ${r.technicianId}, state = ${r.state}, diagnosis = ${json(r.diagnosis)}::jsonb, owed = ${json(r.owed)}::jsonb,
  remedy = ${json(r.remedy)}::jsonb, quote_id = ${r.quoteId}, tests = ${JSON.stringify(r.tests)}::jsonb, tested_at = ${r.testedAt}, replacement_id = ${r.replacementId}, hand_back = ${json(r.handBack)}::jsonb, failures = ${r.failures}, confirmed_at = ${r.confirmedAt},
  due_at = ${r.dueAt}, finished_at = ${r.finishedAt}, version = r.version + 1 where r.id = ${r.id} returning ${columns}`);

export interface StepRow { at: Date; from: RepairState | null; to: RepairState; actor: Actor; note: string }
export const insertStep = (tx: Tx, repairId: number, s: StepRow) => tx.run(sql`insert into repair_step (repair_id, at, from_state, to_state, actor, note) values (${repairId}, ${s.at}, ${s.from}, ${s.to}, ${JSON.stringify(s.actor)}::jsonb, ${s.note})`);
export const stepsOf = (db: Handle, repairId: number) => db.rows<StepRow>(sql`select at, from_state as "from", to_state as "to", actor, note from repair_step where repair_id = ${repairId} order by id`);

/** People of scope «all» see all; others what they mend, what stands at their sites, and what belongs to tickets they see. Aliases r and t. */
export const visibleTo = (principal: Principal, siteIds: readonly number[] | null, tickets: Sql): Sql =>
  principal.scope === 'all' ? sql`true` : sql`(r.technician_id = ${principal.kind === 'agent' ? principal.id : 0} or r.site_id = any(${siteIds ?? []}::bigint[]) or ${tickets})`;

/** On alias `t`. */
export const onBenchOf = (agentId: number, siteIds: readonly number[]): Sql => sql`exists (select 1 from repair r where r.ticket_id = t.id and r.finished_at is null and (r.technician_id = ${agentId} or r.site_id = any(${siteIds}::bigint[])))`;

export interface BenchRow {
  id: number; ticketId: number; subject: string; customerName: string; state: RepairState; how: RepairHow; unitId: number | null; product: string; ticketSerial: string; siteName: Names | null; technicianName: string | null; openedAt: Date; dueAt: Date; waitingParts: number;
}
export const bench = (db: Handle, conditions: readonly Sql[], limit: number) => db.rows<BenchRow>(sql`select r.id, r.ticket_id as "ticketId", t.subject, c.name as "customerName", r.state, r.how, r.unit_id as "unitId", t.product, t.serial as "ticketSerial", s.name as "siteName", a.name as "technicianName",
    r.opened_at as "openedAt", r.due_at as "dueAt", (select count(*)::int from repair_line l where l.repair_id = r.id and l.state = 'waiting') as "waitingParts"
  from repair r join ticket t on t.id = r.ticket_id join customer c on c.id = t.customer_id left join site s on s.id = r.site_id left join agent a on a.id = r.technician_id where ${all(conditions)} order by r.due_at, r.id limit ${limit}`);
export const countStates = (db: Handle, conditions: readonly Sql[], now: Date) => db.rows<{ state: RepairState; count: number; overdue: number }>(sql`select r.state, count(*)::int as count, count(*) filter (where r.due_at < ${now})::int as overdue
  from repair r join ticket t on t.id = r.ticket_id where r.finished_at is null and ${all(conditions)} group by r.state`);
/** Conditions of the bench, on alias r. */
export const where = {
  state: (state: string) => sql`r.state = ${state}`,
  open: (open: boolean) => (open ? sql`r.finished_at is null` : sql`r.finished_at is not null`),
  site: (id: number) => sql`r.site_id = ${id}`,
  technician: (id: number) => sql`r.technician_id = ${id}`,
  words: (q: string) => sql`(t.serial ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`} or c.name ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`} or t.product ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`} or t.id::text = ${q} or r.id::text = ${q})`,
  after: (dueAt: string, id: number) => sql`(r.due_at, r.id) > (${dueAt}::timestamptz, ${id}::bigint)`,
};
/** Repairs whose waited-for parts came: their reservations. */
export const waitingFor = (db: Handle, ticketId: number) => db.rows<RepairRow>(sql`select ${columns} from repair r where r.ticket_id = ${ticketId} and r.state = 'waiting-parts'`);

export interface SettingRow { currency: Currency; labourMinorPerHour: number; taxRate: number; shippingMinor: number; finishDays: number; partDays: number; depotSiteId: number | null }
export const settings = async (db: Handle): Promise<SettingRow> => {
  const row = await db.one<SettingRow>(sql`select currency, labour_minor_per_hour as "labourMinorPerHour", tax_rate as "taxRate", shipping_minor as "shippingMinor", finish_days as "finishDays", part_days as "partDays", depot_site_id as "depotSiteId" from repair_setting`);
  if (!row) throw new Error('the settings of repairs are gone');
  return row;
};
export const saveSettings = (tx: Tx, s: SettingRow) => tx.run(sql`update repair_setting set currency = ${s.currency}, labour_minor_per_hour = ${s.labourMinorPerHour}, tax_rate = ${s.taxRate}, shipping_minor = ${s.shippingMinor}, finish_days = ${s.finishDays}, part_days = ${s.partDays}, depot_site_id = ${s.depotSiteId}`);
