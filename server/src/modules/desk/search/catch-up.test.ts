import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, migrate, openDatabase, sql } from '../../../platform/db/index.ts';
import { type TestDatabase, createTestDatabase } from '../../../platform/testing/postgres.ts';
import { buildIndex, endRebuild, rebuildState } from './store-index.ts';

const migrations = join(import.meta.dirname, '../../../migrations');
let folder: string;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-older-'));
  for (const file of (await readdir(migrations)).filter((f) => f.endsWith('.sql') && f < '0430')) await cp(join(migrations, file), join(folder, file));
  // The template is an installation from before 0430.
  database = await createTestDatabase('older', async (url) => { await migrate(url, folder); });
  db = openDatabase({ url: database.url, purpose: 'test', max: 4, statementTimeoutMs: 20_000 });
});
afterAll(async () => { await db.end(); await database.drop(); await rm(folder, { recursive: true }); });

const indexes = async () => (await db.rows<{ name: string }>(sql`select indexname as name from pg_indexes where tablename = 'search_entry' and indexname in ('search_entry_words', 'search_entry_tokens')`)).map((r) => r.name);

it('a large installation from before the word index had stretches starts at once and gets it while it runs', async () => {
  await db.run(sql`insert into customer (name) values ('Old')`);
  await db.run(sql`insert into ticket (subject, type, customer_id, channel) select 'Old', 'inquiry', id, 'phone' from customer`);
  await db.run(sql`insert into search_entry (ticket_id, kind, item_id, at, body, tokens) select t.id, 'message', n, now(), 'old', array_to_tsvector(array['old', n::text]) from ticket t, generate_series(1, 20001) n`);
  await migrate(database.url);
  expect(await indexes()).toEqual(['search_entry_tokens']);
  const state = await rebuildState(db);
  expect([state?.finishedAt, (state?.last ?? 0) - (state?.upTo ?? 0)]).toEqual([null, 1]);
  expect((await db.one<{ n: number }>(sql`select count(*)::int as n from search_entry`))?.n).toBe(20_001);
  // Two at once, as two processes that start together.
  await Promise.all([buildIndex(db), buildIndex(db)]);
  expect(await indexes()).toEqual(['search_entry_words']);
  await endRebuild(db, new Date('2026-03-02T00:00:00Z'));
  expect((await rebuildState(db))?.finishedAt).toBeNull();
});
it('told to leave, building ends', async () => {
  await db.run(sql`drop index search_entry_words`);
  const leaving = new AbortController();
  const building = buildIndex(db, leaving.signal).catch((error: unknown) => String(error));
  leaving.abort();
  await building;
  await buildIndex(db);
  expect(await indexes()).toEqual(['search_entry_words']);
});
