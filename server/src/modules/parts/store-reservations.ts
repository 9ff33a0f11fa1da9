import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import type { ReservationRow } from './types.ts';

export type Reserved = ReservationRow;
const columns = sql`r.id, r.part_id as "partId", r.site_id as "siteId", r.quantity, r.used, r.state, r.for_what as "for", r.ticket_id as "ticketId", r.at,
  p.number, p.name, p.price_minor as "priceMinor", p.currency, p.tax_rate as "taxRate", s.key as "siteKey", s.name as "siteName"`;
const from = sql`part_reservation r join part p on p.id = r.part_id join site s on s.id = r.site_id`;

export const findReservation = (db: Handle, id: number) => db.one<Reserved>(sql`select ${columns} from ${from} where r.id = ${id}`);
export const findByKey = (db: Handle, key: string) => db.one<Reserved>(sql`select ${columns} from ${from} where r.key = ${key}`);
export const listReservations = (db: Handle, f: { for?: string | undefined; ticketId?: number | undefined; partId?: number | undefined; open?: boolean; sites: readonly number[] | null }) => db.rows<Reserved>(sql`select ${columns} from ${from}
  where (${f.for ?? null}::text is null or r.for_what = ${f.for ?? null}) and (${f.ticketId ?? null}::bigint is null or r.ticket_id = ${f.ticketId ?? null}) and (${f.partId ?? null}::bigint is null or r.part_id = ${f.partId ?? null})
    and (not ${f.open ?? false} or r.state in ('held', 'waiting')) and (${f.sites}::bigint[] is null or r.site_id = any(${f.sites})) order by r.id limit 500`);
export const insertReservation = (tx: Tx, r: { partId: number; siteId: number; quantity: number; state: 'held' | 'waiting'; for: string; ticketId: number | null; key: string; at: Date }) =>
  tx.one<{ id: number }>(sql`insert into part_reservation (part_id, site_id, quantity, state, for_what, ticket_id, key, at) values (${r.partId}, ${r.siteId}, ${r.quantity}, ${r.state}, ${r.for}, ${r.ticketId}, ${r.key}, ${r.at}) on conflict (key) do nothing returning id`);
export const setState = (tx: Tx, id: number, state: string, used: number) => tx.run(sql`update part_reservation set state = ${state}, used = ${used} where id = ${id}`);
/** Who waits for a part at a site, longest first; nobody else fills them meanwhile, as its stock is locked. */
export const waitingAt = (tx: Tx, partId: number, siteId: number) => tx.rows<Reserved>(sql`select ${columns} from ${from} where r.part_id = ${partId} and r.site_id = ${siteId} and r.state = 'waiting' order by r.id limit 200`);
