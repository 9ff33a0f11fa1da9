import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Database, type Tx, migrate, openDatabase, sql } from '../db/index.ts';
import { silentLog } from '../log/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { type Bus, type Subscription, createBus, defineEvent, lag, rewind, systemActor } from './index.ts';
import { appendingEvents } from './store.ts';

const Counted = defineEvent('test.counted', 1, z.object({ stream: z.int(), n: z.int() }));
type Counted = z.infer<typeof Counted.schema>;

let database: TestDatabase;
let db: Database;
const buses: Bus[] = [];
beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => { await migrate(url); });
  db = openDatabase({ url: database.url, purpose: 'test', max: 20, statementTimeoutMs: 20_000 });
  await db.run(sql`create table seen (subscription text, stream int, n int, primary key (subscription, stream, n))`);
});
afterEach(async () => { for (const bus of buses.splice(0)) await bus.stop(); });
afterAll(async () => { await db.end(); await database.drop(); });

function newBus(): Bus {
  const bus = createBus({ db, log: silentLog, pollMs: 50 });
  bus.register([Counted]);
  buses.push(bus);
  return bus;
}
const publish = (bus: Bus, stream: number, n: number) => db.tx((tx) => bus.publish(tx, Counted, { stream: `s:${stream}`, payload: { stream, n }, actor: systemActor }));
/** Keeps what it saw in the transaction of its position: a double would break the primary key. */
const recorder = (name: string, fail: (e: Counted) => boolean = () => false): Subscription => ({
  name, events: [Counted],
  async handle(events, tx) {
    for (const e of events) {
      const p = e.payload as Counted;
      if (fail(p)) throw new Error(`stumbles over ${p.stream}/${p.n}`);
      await tx.run(sql`insert into seen values (${name}, ${p.stream}, ${p.n})`);
    }
  },
});
const seen = (name: string, stream?: number) => db.rows<{ stream: number; n: number }>(sql`select stream, n from seen where subscription = ${name} and (${stream ?? null}::int is null or stream = ${stream ?? null}) order by ctid`);

it('writes the fact with the state or not at all', async () => {
  const bus = newBus();
  await bus.start([recorder('t.atomic')], { loops: false });
  await expect(db.tx(async (tx) => {
    await bus.publish(tx, Counted, { stream: 's:1', payload: { stream: 1, n: 1 }, actor: systemActor });
    throw new Error('the state could not be written');
  })).rejects.toThrow();
  await bus.drain();
  expect(await seen('t.atomic')).toEqual([]);
  await expect(db.tx((tx) => bus.publish(tx, Counted, { stream: 's:1', payload: { stream: 1 } as Counted, actor: systemActor }))).rejects.toThrow();
});

it('takes back the facts of a part that failed alone, and keeps the others in their order', async () => {
  const bus = newBus();
  await bus.start([recorder('t.parts')], { loops: false });
  const say = (tx: Tx, n: number) => bus.publish(tx, Counted, { stream: 's:9', payload: { stream: 9, n }, actor: systemActor });
  await db.tx(async (tx) => {
    await say(tx, 1);
    await tx.nested(async () => { await say(tx, 2); throw new Error('not this'); }).catch(() => {});
    await tx.nested(() => say(tx, 3));
  });
  await bus.drain();
  expect((await seen('t.parts')).filter((s) => s.stream === 9)).toEqual([{ stream: 9, n: 1 }, { stream: 9, n: 3 }]);
});

it('never skips a fact whose transaction commits late, although its number is lower', async () => {
  const bus = newBus();
  await bus.start([recorder('t.gap')], { loops: false });
  let finish = () => {};
  const slow = db.tx(async (tx) => {
    // The bus takes the number when a transaction ends; here it is taken long before.
    await tx.run(appendingEvents([{ event: { type: Counted, stream: 's:10', payload: { stream: 10, n: 1 }, actor: systemActor }, correlation: null }]));
    await new Promise<void>((resolve) => { finish = resolve; });
  });
  await expect.poll(() => db.one(sql`select 1 from pg_stat_activity where state = 'idle in transaction' and query like '%insert into event%'`)).toBeDefined();
  await publish(bus, 11, 1);
  const draining = bus.drain();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await seen('t.gap')).toEqual([]);
  finish();
  await slow;
  await draining;
  expect((await seen('t.gap')).filter((s) => s.stream >= 10)).toEqual([{ stream: 10, n: 1 }, { stream: 11, n: 1 }]);
});

it('delivers everything once and in order per stream under parallel writers and two racing nodes', async () => {
  const [one, two] = [newBus(), newBus()];
  const writers = Array.from({ length: 8 }, async (_, stream) => {
    for (let n = 0; n < 25; n++) await publish(one, 100 + stream, n);
  });
  await one.follow(); await two.follow();
  await one.start([recorder('t.race')]);
  await two.start([recorder('t.race')]);
  await Promise.all(writers);
  await expect.poll(async () => (await seen('t.race')).filter((s) => s.stream >= 100).length, { timeout: 10_000 }).toBe(200);
  for (let stream = 100; stream < 108; stream++) expect((await seen('t.race', stream)).map((s) => s.n)).toEqual(Array.from({ length: 25 }, (_, n) => n));
});

it('parks the stream of a fact that fails, not the others, and goes on in order once it can', async () => {
  const bus = newBus();
  let broken = true;
  await bus.start([recorder('t.park', (e) => broken && e.stream === 200 && e.n === 1)], { loops: false });
  for (const [stream, n] of [[200, 0], [200, 1], [201, 0], [200, 2], [201, 1]] as const) await publish(bus, stream, n);
  await bus.drain();
  expect(await seen('t.park', 201)).toHaveLength(2);
  expect((await seen('t.park', 200)).map((s) => s.n)).toEqual([0]);
  expect((await lag(db)).find((l) => l.name === 't.park')?.parked).toBe(2);
  broken = false;
  await db.run(sql`update parked_event set next_try_at = now() where subscription = 't.park'`);
  await bus.drain();
  expect((await seen('t.park', 200)).map((s) => s.n)).toEqual([0, 1, 2]);
  expect((await lag(db)).find((l) => l.name === 't.park')).toMatchObject({ behind: 0, parked: 0 });
});

it('can be sent back to handle everything again', async () => {
  const bus = newBus();
  let handled = 0;
  await bus.start([{ name: 't.replay', events: [Counted], async handle(events) { handled += events.length; } }], { loops: false });
  await bus.drain();
  const first = handled;
  await rewind(db, 't.replay', 0);
  await bus.drain();
  expect(first).toBeGreaterThan(0);
  expect(handled).toBe(first * 2);
});

it('tells open screens of each fact once, from now on', async () => {
  const bus = newBus();
  await publish(bus, 300, 0);
  await bus.follow();
  const told: number[] = [];
  bus.tail.listen((e) => { const p = e.payload as Counted; if (p.stream === 300) told.push(p.n); });
  for (let n = 1; n <= 5; n++) await publish(bus, 300, n);
  await expect.poll(() => told).toEqual([1, 2, 3, 4, 5]);
});

it('refuses unknown and double names', async () => {
  const bus = newBus();
  expect(() => bus.register([Counted])).toThrow('twice');
  await expect(bus.start([{ name: 't.x', events: [defineEvent('test.unknown', 1, z.object({}))], handle: async () => {} }])).rejects.toThrow('unknown');
});

it('passes over facts that do not concern a subscription, from memory and from the table, and finds those behind them', async () => {
  const bus = newBus();
  const only = { ...recorder('t.concerned'), concerns: (e: { payload: unknown }) => (e.payload as Counted).n % 3 === 0, batch: 2 };
  await bus.start([only], { loops: false });
  for (let n = 1; n <= 7; n++) await publish(bus, 31, n);
  await bus.drain();
  expect((await seen('t.concerned', 31)).map((r) => r.n)).toEqual([3, 6]);
  // What was written while nobody followed is read from the table: pages full of what does not concern it do not end the look.
  await bus.stop();
  const other = newBus();
  for (let n = 8; n <= 15; n++) await publish(other, 31, n);
  await other.start([only], { loops: false });
  await other.drain();
  expect((await seen('t.concerned', 31)).map((r) => r.n)).toEqual([3, 6, 9, 12, 15]);
});
