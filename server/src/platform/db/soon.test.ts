import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, createEmptyDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase, sql } from './index.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createEmptyDatabase();
  db = openDatabase({ url: database.url, purpose: 'test', max: 3, statementTimeoutMs: 10_000 });
  await db.run(sql`create table note (n int primary key)`);
});
afterAll(async () => { await db.end(); await database.drop(); });
const notes = async () => (await db.rows<{ n: number }>(sql`select n from note order by n`)).map((r) => r.n);
const write = (n: number) => sql`insert into note values (${n})`;

it('is there for whoever asks afterwards, and committed', async () => {
  const seen = await db.tx(async (tx) => {
    tx.soon(write(1));
    tx.soon(write(2));
    return tx.rows<{ n: number }>(sql`select n from note order by n`);
  });
  expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await notes()).toEqual([1, 2]);
});

it('fails the transaction with its own fault, whether anything was asked after it or not', async () => {
  await expect(db.tx(async (tx) => { tx.soon(write(3)); tx.soon(write(1)); })).rejects.toMatchObject({ code: '23505' });
  await expect(db.tx(async (tx) => { tx.soon(write(1)); await tx.rows(sql`select 1`); })).rejects.toMatchObject({ code: '23505' });
  await expect(db.tx(async (tx) => { tx.soon(write(4)); throw new Error('thought better of it'); })).rejects.toThrow('thought better of it');
  expect(await notes()).toEqual([1, 2]);
});

it('is undone with the part it belongs to, and the transaction lives on', async () => {
  await db.tx(async (tx) => {
    tx.soon(write(5));
    await expect(tx.nested(async () => { tx.soon(write(6)); tx.soon(write(1)); })).rejects.toMatchObject({ code: '23505' });
    await tx.nested(async () => { tx.soon(write(7)); });
  });
  expect(await notes()).toEqual([1, 2, 5, 7]);
});

it('is tried again with the transaction when it met another one', async () => {
  let tries = 0;
  const meet = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const cross = (mine: number, other: number, me: 0 | 1) => db.tx(async (tx) => {
    tries += 1;
    await tx.run(sql`update note set n = n where n = ${mine}`);
    meet[me].resolve();
    await meet[me === 0 ? 1 : 0].promise;
    tx.soon(sql`update note set n = n where n = ${other}`);
  });
  await Promise.all([cross(1, 2, 0), cross(2, 1, 1)]);
  expect(tries).toBeGreaterThan(2);
});
