import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, type Handle, type Tx, raw, sql } from '../../../platform/db/index.ts';

export interface Rebuild { upTo: number; last: number; texts: number; startedAt: Date; finishedAt: Date | null }
const rebuildColumns = raw('up_to as "upTo", last, texts, started_at as "startedAt", finished_at as "finishedAt"');
export const rebuildState = (db: Handle) => db.one<Rebuild>(sql`select ${rebuildColumns} from search_rebuild`);
/** Where the rebuild stands, for whoever takes its next step: two that write the index anew share the work. */
export const takeStep = (tx: Tx) => tx.one<Rebuild>(sql`select ${rebuildColumns} from search_rebuild where finished_at is null for update`);
export const beginRebuild = (db: Handle, at: Date) => db.one<Rebuild>(sql`insert into search_rebuild (up_to, last, started_at) select coalesce(min(id), 1) - 1, coalesce(max(id), 0), ${at} from ticket
  on conflict (one) do update set up_to = excluded.up_to, last = excluded.last, texts = 0, started_at = excluded.started_at, finished_at = null returning ${rebuildColumns}`);
export const rebuiltUpTo = (tx: Handle, upTo: number, texts: number) => tx.run(sql`update search_rebuild set up_to = greatest(up_to, ${upTo}), texts = texts + ${texts}`);
export const endRebuild = (db: Handle, at: Date) => db.run(sql`update search_rebuild set finished_at = ${at}, words_known = true where up_to >= last`);

export const isEmpty = async (db: Handle) => (await db.one<{ empty: boolean }>(sql`select not exists (select from search_entry) as empty`))?.empty ?? true;
/** Into an empty index many texts go faster without it; it is built in one go at the end. */
export const dropIndex = (db: Handle) => db.run(sql`drop index if exists search_entry_words`);
const words = raw('on search_entry using gin ((ticket_id >> 12), tokens) with (fastupdate = on, gin_pending_list_limit = 256)');
/** Builds it where it was dropped, in whatever transaction that is: another connection would wait for its end. For what is small. */
export async function buildIndexHere(db: Handle): Promise<void> {
  await db.run(sql`create index if not exists search_entry_words ${words}`);
  await db.run(sql`drop index if exists search_entry_tokens`);
}
interface Index { name: string; valid: boolean }
const indexes = sql`select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'search_entry'::regclass and c.relname in ('search_entry_words', 'search_entry_tokens')`;
const isDone = (there: readonly Index[]) => there.length === 1 && there[0]?.name === 'search_entry_words' && there[0].valid;
/**
 * Builds the word index while texts are written and searched: by a connection of its own, one process at a time; when told to leave it breaks off. One that
 * was cut off leaves an index nobody uses, which goes first; the index of an older version serves until then.
 */
export async function buildIndex(db: Database, leaving?: AbortSignal): Promise<void> {
  if (isDone(await db.rows<Index>(indexes)) || leaving?.aborted) return;
  const alone = await db.connect();
  const pid = (await alone.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
  const leave = () => void db.run(sql`select pg_cancel_backend(${pid})`).catch(() => {});
  leaving?.addEventListener('abort', leave);
  try {
    // Asked again and again: who waits inside a statement is waited for by the building itself.
    while ((await alone.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtextextended('search index', 0)) as mine`)).rows[0]?.mine !== true) await sleep(500, undefined, { ...(leaving ? { signal: leaving } : {}) });
    if ((await alone.query<Index>(indexes.text)).rows.some((i) => i.name === 'search_entry_words' && !i.valid)) await alone.query('drop index concurrently search_entry_words');
    await alone.query(`create index concurrently if not exists search_entry_words ${words.text}`);
    await alone.query('drop index concurrently if exists search_entry_tokens');
  } finally {
    leaving?.removeEventListener('abort', leave);
    await alone.end();
  }
}
export const analyze = (db: Handle) => db.run(sql`analyze search_entry`);
