import { type Socket, connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/postgres.ts';
import { isPassing } from './away.ts';
import { type Database, openDatabase, sql } from './index.ts';

let stop = async () => {};
let db: Database;
/** The line breaks with the next word that we say. */
let breaks = false;

beforeAll(async () => {
  const database = await createTestDatabase('away', async () => {});
  const url = new URL(database.url);
  const [host, port] = [url.hostname, Number(url.port)];
  const lines = new Set<Socket>();
  const between = createServer((here) => {
    const there = connect(port, host);
    for (const line of [here, there]) { lines.add(line); line.on('error', () => {}); line.on('close', () => { here.destroy(); there.destroy(); }); }
    here.on('data', (chunk) => { if (breaks) here.destroy(); else there.write(chunk); });
    there.pipe(here);
  });
  await new Promise<void>((resolve) => { between.listen(0, '127.0.0.1', resolve); });
  url.port = String((between.address() as { port: number }).port);
  url.search = '';
  db = openDatabase({ url: url.href, purpose: 'test', max: 1, statementTimeoutMs: 200 });
  stop = async () => { await db.end(); for (const line of lines) line.destroy(); between.close(); await database.drop(); };
});
afterAll(() => stop());

const faultOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => error);

it('a line that breaks at any word of a transaction is told as what passes, also where nobody asked for an answer', async () => {
  const works: ((tx: Parameters<Parameters<Database['tx']>[0]>[0]) => Promise<unknown>)[] = [
    async () => {},
    (tx) => tx.one(sql`select 1`),
    async (tx) => { tx.soon(sql`select 1`); },
    (tx) => tx.nested(() => tx.run(sql`select 1`)),
    // What broke while it was under way, at the second word.
    async (tx) => { breaks = false; await tx.one(sql`select 1`); breaks = true; await tx.one(sql`select 2`); },
    async (tx) => { breaks = false; await tx.one(sql`select 1`); breaks = true; },
  ];
  for (const [n, work] of works.entries()) {
    breaks = false;
    await db.one(sql`select 1`);
    breaks = n < 4;
    const fault = await faultOf(db.tx(work));
    expect([n, isPassing(fault), (fault as Error | null)?.message]).toEqual([n, true, expect.any(String)]);
  }
  breaks = false;
});
it('so is a statement that took too long; a wrong one is not', async () => {
  expect(isPassing(await faultOf(db.run(sql`select pg_sleep(1)`)))).toBe(true);
  expect(isPassing(await faultOf(db.run(sql`select nothing from nowhere`)))).toBe(false);
});
