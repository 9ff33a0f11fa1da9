import type { MoveKind } from '@aftercare/contract/parts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface StockSums { partId: number; siteId: number; onHand: number; reserved: number; inTransit: number; waiting: number; defective: number; valueMinor: number; reorderPoint: number; reorderTo: number }
export interface Change { onHand?: number; reserved?: number; inTransit?: number; defective?: number; valueMinor?: number; waiting?: number }
export interface MoveWrite {
  kind: MoveKind; quantity: number; for?: string | null; ticketId?: number | null; reservationId?: number | null; transferId?: number | null; lineId?: number | null;
  reason?: string; serials?: readonly string[]; actor: Actor; key: string; at: Date;
}

/** Rows of stock, made where there are none, held until the end of the transaction; always taken in one order, so that two transfers between two sites do not wait for each other. */
export async function lockStock(tx: Tx, pairs: readonly { partId: number; siteId: number }[]): Promise<StockSums[]> {
  const sorted = pairs.toSorted((a, b) => a.partId - b.partId || a.siteId - b.siteId);
  const rows: StockSums[] = [];
  for (const { partId, siteId } of sorted) {
    const read = () => tx.one<StockSums>(hot`select part_id as "partId", site_id as "siteId", on_hand as "onHand", reserved, in_transit as "inTransit", waiting, defective, value_minor as "valueMinor", reorder_point as "reorderPoint", reorder_to as "reorderTo"
      from stock where part_id = ${partId} and site_id = ${siteId} for update`);
    let row = await read();
    if (!row) {
      await tx.run(hot`insert into stock (part_id, site_id) values (${partId}, ${siteId}) on conflict do nothing`);
      row = await read();
    }
    if (!row) throw new Error('the stock was not written');
    rows.push(row);
  }
  return pairs.map((p) => rows.find((r) => r.partId === p.partId && r.siteId === p.siteId)!);
}
export const moveDone = async (tx: Tx, m: { key: string; kind: MoveKind; partId: number; siteId: number }) =>
  (await tx.one(hot`select from part_move where key = ${m.key} and kind = ${m.kind} and part_id = ${m.partId} and site_id = ${m.siteId}`)) !== undefined;
export const insertMove = (tx: Tx, at: { partId: number; siteId: number }, m: MoveWrite, c: Change) => tx.run(hot`insert into part_move (at, kind, part_id, site_id, quantity, on_hand, reserved, in_transit, defective, value_minor, for_what, ticket_id, reservation_id, transfer_id, line_id, reason, serials, actor, key)
  values (${m.at}, ${m.kind}, ${at.partId}, ${at.siteId}, ${m.quantity}, ${c.onHand ?? 0}, ${c.reserved ?? 0}, ${c.inTransit ?? 0}, ${c.defective ?? 0}, ${c.valueMinor ?? 0}, ${m.for ?? null}, ${m.ticketId ?? null}, ${m.reservationId ?? null}, ${m.transferId ?? null}, ${m.lineId ?? null}, ${m.reason ?? ''}, ${m.serials ?? []}, ${JSON.stringify(m.actor)}::jsonb, ${m.key})`);
export const addToStock = (tx: Tx, at: { partId: number; siteId: number }, c: Change) => tx.run(hot`update stock set on_hand = on_hand + ${c.onHand ?? 0}::bigint, reserved = reserved + ${c.reserved ?? 0}::bigint, in_transit = in_transit + ${c.inTransit ?? 0}::bigint,
  defective = defective + ${c.defective ?? 0}::bigint, value_minor = value_minor + ${c.valueMinor ?? 0}::bigint, waiting = waiting + ${c.waiting ?? 0}::bigint where part_id = ${at.partId} and site_id = ${at.siteId}`);
export const setLevels = (tx: Tx, l: { partId: number; siteId: number; reorderPoint: number; reorderTo: number; bin: string }) => tx.run(sql`insert into stock (part_id, site_id, reorder_point, reorder_to, bin)
  values (${l.partId}, ${l.siteId}, ${l.reorderPoint}, ${l.reorderTo}, ${l.bin}) on conflict (part_id, site_id) do update set reorder_point = excluded.reorder_point, reorder_to = excluded.reorder_to, bin = excluded.bin`);

export interface WhereRow { siteId: number; siteKey: string; siteName: { zh: string; en: string }; siteKind: string; onHand: number; reserved: number; available: number; inTransit: number }
/** Sites that have or expect the part, the most first. */
export const whereIs = (db: Handle, partId: number) => db.rows<WhereRow>(sql`select s.id as "siteId", s.key as "siteKey", s.name as "siteName", s.kind as "siteKind", k.on_hand as "onHand", k.reserved, k.on_hand - k.reserved as available, k.in_transit as "inTransit"
  from stock k join site s on s.id = k.site_id where k.part_id = ${partId} and s.active and (k.on_hand > 0 or k.in_transit > 0) order by k.on_hand - k.reserved desc, s.key`);
