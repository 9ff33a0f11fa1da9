import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface RawRow { id: number; accountId: number; externalId: string; content: Buffer; meta: Record<string, unknown>; receivedAt: Date; attempts: number }
export interface NewRaw { accountId: number; externalId: string; content: Uint8Array; meta?: Record<string, unknown> }

/** True when it is new. */
export const insertRaw = async (tx: Handle, r: NewRaw) => (await tx.run(hot`insert into raw_item (channel_account_id, external_id, content, meta)
  values (${r.accountId}, ${r.externalId}, ${Buffer.from(r.content)}, ${JSON.stringify(r.meta ?? {})}::jsonb) on conflict (channel_account_id, external_id) do nothing`)) > 0;
/** More than this goes by itself: bytes in an array are written out as text. */
const heaviest = 1024 * 1024;
/**
 * Any number; tells which are new. Ids follow the order given, so that what came first is read first; rows are written in one order
 * whoever writes them, so that two writers cannot lock each other out.
 */
export async function insertRaws(db: Handle, items: readonly NewRaw[]): Promise<boolean[]> {
  const fresh = items.map(() => false);
  for (let from = 0; from < items.length;) {
    let [to, bytes] = [from, 0];
    while (to < items.length && to - from < 100 && (to === from || bytes + (items[to]?.content.length ?? 0) <= heaviest)) { bytes += items[to]?.content.length ?? 0; to += 1; }
    const group = items.slice(from, to);
    const [only] = group;
    if (group.length === 1 && only) fresh[from] = await insertRaw(db, only);
    else {
      const rows = await db.rows<{ n: number }>(hot`with given as materialized (select * from unnest(${group.map((r) => r.accountId)}::bigint[], ${group.map((r) => r.externalId)}::text[], ${group.map((r) => Buffer.from(r.content))}::bytea[], ${group.map((r) => JSON.stringify(r.meta ?? {}))}::text[]) with ordinality as g(account_id, external_id, content, meta, n) order by n),
          named as materialized (select nextval('raw_item_id_seq') as id, g.* from given g),
          written as (insert into raw_item (id, channel_account_id, external_id, content, meta) overriding system value select id, account_id, external_id, content, meta::jsonb from named order by account_id, external_id, id on conflict (channel_account_id, external_id) do nothing returning id)
        select n.n::int as n from named n join written w on w.id = n.id`);
      for (const { n } of rows) fresh[from + n - 1] = true;
    }
    from = to;
  }
  return fresh;
}
export const knownRaws = (db: Handle, accountId: number, externalIds: readonly string[]) =>
  db.rows<{ externalId: string }>(hot`select external_id as "externalId" from raw_item where channel_account_id = ${accountId} and external_id = any(${externalIds})`);
/** Oldest first; what another node has in hand is passed over. */
export const claimRaw = (tx: Tx, limit: number) => tx.rows<RawRow>(hot`select id, channel_account_id as "accountId", external_id as "externalId", content, meta, received_at as "receivedAt", attempts
  from raw_item where state = 'pending' and next_try_at <= now() order by id limit ${limit} for update skip locked`);
export const finishRaw = (tx: Tx, ids: readonly number[], state: 'done' | 'ignored') => tx.run(hot`update raw_item set state = ${state}, error = null where id = any(${ids})`);
/** Tries again in 2 s, 8 s, 32 s …; after eight times it stays for a person to look at. */
export const failRaw = (db: Handle, id: number, error: string) => db.run(sql`update raw_item set attempts = attempts + 1, error = ${error.slice(0, 2000)},
  state = case when attempts >= 7 then 'failed' else 'pending' end, next_try_at = now() + interval '2 seconds' * power(4, least(attempts, 6)) where id = ${id}`);
export const rawContent = (db: Handle, id: number) => db.one<{ content: Buffer }>(sql`select content from raw_item where id = ${id}`);
export const nextRawTry = (db: Handle) => db.one<{ waiting: number }>(sql`select count(*)::int as waiting from raw_item where state = 'pending'`);
