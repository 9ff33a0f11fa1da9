import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { silentLog } from '../log/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { Horizon } from './horizon.ts';
import { createBus, defineEvent, systemActor } from './index.ts';

const Happened = defineEvent('test.happened', 1, z.object({ n: z.int() }));
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => { await migrate(url); });
  db = openDatabase({ url: database.url, purpose: 'test', max: 10, statementTimeoutMs: 10_000 });
});
afterAll(async () => { await db.end(); await database.drop(); });

const bus = () => { const made = createBus({ db, log: silentLog }); made.register([Happened]); return made; };
/** Writes a fact and holds the transaction open until told. */
function held(n: number) {
  const written = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const done = db.tx(async (tx) => {
    await bus().publish(tx, Happened, { stream: 's', payload: { n }, actor: systemActor });
    written.resolve();
    await gate.promise;
  });
  return { written: written.promise, commit: async () => { gate.resolve(); await done; } };
}

test('a running transaction holds the horizon, also when it is the newest of all', async () => {
  // The snapshot's own end is no help here: nobody newer has finished, so it stands right at the one that runs.
  const horizon = new Horizon(db);
  const before = await horizon.advance();
  const only = held(1);
  await only.written;
  expect([await horizon.advance(), await horizon.advance(), horizon.waiting]).toEqual([before, before, true]);
  await only.commit();
  expect([await horizon.advance(), horizon.waiting]).toEqual([before + 1, false]);
});

test('an older one holds it while newer ones commit, and nothing is passed over', async () => {
  const horizon = new Horizon(db);
  const before = await horizon.advance();
  const older = held(1);
  await older.written;
  const newer = held(2);
  await newer.written;
  await newer.commit();
  expect(await horizon.advance()).toBe(before);
  await older.commit();
  expect(await horizon.advance()).toBe(before + 2);
});

test('looking at a quiet log costs no transaction number', async () => {
  const horizon = new Horizon(db);
  await horizon.advance();
  const number = async () => (await db.pool.query<{ n: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as n')).rows[0]?.n;
  const before = await number();
  for (let i = 0; i < 5; i++) await horizon.advance();
  expect(await number()).toBe(before);
});
