import type { OrderState, OrderWrite, PurchaseOrder } from '@aftercare/contract/parts';
import type { z } from 'zod';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type OrderRow = Omit<PurchaseOrder, 'createdAt' | 'orderedAt'> & { readonly createdAt: Date; readonly orderedAt: Date | null };
const columns = sql`o.id, 'PO-' || lpad(o.id::text, 5, '0') as number, o.site_id as "siteId", s.name as "siteName", o.supplier, o.state, o.currency, o.by_rule as "byRule", o.note, o.created_at as "createdAt", o.ordered_at as "orderedAt", o.expected_on as "expectedOn",
  coalesce((select sum(l.quantity * l.cost_minor) from purchase_line l where l.order_id = o.id), 0)::bigint as "totalMinor",
  coalesce((select json_agg(json_build_object('id', l.id, 'partId', l.part_id, 'number', p.number, 'name', p.name, 'quantity', l.quantity, 'received', l.received, 'costMinor', l.cost_minor, 'serialised', p.serialised) order by l.id) from purchase_line l join part p on p.id = l.part_id where l.order_id = o.id), '[]') as lines`;
const from = sql`purchase_order o join site s on s.id = o.site_id`;
export const findOrder = (db: Handle, id: number) => db.one<OrderRow>(sql`select ${columns} from ${from} where o.id = ${id}`);
export const lockOrder = async (tx: Tx, id: number) => {
  await tx.run(sql`select from purchase_order where id = ${id} for update`);
  return findOrder(tx, id);
};
export const listOrders = (db: Handle, f: { state?: z.infer<typeof OrderState> | undefined; sites: readonly number[] | null; before: number | null; limit: number }) => db.rows<OrderRow & { id: number }>(sql`select ${columns} from ${from}
  where (${f.state ?? null}::text is null or o.state = ${f.state ?? null}) and (${f.sites}::bigint[] is null or o.site_id = any(${f.sites})) and (${f.before}::bigint is null or o.id < ${f.before}) order by o.id desc limit ${f.limit + 1}`);
export const insertOrder = (tx: Tx, o: Omit<OrderWrite, 'lines'> & { byRule: boolean; at: Date }) =>
  tx.one<{ id: number }>(sql`insert into purchase_order (site_id, supplier, currency, by_rule, note, created_at) values (${o.siteId}, ${o.supplier}, ${o.currency}, ${o.byRule}, ${o.note}, ${o.at}) returning id`);
export const saveOrder = (tx: Tx, id: number, o: OrderWrite) => tx.run(sql`update purchase_order set site_id = ${o.siteId}, supplier = ${o.supplier}, currency = ${o.currency}, note = ${o.note} where id = ${id}`);
export async function setLines(tx: Tx, orderId: number, lines: OrderWrite['lines']): Promise<void> {
  await tx.run(sql`delete from purchase_line where order_id = ${orderId}`);
  await tx.run(sql`insert into purchase_line (order_id, part_id, quantity, cost_minor) select ${orderId}, "partId", sum(quantity), max("costMinor") from json_to_recordset(${JSON.stringify(lines)}::json) as w("partId" bigint, quantity bigint, "costMinor" bigint) group by "partId" order by min("partId")`);
}
export const setOrderState = (tx: Tx, id: number, state: string) => tx.run(sql`update purchase_order set state = ${state} where id = ${id}`);
export const placeOrder = (tx: Tx, id: number, at: Date, expectedOn: string | null) => tx.run(sql`update purchase_order set state = 'ordered', ordered_at = ${at},
  expected_on = coalesce(${expectedOn}::date, ${at}::date + (select coalesce(max(p.lead_days), 7) from purchase_line l join part p on p.id = l.part_id where l.order_id = ${id})) where id = ${id}`);
export const addReceived = (tx: Tx, lineId: number, quantity: number) => tx.run(sql`update purchase_line set received = received + ${quantity} where id = ${lineId}`);

export interface Need { partId: number; siteId: number; supplier: string; currency: string; costMinor: number; quantity: number }
/**
 * What must be ordered: where stock on hand, on its way and on order, less what is kept or waited for, has come down to the
 * reorder point (or below nothing), up to the level wanted. Vans are filled from their home, not by purchase.
 */
export const needs = (tx: Tx) => tx.rows<Need>(sql`with reach as (
    select k.part_id, k.site_id, k.reorder_point, k.reorder_to, k.on_hand - k.reserved - k.waiting + k.in_transit + coalesce((
      select sum(l.quantity - l.received) from purchase_line l join purchase_order o on o.id = l.order_id where l.part_id = k.part_id and o.site_id = k.site_id and o.state in ('draft', 'ordered', 'partly')), 0) as reach
    from stock k where k.low)
  select r.part_id as "partId", r.site_id as "siteId", p.supplier, p.currency, p.cost_minor as "costMinor", (r.reorder_to - r.reach)::bigint as quantity
  from reach r join part p on p.id = r.part_id join site s on s.id = r.site_id
  where p.active and s.active and s.kind <> 'van' and r.reorder_to > r.reach and (r.reach < 0 or (r.reorder_point > 0 and r.reach <= r.reorder_point)) order by r.site_id, p.supplier, p.id`);
export const ruleDraft = async (tx: Tx, n: { siteId: number; supplier: string; currency: string; at: Date }): Promise<number> => {
  const row = await tx.one<{ id: number }>(sql`insert into purchase_order (site_id, supplier, currency, by_rule, created_at) values (${n.siteId}, ${n.supplier}, ${n.currency}, true, ${n.at})
    on conflict (site_id, supplier, currency) where by_rule and state = 'draft' do update set note = purchase_order.note returning id`);
  return row?.id ?? 0;
};
export const addLine = (tx: Tx, orderId: number, n: { partId: number; quantity: number; costMinor: number }) => tx.run(sql`insert into purchase_line (order_id, part_id, quantity, cost_minor) values (${orderId}, ${n.partId}, ${n.quantity}, ${n.costMinor})
  on conflict (order_id, part_id) do update set quantity = purchase_line.quantity + excluded.quantity`);
/** One reorder run at a time: two would order the same twice. */
export const lockReorder = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(7263130)`);
/** When something ordered for this part and site is expected; null when nobody knows. */
export const expectedOn = async (tx: Handle, partId: number, siteId: number) => (await tx.one<{ on: string | null }>(sql`select min(o.expected_on) as on from purchase_line l join purchase_order o on o.id = l.order_id
  where l.part_id = ${partId} and o.site_id = ${siteId} and o.state in ('ordered', 'partly') and l.received < l.quantity`))?.on ?? null;
