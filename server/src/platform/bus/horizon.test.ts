import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Database, migrate, openDatabase, sql } from '../db/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { Horizon } from './horizon.ts';
import { appendingEvents, readMark } from './store.ts';
import { defineEvent, systemActor } from './index.ts';

const Happened = defineEvent('test.happened', 1, z.object({ n: z.int() }));
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => { await migrate(url); });
  db = openDatabase({ url: database.url, purpose: 'test', max: 10, statementTimeoutMs: 10_000 });
});
afterAll(async () => { await db.end(); await database.drop(); });

/** Other databases of the same server may have transactions of their own running. */
async function reach(horizon: Horizon, wanted: number): Promise<number> {
  let at = await horizon.advance();
  for (let round = 0; round < 500 && at < wanted; round++) { await sleep(10); at = await horizon.advance(); }
  return at;
}
/** Writes a fact and holds the transaction open until told. */
function held(n: number) {
  const written = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const done = db.tx(async (tx) => {
    // As the bus does when a transaction ends, but long before its end.
    await tx.run(appendingEvents([{ event: { type: Happened, stream: 's', payload: { n }, actor: systemActor }, correlation: null }]));
    written.resolve();
    await gate.promise;
  });
  return { written: written.promise, commit: async () => { gate.resolve(); await done; } };
}

test('a running transaction holds the horizon, also when it is the newest of all', async () => {
  // The snapshot's own end is no help here: nobody newer has finished, so it stands right at the one that runs.
  const horizon = new Horizon(db);
  const before = await reach(horizon, 0);
  const only = held(1);
  await only.written;
  expect([await horizon.advance(), await horizon.advance(), horizon.waiting]).toEqual([before, before, true]);
  await only.commit();
  expect(await reach(horizon, before + 1)).toBe(before + 1);
});

test('an older one holds it while newer ones commit, and nothing is passed over', async () => {
  const horizon = new Horizon(db);
  const before = await reach(horizon, 1);
  const older = held(1);
  await older.written;
  const newer = held(2);
  await newer.written;
  await newer.commit();
  expect(await horizon.advance()).toBe(before);
  await older.commit();
  expect(await reach(horizon, before + 2)).toBe(before + 2);
});

test('a long transaction that writes no facts holds nobody up', async () => {
  const horizon = new Horizon(db);
  const before = await reach(horizon, 1);
  const gate = Promise.withResolvers<void>();
  const working = Promise.withResolvers<void>();
  const long = db.tx(async (tx) => { await tx.run(sql`create temp table busy (n int)`); working.resolve(); await gate.promise; });
  await working.promise;
  const quick = held(1);
  await quick.written;
  await quick.commit();
  expect(await horizon.advance()).toBe(before + 1);
  gate.resolve();
  await long;
});

test('a quiet log has no writers', async () => {
  const { last } = await readMark(db, 0);
  expect(last).toBeGreaterThan(0);
  expect(await readMark(db, last)).toEqual({ last, writers: [] });
});
