import type { Move, StockRow } from '@aftercare/contract/parts';
import type { Handle } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import { partMatches } from './store-parts.ts';

export type StockLine = StockRow & { readonly spare: number; readonly urgency: number };
const columns = sql`k.part_id as "partId", k.site_id as "siteId", k.on_hand as "onHand", k.reserved, k.on_hand - k.reserved as available, k.in_transit as "inTransit", k.waiting, k.defective, k.reorder_point as "reorderPoint", k.reorder_to as "reorderTo", k.bin,
  k.value_minor as "valueMinor", p.currency, p.number, p.name, p.category, s.key as "siteKey", s.name as "siteName", s.kind as "siteKind", k.low, k.spare, k.urgency,
  coalesce((select sum(l.quantity - l.received) from purchase_line l join purchase_order o on o.id = l.order_id where l.part_id = k.part_id and o.site_id = k.site_id and o.state in ('ordered', 'partly')), 0)::bigint as "onOrder"`;
const from = sql`stock k join part p on p.id = k.part_id join site s on s.id = k.site_id`;

export const stockAt = (db: Handle, partId: number, siteId: number) => db.one<StockLine>(sql`select ${columns} from ${from} where k.part_id = ${partId} and k.site_id = ${siteId}`);
export const stockOfPart = (db: Handle, partId: number, sites: readonly number[] | null) => db.rows<StockLine>(sql`select ${columns} from ${from} where k.part_id = ${partId} and (${sites}::bigint[] is null or k.site_id = any(${sites}))
  order by k.on_hand - k.reserved desc, s.key`);
export interface StockCursor { urgency: number; spare: number; partId: number; siteId: number }
/** What is short first. */
export const listStock = (db: Handle, f: { siteId?: number | undefined; q?: string | undefined; low?: boolean; sites: readonly number[] | null; after: StockCursor | null; limit: number }) => db.rows<StockLine>(sql`select ${columns} from ${from}
  where (${f.siteId ?? null}::bigint is null or k.site_id = ${f.siteId ?? null}) and (${f.sites}::bigint[] is null or k.site_id = any(${f.sites})) and (not ${f.low ?? false} or k.low) and ${partMatches(f.q)}
    and (k.on_hand > 0 or k.in_transit > 0 or k.defective > 0 or k.waiting > 0 or k.reorder_to > 0)
    and (${f.after === null} or k.urgency < ${f.after?.urgency ?? 0} or (k.urgency = ${f.after?.urgency ?? 0} and (k.spare, k.part_id, k.site_id) > (${f.after?.spare ?? 0}, ${f.after?.partId ?? 0}, ${f.after?.siteId ?? 0})))
  order by k.urgency desc, k.spare, k.part_id, k.site_id limit ${f.limit + 1}`);
export const values = (db: Handle, sites: readonly number[] | null) => db.rows<{ siteId: number; siteKey: string; siteName: { zh: string; en: string }; siteKind: string; currency: 'CNY'; valueMinor: number; pieces: number; low: number; defective: number }>(sql`select s.id as "siteId", s.key as "siteKey", s.name as "siteName", s.kind as "siteKind",
    coalesce(p.currency, 'CNY') as currency, coalesce(sum(k.value_minor), 0)::bigint as "valueMinor", coalesce(sum(k.on_hand), 0)::bigint as pieces, count(*) filter (where k.low)::int as low, coalesce(sum(k.defective), 0)::bigint as defective
  from site s left join stock k on k.site_id = s.id left join part p on p.id = k.part_id where s.active and (${sites}::bigint[] is null or s.id = any(${sites}))
  group by s.id, p.currency order by array_position(array['warehouse', 'depot', 'centre', 'shop', 'van'], s.kind), s.key`);
export type MoveRow = Omit<Move, 'at'> & { readonly at: Date };
export const listMoves = (db: Handle, f: { partId: number; siteId?: number | undefined; sites: readonly number[] | null; before: number | null; limit: number }) => db.rows<MoveRow>(sql`select m.id, m.at, m.kind, m.part_id as "partId", m.site_id as "siteId", m.quantity, m.on_hand as "onHand", m.reserved, m.in_transit as "inTransit",
    m.defective, m.value_minor as "valueMinor", m.for_what as "for", m.ticket_id as "ticketId", m.reason, m.serials, m.actor->>'name' as "actorName", s.key as "siteKey", s.name as "siteName"
  from part_move m join site s on s.id = m.site_id where m.part_id = ${f.partId} and (${f.siteId ?? null}::bigint is null or m.site_id = ${f.siteId ?? null}) and (${f.sites}::bigint[] is null or m.site_id = any(${f.sites}))
    and (${f.before}::bigint is null or m.id < ${f.before}) order by m.id desc limit ${f.limit + 1}`);
