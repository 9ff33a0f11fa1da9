import type { Transfer } from '@aftercare/contract/parts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type TransferRow = Omit<Transfer, 'sentAt' | 'arrivedAt'> & { readonly sentAt: Date; readonly arrivedAt: Date | null; readonly valueMinor: number };
const columns = sql`t.id, t.part_id as "partId", p.number, p.name, t.from_id as "fromId", f.name as "fromName", t.to_id as "toId", g.name as "toName", t.quantity, t.arrived, t.state, t.sent_at as "sentAt", t.arrived_at as "arrivedAt", t.note, t.value_minor as "valueMinor"`;
const from = sql`part_transfer t join part p on p.id = t.part_id join site f on f.id = t.from_id join site g on g.id = t.to_id`;
export const findTransfer = (db: Handle, id: number) => db.one<TransferRow>(sql`select ${columns} from ${from} where t.id = ${id}`);
export const findTransferByKey = (db: Handle, key: string) => db.one<TransferRow>(sql`select ${columns} from ${from} where t.key = ${key}`);
export const listTransfers = (db: Handle, f: { state?: string; partId?: number; siteId?: number | undefined; sites: readonly number[] | null }) => db.rows<TransferRow>(sql`select ${columns} from ${from}
  where (${f.state ?? null}::text is null or t.state = ${f.state ?? null}) and (${f.partId ?? null}::bigint is null or t.part_id = ${f.partId ?? null}) and (${f.siteId ?? null}::bigint is null or ${f.siteId ?? null} in (t.from_id, t.to_id))
    and (${f.sites}::bigint[] is null or t.from_id = any(${f.sites}) or t.to_id = any(${f.sites})) order by t.id desc limit 200`);
export const insertTransfer = (tx: Tx, t: { partId: number; fromId: number; toId: number; quantity: number; valueMinor: number; note: string; key: string; at: Date }) =>
  tx.one<{ id: number }>(sql`insert into part_transfer (part_id, from_id, to_id, quantity, value_minor, note, key, sent_at) values (${t.partId}, ${t.fromId}, ${t.toId}, ${t.quantity}, ${t.valueMinor}, ${t.note}, ${t.key}, ${t.at}) returning id`);
export const endTransfer = (tx: Tx, id: number, state: 'arrived' | 'cancelled', arrived: number, at: Date) => tx.run(sql`update part_transfer set state = ${state}, arrived = ${arrived}, arrived_at = ${at} where id = ${id}`);
