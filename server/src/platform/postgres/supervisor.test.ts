import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { borrowEmbedded, startEmbedded } from "./index.ts";
import { clearAll, hold, kill, newFolder, preparedFolder, query, silent, start, stop, until } from "./fixtures/bench.ts";
import { isAlive, postgresProcessesIn } from "./processes.ts";

// Setting up a PostgreSQL takes a busy machine long.
vi.setConfig({ testTimeout: 60_000 });
afterEach(clearAll);

test("what was written is there after a restart, at the same address", async () => {
  const folder = newFolder();
  const first = await start(folder);
  expect(first).toMatchObject({ adopted: false, created: true });
  await query(first.url, "create table note as select 'kept' as text");
  await stop(first);
  expect(postgresProcessesIn(join(folder, "postgres/pgdata"))).toEqual([]);
  const second = await start(folder);
  expect(second).toMatchObject({ adopted: false, created: false, url: first.url });
  expect(await query(second.url, "select text from note")).toEqual([{ text: "kept" }]);
});

test("data is safe on disk, closed to others, and searchable in Chinese", async () => {
  const folder = await preparedFolder();
  const postgres = await start(folder, { durable: true });
  const setting = async (name: string): Promise<unknown> => (await query<{ value: unknown }>(postgres.url, `select current_setting('${name}') as value`))[0]?.value;
  for (const name of ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"]) expect(await setting(name)).toBe("on");
  expect(await setting("listen_addresses")).toBe("127.0.0.1");
  expect(await setting("server_encoding")).toBe("UTF8");
  await query(postgres.url, "create extension pg_trgm");
  const [row] = await query<{ trigrams: string[] }>(postgres.url, "select show_trgm('打印机') as trigrams");
  expect(row?.trigrams).toHaveLength(4);
  expect(statSync(join(folder, "postgres")).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "postgres/password")).mode & 0o777).toBe(0o600);
  const wrong = postgres.url.replace(/:[^:@]+@/, ":wrong@");
  await expect(query(wrong, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("a PostgreSQL that is killed comes back at the same address with everything committed", async () => {
  const folder = await preparedFolder();
  let restarts = 0;
  const postgres = await start(folder, { durable: true, onRestart: () => void (restarts += 1) });
  await query(postgres.url, "create table note as select 'committed' as text");
  for (const round of [1, 2]) {
    const before = postgres.pid;
    process.kill(before, "SIGKILL");
    await until(() => restarts === round);
    expect(postgres.pid).not.toBe(before);
    expect(await query(postgres.url, "select text from note")).toEqual([{ text: "committed" }]);
  }
  await stop(postgres);
  expect(isAlive(postgres.pid)).toBe(false);
});

test("stopping while PostgreSQL is down does not start it again", async () => {
  const folder = await preparedFolder();
  const postgres = await start(folder);
  process.kill(postgres.pid, "SIGKILL");
  await stop(postgres);
  expect(postgresProcessesIn(join(folder, "postgres/pgdata"))).toEqual([]);
});

test("after kill -9 of the server the next start takes over the PostgreSQL that still runs", async () => {
  const folder = await preparedFolder();
  const { child, said } = hold(folder);
  const { pid, url } = await said;
  await kill(child);
  expect(isAlive(pid)).toBe(true);
  let restarts = 0;
  const next = await start(folder, { onRestart: () => void (restarts += 1) });
  expect(next).toMatchObject({ adopted: true, pid, url });
  // It is watched like a child of our own …
  process.kill(pid, "SIGKILL");
  await until(() => restarts === 1);
  expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("one that was taken over is stopped with us", async () => {
  const folder = await preparedFolder();
  const { child, said } = hold(folder);
  const { pid } = await said;
  await kill(child);
  await stop(await start(folder));
  expect(isAlive(pid)).toBe(false);
});

test("after kill -9 of both, the next start recovers", async () => {
  const folder = await preparedFolder();
  const { child, said } = hold(folder, { durable: true });
  const { pid, url } = await said;
  await query(url, "create table note as select 'committed' as text");
  await kill(child);
  process.kill(pid, "SIGKILL");
  const next = await start(folder);
  expect(next.adopted).toBe(false);
  expect(await query(next.url, "select text from note")).toEqual([{ text: "committed" }]);
});

test("a leftover pid file whose number now belongs to another program is no obstacle", async () => {
  const folder = await preparedFolder();
  await stop(await start(folder));
  const port = readFileSync(join(folder, "postgres/port"), "utf8");
  writeFileSync(join(folder, "postgres/pgdata/postmaster.pid"), [process.pid, join(folder, "postgres/pgdata"), 1, port, "", "127.0.0.1", "0 0", "ready", ""].join("\n"));
  const postgres = await start(folder);
  expect(postgres.adopted).toBe(false);
  expect(isAlive(process.pid)).toBe(true);
});

test("an initdb that was killed half way is begun anew", async () => {
  const folder = newFolder();
  const { child, said } = hold(folder);
  said.catch(() => undefined);
  const home = join(folder, "postgres");
  await until(() => existsSync(home) && readdirSync(home).some((name) => name.startsWith("init-") && existsSync(join(home, name, "pgdata/PG_VERSION"))));
  await kill(child);
  expect(existsSync(join(home, "pgdata"))).toBe(false);
  const postgres = await start(folder);
  expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await stop(postgres);
  await stop(await start(folder));
  expect(readdirSync(home).filter((name) => name.startsWith("init-"))).toEqual([]);
});

test("a port that somebody else took is replaced by a free one", async () => {
  const folder = await preparedFolder();
  const first = await start(folder);
  await stop(first);
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(Number(new URL(first.url).port), "127.0.0.1", resolve));
  try {
    const second = await start(folder);
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  } finally {
    squatter.close();
  }
});

test("data of another PostgreSQL is refused and left alone", async () => {
  const folder = await preparedFolder();
  await stop(await start(folder));
  const version = join(folder, "postgres/pgdata/PG_VERSION");
  writeFileSync(version, "17\n");
  await expect(startEmbedded({ dataDir: folder, log: silent })).rejects.toMatchObject({ code: "data-other-postgres", message: expect.stringContaining("17") });
  expect(readFileSync(version, "utf8")).toBe("17\n");
  // The refusal holds no lock.
  writeFileSync(version, "18\n");
  await start(folder);
});

test("what PostgreSQL complained about is part of the refusal", async () => {
  const folder = await preparedFolder();
  await stop(await start(folder));
  writeFileSync(join(folder, "postgres/pgdata/postgresql.auto.conf"), "shared_buffers = 'plenty'\n");
  await expect(startEmbedded({ dataDir: folder, log: silent })).rejects.toMatchObject({ code: "postgres-start", message: expect.stringContaining("plenty") });
});

test("a tool borrows the database of the running server and leaves it running", async () => {
  const folder = await preparedFolder();
  const server = await start(folder);
  const borrowed = await borrowEmbedded({ dataDir: folder, log: silent, durable: false });
  expect(borrowed.url).toBe(server.url);
  await borrowed.stop();
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await stop(server);
  const alone = await borrowEmbedded({ dataDir: folder, log: silent, durable: false });
  expect(await query(alone.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await alone.stop();
  expect(postgresProcessesIn(join(folder, "postgres/pgdata"))).toEqual([]);
});

test("two data folders do not meet", async () => {
  // Copies of one: they remember the same port, too.
  const [a, b] = [await preparedFolder(), join(newFolder(), "deep", "er")];
  mkdirSync(join(b, ".."), { recursive: true });
  renameSync(await preparedFolder(), b);
  const both = await Promise.all([start(a), start(b)]);
  expect(new Set(both.map((postgres) => postgres.url)).size).toBe(2);
});
