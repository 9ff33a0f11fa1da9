import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface RawRow { id: number; accountId: number; externalId: string; content: Buffer; meta: Record<string, unknown>; receivedAt: Date; attempts: number }
export interface NewRaw { accountId: number; externalId: string; content: Uint8Array; meta?: Record<string, unknown> }

/** True when it is new. */
export const insertRaw = async (tx: Handle, r: NewRaw) => (await tx.run(hot`insert into raw_item (channel_account_id, external_id, content, meta)
  values (${r.accountId}, ${r.externalId}, ${Buffer.from(r.content)}, ${JSON.stringify(r.meta ?? {})}::jsonb) on conflict (channel_account_id, external_id) do nothing`)) > 0;
/** Any number in one statement; those known already are passed over. In one order, so that two writers cannot lock each other out. */
export async function insertRaws(tx: Handle, items: readonly NewRaw[]): Promise<void> {
  const ordered = items.toSorted((a, b) => a.accountId - b.accountId || (a.externalId < b.externalId ? -1 : 1));
  for (let i = 0; i < ordered.length; i += 100) {
    const rows = ordered.slice(i, i + 100).map((r) => sql`(${r.accountId}::bigint, ${r.externalId}::text, ${Buffer.from(r.content.buffer, r.content.byteOffset, r.content.byteLength)}::bytea, ${JSON.stringify(r.meta ?? {})}::jsonb)`);
    await tx.run(sql`insert into raw_item (channel_account_id, external_id, content, meta) values ${rows.reduce((left, right) => sql`${left}, ${right}`)} on conflict (channel_account_id, external_id) do nothing`);
  }
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
