import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import type { StoredFile } from '../../platform/files/index.ts';

export interface Wanted { messageId: number; url: string; name: string }
export interface WantedRow extends Wanted { id: number; tries: number }
export const want = (tx: Tx, list: readonly Wanted[], at: Date) => tx.run(sql`insert into transfer_file (message_id, url, name, next_at) select "messageId", url, name, ${at} from json_to_recordset(${JSON.stringify(list)}::json) as w("messageId" bigint, url text, name text) on conflict do nothing`);
/** Takes some that are due, for as long as fetching them may last: whoever is killed meanwhile leaves them to the next. */
export const takeDue = (db: Handle, o: { now: Date; until: Date; limit: number }) => db.rows<WantedRow>(sql`update transfer_file f set tries = f.tries + 1, next_at = ${o.until}
  from (select id from transfer_file where next_at <= ${o.now} order by next_at, id limit ${o.limit} for update skip locked) d where f.id = d.id returning f.id, f.message_id as "messageId", f.url, f.name, f.tries`);
export const later = (db: Handle, id: number, at: Date) => db.run(sql`update transfer_file set next_at = ${at} where id = ${id}`);
export const nextDue = async (db: Handle) => (await db.one<{ at: Date | null }>(sql`select min(next_at) as at from transfer_file`))?.at ?? null;
/** The file stands at its message instead of the link; false when the message is gone. */
export async function attach(tx: Tx, w: WantedRow, f: StoredFile): Promise<boolean> {
  await tx.run(sql`delete from transfer_file where id = ${w.id}`);
  return (await tx.run(sql`update message m set attachments = m.attachments || ${JSON.stringify([{ fileId: f.id, key: f.key, name: f.name, type: f.type, size: f.size, inline: false, cid: null }])}::jsonb,
    meta = case when e.rest = '[]' then m.meta - 'elsewhere' else jsonb_set(m.meta, '{elsewhere}', e.rest) end
    from (select coalesce(jsonb_agg(x) filter (where x ->> 'url' <> ${w.url}), '[]') as rest from message o cross join jsonb_array_elements(o.meta -> 'elsewhere') x where o.id = ${w.messageId}) e where m.id = ${w.messageId} and m.meta -> 'elsewhere' @> ${JSON.stringify([{ url: w.url }])}::jsonb`)) > 0;
}
/** It stays a link; why, stands beside it. */
export async function giveUp(tx: Tx, w: WantedRow, why: string): Promise<void> {
  await tx.run(sql`delete from transfer_file where id = ${w.id}`);
  await tx.run(sql`update message m set meta = jsonb_set(m.meta, '{elsewhere}', (select jsonb_agg(case when x ->> 'url' = ${w.url} then x || ${JSON.stringify({ why })}::jsonb else x end order by n) from jsonb_array_elements(m.meta -> 'elsewhere') with ordinality as e(x, n)))
    where m.id = ${w.messageId} and m.meta ? 'elsewhere'`);
}
