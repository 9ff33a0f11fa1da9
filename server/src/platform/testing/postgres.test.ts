import { afterAll, expect, test } from "vitest";
import pg from "pg";
import { createEmptyDatabase, createTestDatabase } from "./postgres.ts";
import type { TestDatabase } from "./postgres.ts";

const made: TestDatabase[] = [];
afterAll(() => Promise.all(made.map((database) => database.drop())));

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("clones made at the same time share one preparation and nothing else", async () => {
  let prepared = 0;
  const prepare = async (url: string): Promise<void> => {
    prepared += 1;
    await query(url, "create table note as select 'from the template' as text");
  };
  const clones = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase("helper_check", prepare)));
  made.push(...clones);
  expect(prepared).toBe(1);
  await query(clones[0]!.url, "delete from note");
  const counts = await Promise.all(clones.map(async ({ url }) => (await query<{ n: number }>(url, "select count(*)::int as n from note"))[0]?.n));
  expect(counts).toEqual([0, 1, 1, 1]);
});

test("a preparation that fails is repeated, not taken for done", async () => {
  await expect(createTestDatabase("helper_failing", () => Promise.reject(new Error("half way")))).rejects.toThrow("half way");
  const database = await createTestDatabase("helper_failing", async (url) => void (await query(url, "create table done ()")));
  made.push(database);
  expect(await query(database.url, "select to_regclass('done') is not null as found")).toEqual([{ found: true }]);
});

test("the test database sorts and searches Chinese as the product's does", async () => {
  const database = await createEmptyDatabase();
  made.push(database);
  await query(database.url, "create extension pg_trgm");
  const [row] = await query<{ trigrams: string[] }>(database.url, "select show_trgm('打印机') as trigrams");
  expect(row?.trigrams.length).toBe(4);
});
