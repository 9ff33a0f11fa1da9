import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, migrate, openDatabase, sql } from '../db/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { hashBody, runIdempotent } from './idempotency.ts';
import { Json } from './implement.ts';
import { Refusal } from './refusal.ts';
import { sweepIdempotencyKeys } from './store-idempotency.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => void (await migrate(url)));
  db = openDatabase({ url: database.url, purpose: 'test', max: 20, statementTimeoutMs: 1000 });
  await db.run(sql`create table effect (id int generated always as identity)`);
});
afterAll(async () => {
  await db.end();
  await database.drop();
});
let serial = 0;
let creation = { key: '', principal: 'agent:1', route: 'POST /tickets', bodyHash: hashBody({ a: 1 }) };
beforeEach(async () => {
  creation = { ...creation, key: `key-${++serial}` };
  await db.run(sql`truncate effect restart identity`);
});

const create = (given = creation, pauseMs = 0, begun = () => {}) => runIdempotent(db, given, async (tx) => {
  const row = await tx.one<{ id: number }>(sql`insert into effect default values returning id`);
  begun();
  await sleep(pauseMs);
  return { status: 201, body: { id: row?.id ?? 0, text: '报修' } };
});
const effects = async (): Promise<number> => (await db.one<{ n: number }>(sql`select count(*)::int as n from effect`))?.n ?? -1;

test('a repeat gets the first answer and does nothing', async () => {
  expect(await create()).toEqual({ status: 201, body: { id: 1, text: '报修' }, repeated: false });
  expect(await create()).toEqual({ status: 201, body: { id: 1, text: '报修' }, repeated: true });
  expect(await effects()).toBe(1);
});

test('other keys, principals and routes are other creations', async () => {
  await create();
  for (const other of [{ key: 'another' }, { principal: 'agent:2' }, { route: 'POST /customers' }]) expect((await create({ ...creation, ...other })).repeated).toBe(false);
  expect(await effects()).toBe(4);
});

test('the same key with another body is refused', async () => {
  await create();
  await expect(create({ ...creation, bodyHash: hashBody({ a: 2 }) })).rejects.toMatchObject({ code: 'idempotency-mismatch' });
});

test('of many at once one works and all get its answer', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => create(creation, 50)));
  expect(answers.map((answer) => answer.body.id)).toEqual(Array(12).fill(answers[0]?.body.id));
  expect(answers.filter((answer) => !answer.repeated).length).toBe(1);
  expect(await effects()).toBe(1);
});

test('a failure leaves neither key nor effect, and the one that waited takes over', async () => {
  const begun = Promise.withResolvers<void>();
  const failing = runIdempotent(db, creation, async (tx) => {
    await tx.run(sql`insert into effect default values`);
    begun.resolve();
    await sleep(100);
    throw new Refusal('conflict');
  });
  await begun.promise;
  const waiting = create();
  await expect(failing).rejects.toMatchObject({ code: 'conflict' });
  expect((await waiting).repeated).toBe(false);
  expect(await effects()).toBe(1);
});

test('whoever waits too long is told that the first still works', async () => {
  const begun = Promise.withResolvers<void>();
  const slow = create(creation, 1500, begun.resolve);
  await begun.promise;
  await expect(create()).rejects.toMatchObject({ code: 'in-progress' });
  expect((await slow).repeated).toBe(false);
});

test('answers without a body and answers made elsewhere are kept too', async () => {
  const nothing = () => runIdempotent(db, creation, async () => ({ status: 204, body: undefined }));
  expect([(await nothing()).status, (await nothing()).status]).toEqual([204, 204]);
  const made = () => runIdempotent<unknown>(db, { ...creation, key: 'json' }, async () => ({ status: 200, body: new Json('{"b": 1, "a": "\\u0000"}') }));
  await made();
  expect(await made()).toEqual({ status: 200, body: { b: 1, a: '\u0000' }, repeated: true });
});

test('a key serves again after 24 hours, swept or not', async () => {
  await create();
  await db.run(sql`update idempotency_key set created_at = now() - interval '24 hours 1 second' where key = ${creation.key}`);
  expect((await create({ ...creation, bodyHash: 'another' })).repeated).toBe(false);
  expect((await create({ ...creation, bodyHash: 'another' })).repeated).toBe(true);
  await db.run(sql`update idempotency_key set created_at = now() - interval '24 hours 1 second' where key = ${creation.key}`);
  expect(await sweepIdempotencyKeys(db)).toBe(1);
  expect(await sweepIdempotencyKeys(db)).toBe(0);
});

test.each(['', 'x'.repeat(201), '密钥', 'a b'])('the key %j is refused', async (key) => expect(create({ ...creation, key })).rejects.toMatchObject({ code: 'bad-request' }));
