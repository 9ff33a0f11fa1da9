import type { Restock } from '@aftercare/contract/parts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type Need = Omit<Restock, 'quantity'> & { readonly available: number };
/** Levels of vans that are undershot, the emptiest first. What is kept for jobs is not there; what is on its way is. */
export const needs = (db: Handle, f: { sites: readonly number[] | null; vans: readonly number[] | null }) => db.rows<Need>(sql`select k.part_id as "partId", p.number, p.name, k.site_id as "siteId", v.key as "siteKey", v.name as "siteName", h.id as "fromId", h.name as "fromName",
    k.on_hand as "onHand", k.in_transit as "inTransit", k.reorder_point as "reorderPoint", k.reorder_to as "reorderTo", (k.reorder_to - k.on_hand + k.reserved + k.waiting - k.in_transit)::int8 as wanted, coalesce(s.on_hand - s.reserved, 0)::int8 as available
  from stock k join site v on v.id = k.site_id and v.kind = 'van' and v.active join site h on h.id = v.home_id and h.active join part p on p.id = k.part_id and p.active left join stock s on s.part_id = k.part_id and s.site_id = h.id
  where k.reorder_to > 0 and k.on_hand - k.reserved - k.waiting + k.in_transit <= k.reorder_point and k.reorder_to > k.on_hand - k.reserved - k.waiting + k.in_transit
    and (${f.sites}::bigint[] is null or (k.site_id = any(${f.sites}) and h.id = any(${f.sites}))) and (${f.vans}::bigint[] is null or k.site_id = any(${f.vans}))
  order by (k.on_hand - k.reserved - k.waiting + k.in_transit)::float8 / k.reorder_to, v.key, p.number limit 2000`);
export const lockRestock = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(hashtextextended('parts restock', 0))`);
