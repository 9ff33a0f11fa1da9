import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, createEmptyDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';
import { sql } from './sql.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createEmptyDatabase();
  db = openDatabase({ url: database.url, purpose: 'test', max: 2, statementTimeoutMs: 10_000 });
});
afterAll(async () => { await db.end(); await database.drop(); });

const process = async (on: { one<R>(statement: ReturnType<typeof sql>): Promise<R | undefined> }) => (await on.one<{ pid: number }>(sql`select pg_backend_pid() as pid`))?.pid;

test('as many transactions as there are connections, each asking the database once more, do not wait for each other', async () => {
  let inside = 0;
  let all = () => {};
  const held = new Promise<void>((resolve) => { all = resolve; });
  const one = () => db.tx(async (tx) => {
    await process(tx);
    inside += 1;
    if (inside === 2) all();
    await held;
    return [await process(tx), await process(db), await db.tx((inner) => process(inner))];
  });
  const told = await Promise.race([Promise.all([one(), one()]), new Promise<never>((_, reject) => setTimeout(() => reject(new Error('they wait for each other')), 5_000).unref())]);
  for (const pids of told) expect(new Set(pids).size).toBe(2);
});

test('what a transaction began and did not wait for uses the common connections after its end', async () => {
  let go = () => {};
  const ended = new Promise<void>((resolve) => { go = resolve; });
  let later: Promise<number | undefined> = Promise.resolve(undefined);
  const own = await db.tx(async (tx) => {
    later = ended.then(() => process(db));
    return process(tx);
  });
  go();
  // The one connection that is idle in the common pool.
  expect(await later).toBe(own);
});
