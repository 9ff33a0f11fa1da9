import type { Names } from '@aftercare/contract/basics';
import { type Principal, may, reachOf } from '../../platform/auth/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, hot, raw, sql } from '../../platform/db/index.ts';
import { like } from './store.ts';

export interface UnitRow {
  id: number; serial: string; brand: { id: number; key: string; name: Names }; model: { id: number; key: string; name: Names; category: string; imageUrl: string | null };
  modelId: number; variantId: number | null; variantName: Names | null; batchId: number | null; batchKey: string | null; customerId: number | null; customerName: string | null; country: string;
  producedOn: string | null; purchasedOn: string | null; activatedOn: string | null; seller: string; priceMinor: number | null; currency: string;
  status: 'in-stock' | 'in-use' | 'in-service' | 'returned' | 'replaced' | 'scrapped'; replacedBy: number | null; registeredBy: string; note: string; repairDays: number; proven: boolean; createdAt: Date; version: number;
}
const columns = raw(`u.id, u.serial, json_build_object('id', b.id, 'key', b.key, 'name', b.name) as brand,
  json_build_object('id', m.id, 'key', m.key, 'name', m.name, 'category', m.category, 'imageUrl', (select '/api/v1/files/' || f.key from file f where f.id = m.image_id)) as model,
  u.model_id as "modelId", u.variant_id as "variantId", v.name as "variantName", u.batch_id as "batchId", h.key as "batchKey", u.customer_id as "customerId", c.name as "customerName", u.country,
  u.produced_on as "producedOn", u.purchased_on as "purchasedOn", u.activated_on as "activatedOn", u.seller, u.price_minor as "priceMinor", u.currency, u.status, u.replaced_by as "replacedBy", u.registered_by as "registeredBy", u.note, u.repair_days as "repairDays",
  exists (select 1 from purchase_proof p where p.unit_id = u.id and p.state = 'accepted') as proven, u.created_at as "createdAt", u.version`);
const from = raw('from product_unit u join brand b on b.id = u.brand_id join product_model m on m.id = u.model_id left join product_variant v on v.id = u.variant_id left join product_batch h on h.id = u.batch_id left join customer c on c.id = u.customer_id');
export const findUnit = (db: Handle, id: number, condition: Sql = all([])) => db.one<UnitRow>(sql`select ${columns} ${from} where u.id = ${id} and ${condition}`);
/**
 * Units of customers they see, on requests they see, of a brand of theirs, in their hands (on their bench, at their site, in their van), and those nobody has.
 * `customer` speaks of `c`, `ticket` of `t`.
 */
export function visibleTo(principal: Principal, customer: Sql, ticket: Sql): Sql {
  if (principal.scope === 'all') return raw('true');
  const me = principal.kind === 'agent' ? principal.id : 0;
  const brands = reachOf(principal).flatMap((r) => r.brands);
  const places = sql`(select site_id from site_agent where agent_id = ${me} union select id from site where agent_id = ${me})`;
  return sql`(u.customer_id is null ${may(principal, 'customers.read') ? sql`or exists (select from customer c where c.id = u.customer_id and ${customer})` : raw('')} or u.brand_id = any(${brands}::bigint[]) or exists (select from ticket t where t.unit_id = u.id and ${ticket})
    or exists (select from repair br where br.unit_id = u.id and (br.technician_id = ${me} or br.site_id in ${places})) or exists (select from ticket vt join visit v on v.ticket_id = vt.id join technician w on w.id = v.technician_id where vt.unit_id = u.id and w.agent_id = ${me}))`;
}
/** Several at once, in no order. */
export const findUnits = (db: Handle, ids: readonly number[]) => db.rows<UnitRow>(sql`select ${columns} ${from} where u.id = any(${ids})`);
export const findBySerial = (db: Handle, key: string) => db.rows<UnitRow>(sql`select ${columns} ${from} where u.serial_key = ${key} order by u.id limit 10`);
export interface UnitFilter { q?: string | undefined; serialKey?: string | undefined; modelId?: number | undefined; customerId?: number | undefined; batchId?: number | undefined; status?: string | undefined; before: number; limit: number; visible?: Sql }
export function listUnits(db: Handle, f: UnitFilter) {
  const conditions: Sql[] = f.visible ? [f.visible] : [];
  if (f.before > 0) conditions.push(sql`u.id < ${f.before}`);
  if (f.modelId) conditions.push(sql`u.model_id = ${f.modelId}`);
  if (f.customerId) conditions.push(sql`u.customer_id = ${f.customerId}`);
  if (f.batchId) conditions.push(sql`u.batch_id = ${f.batchId}`);
  if (f.status) conditions.push(sql`u.status = ${f.status}`);
  if (f.q) conditions.push(sql`u.id in (${f.serialKey ? sql`select id from product_unit where serial_key like ${`%${f.serialKey}%`} union` : raw('')} select x.id from product_unit x join customer c on c.id = x.customer_id where c.name ilike ${like(f.q)})`);
  return db.rows<UnitRow>(sql`select ${columns} ${from} where ${all(conditions)} order by u.id desc limit ${f.limit}`);
}
export const lockUnit = async (tx: Tx, id: number) => { await tx.run(hot`select 1 from product_unit where id = ${id} for no key update`); return findUnit(tx, id); };

export interface NewUnit {
  serial: string; serialKey: string; brandId: number; modelId: number; variantId: number | null; batchId: number | null; customerId: number | null; country: string; producedOn: string | null; purchasedOn: string | null; activatedOn: string | null;
  seller: string; priceMinor: number | null; currency: string; status: string; note: string; registeredBy: string; createdAt: Date;
}
/** Ids by (brand, key); those that exist already are not among them. */
export const insertUnits = (tx: Tx, units: readonly NewUnit[]) => tx.rows<{ id: number; brandId: number; serialKey: string }>(sql`insert into product_unit (serial, serial_key, brand_id, model_id, variant_id, batch_id, customer_id, country, produced_on, purchased_on, activated_on, seller, price_minor, currency, status, note, registered_by, created_at)
  select serial, "serialKey", "brandId", "modelId", "variantId", "batchId", "customerId", country, "producedOn", "purchasedOn", "activatedOn", seller, "priceMinor", currency, status, note, "registeredBy", "createdAt"
  from json_to_recordset(${JSON.stringify(units)}::json) as w(serial text, "serialKey" text, "brandId" bigint, "modelId" bigint, "variantId" bigint, "batchId" bigint, "customerId" bigint, country text, "producedOn" date, "purchasedOn" date, "activatedOn" date, seller text, "priceMinor" bigint, currency text, status text, note text, "registeredBy" text, "createdAt" timestamptz)
  order by "brandId", "serialKey" on conflict (brand_id, serial_key) do nothing returning id, brand_id as "brandId", serial_key as "serialKey"`);
export const unitsByKeys = (db: Handle, keys: readonly string[]) => db.rows<{ id: number; brandId: number; serialKey: string; customerId: number | null; modelId: number; purchasedOn: string | null }>(sql`select id, brand_id as "brandId", serial_key as "serialKey", customer_id as "customerId", model_id as "modelId", purchased_on as "purchasedOn" from product_unit where serial_key = any(${keys})`);

const fields = { modelId: 'model_id', variantId: 'variant_id', batchId: 'batch_id', customerId: 'customer_id', country: 'country', producedOn: 'produced_on', purchasedOn: 'purchased_on', activatedOn: 'activated_on', seller: 'seller', priceMinor: 'price_minor', currency: 'currency', status: 'status', note: 'note', replacedBy: 'replaced_by' } as const;
export type UnitPatch = Partial<Record<keyof typeof fields, unknown>>;
export async function patchUnit(tx: Tx, id: number, patch: UnitPatch): Promise<void> {
  const sets = Object.entries(fields).filter(([f]) => patch[f as keyof UnitPatch] !== undefined).map(([f, column]) => sql`${raw(column)} = ${patch[f as keyof UnitPatch]}`);
  await tx.run(sql`update product_unit set ${sets.reduce((a, b) => sql`${a}, ${b}`, raw('version = version + 1'))} where id = ${id}`);
}
export const addRepairDays = (tx: Tx, id: number, days: number) => tx.run(sql`update product_unit set repair_days = repair_days + ${days}, version = version + 1 where id = ${id}`);

/** Requests about a unit: tickets' own table, read for the unit's page. */
export const ticketsOf = (db: Handle, unitId: number, visible: Sql) => db.rows<{ id: number; subject: string; status: string; type: string; openedAt: Date }>(sql`select t.id, t.subject, t.status, t.type, t.opened_at as "openedAt" from ticket t where t.unit_id = ${unitId} and ${visible} order by t.id desc limit 50`);
export const ordersOf = (db: Handle, unitId: number) => db.rows<{ id: number; number: string; shopName: string; status: string; orderedAt: Date }>(sql`select o.id, o.number, s.name as "shopName", o.status, o.ordered_at as "orderedAt"
  from order_unit x join shop_order_line l on l.id = x.order_line_id join shop_order o on o.id = l.order_id join shop s on s.id = o.shop_id where x.unit_id = ${unitId} order by o.id desc`);

export interface UnitFaultRow { id: number; reference: string; ticketId: number | null; faultKey: string; title: Names | null; partNumber: string; happenedOn: string; covered: boolean; minutes: number | null }
export const faultsOf = (db: Handle, unitId: number) => db.rows<UnitFaultRow>(sql`select x.id, x.reference, x.ticket_id as "ticketId", x.fault_key as "faultKey", k.title, x.part_number as "partNumber", x.happened_on as "happenedOn", x.covered, x.minutes
  from unit_fault x join product_unit u on u.id = x.unit_id left join known_fault k on k.model_id = u.model_id and k.key = x.fault_key where x.unit_id = ${unitId} order by x.happened_on desc, x.id desc`);
export interface NewUnitFault { unitId: number; ticketId: number | null; reference: string; faultKey: string; partCategory: string; partNumber: string; happenedOn: string; covered: boolean; minutes: number | null }
export const saveUnitFault = (tx: Tx, f: NewUnitFault) => tx.run(sql`insert into unit_fault (unit_id, ticket_id, reference, fault_key, part_category, part_number, happened_on, covered, minutes) values (${f.unitId}, ${f.ticketId}, ${f.reference}, ${f.faultKey}, ${f.partCategory}, ${f.partNumber}, ${f.happenedOn}::date, ${f.covered}, ${f.minutes})
  on conflict (reference) do update set fault_key = excluded.fault_key, part_category = excluded.part_category, part_number = excluded.part_number, covered = excluded.covered, minutes = excluded.minutes`);
