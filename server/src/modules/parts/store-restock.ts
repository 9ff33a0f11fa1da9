import type { Restock } from '@aftercare/contract/parts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type Need = Omit<Restock, 'quantity'> & { readonly available: number };
/**
 * Levels of vans that are undershot, the emptiest first. What is kept for jobs is not there; what is on its way is. A van that belongs to no
 * site is filled by the store that has most of the part.
 */
export const needs = (db: Handle, f: { sites: readonly number[] | null; vans: readonly number[] | null }) => db.rows<Need>(sql`select k.part_id as "partId", p.number, p.name, k.site_id as "siteId", v.key as "siteKey", v.name as "siteName", h.id as "fromId", h.name as "fromName",
    k.on_hand as "onHand", k.in_transit as "inTransit", k.reorder_point as "reorderPoint", k.reorder_to as "reorderTo", (k.reorder_to - k.on_hand + k.reserved + k.waiting - k.in_transit)::int8 as wanted, coalesce(h.on_hand - h.reserved, 0)::int8 as available
  from stock k join site v on v.id = k.site_id and v.kind = 'van' and v.active join part p on p.id = k.part_id and p.active
    join lateral (select o.id, o.name, i.on_hand, i.reserved from site o left join stock i on i.part_id = k.part_id and i.site_id = o.id
      where o.active and case when v.home_id is null then o.kind in ('warehouse', 'depot', 'centre') and (${f.sites}::bigint[] is null or o.id = any(${f.sites})) else o.id = v.home_id end
      order by coalesce(i.on_hand - i.reserved, 0) desc, o.id limit 1) h on true
  where k.reorder_to > 0 and k.on_hand - k.reserved - k.waiting + k.in_transit <= k.reorder_point and k.reorder_to > k.on_hand - k.reserved - k.waiting + k.in_transit
    and (${f.sites}::bigint[] is null or (k.site_id = any(${f.sites}) and h.id = any(${f.sites}))) and (${f.vans}::bigint[] is null or k.site_id = any(${f.vans}))
  order by (k.on_hand - k.reserved - k.waiting + k.in_transit)::float8 / k.reorder_to, v.key, p.number limit 2000`);
export const lockRestock = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(hashtextextended('parts restock', 0))`);
