import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmptyDatabase, testPostgres } from "../testing/postgres.ts";
import type { TestDatabase } from "../testing/postgres.ts";
import { checkDatabase } from "./database.ts";
import { describeFinding, examine, inLanguage } from "./index.ts";
import type { Finding } from "./index.ts";
import { checkDescriptors, checkFolder, checkNode, checkPort } from "./machine.ts";

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "aftercare-doctor-"));
  database = await createEmptyDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

async function admin(sql: string, url = testPostgres().adminUrl): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const only = (findings: Finding[], id: string): Finding | undefined => findings.find((finding) => finding.id === id);

/** Whatever is wrong is said, and how to mend it, in both languages. */
function expectMendable(finding: Finding | undefined): void {
  expect(finding?.ok).toBe(false);
  for (const language of ["zh", "en"] as const) {
    expect(finding?.detail[language]).toBeTruthy();
    expect(finding?.fix?.[language]).toBeTruthy();
  }
}

describe("database", () => {
  test("ours is in order, and the check leaves no trace", async () => {
    const findings = await checkDatabase(database.url);
    expect(findings.map(({ id, ok }) => [id, ok])).toEqual([["database-version", true], ["database-chinese", true], ["clock", true]]);
    expect((await admin("select from pg_extension where extname = 'pg_trgm'", database.url)).rowCount).toBe(0);
  });

  test.each(["locale_provider builtin builtin_locale 'C' lc_ctype 'C' lc_collate 'C'", "locale_provider libc lc_ctype 'C' lc_collate 'C'"])("a locale that knows no Chinese is found out: %s", async (locale) => {
    await admin("drop database if exists doctor_without_chinese with (force)");
    await admin(`create database doctor_without_chinese template template0 encoding 'UTF8' ${locale}`);
    const url = new URL(testPostgres().adminUrl);
    url.pathname = "/doctor_without_chinese";
    const finding = only(await checkDatabase(url.href), "database-chinese");
    expectMendable(finding);
    // The advice works as printed.
    await admin("drop database doctor_without_chinese with (force)");
    await admin(/create database .*;/.exec(finding?.fix?.en ?? "")?.[0].replace("aftercare", "doctor_without_chinese") ?? "");
    expect(only(await checkDatabase(url.href), "database-chinese")?.ok).toBe(true);
    await admin("drop database doctor_without_chinese with (force)");
  });

  test.each([-10_000, 10_000])("a clock that is %d ms off is found out", async (offset) => {
    expectMendable(only(await checkDatabase(database.url, () => Date.now() + offset), "clock"));
  });

  test("one that cannot be reached is the only finding, without its password", async () => {
    const findings = await checkDatabase("postgres://someone:hush@127.0.0.1:1/nowhere");
    expect(findings).toHaveLength(1);
    expectMendable(findings[0]);
    expect(JSON.stringify(findings)).not.toContain("hush");
  });
});

describe("ports", () => {
  const taken = createServer();
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    port = (taken.address() as { port: number }).port;
  });
  afterAll(() => void taken.close());

  test("one in use by a stranger is a fault, by our own server not", async () => {
    expectMendable(await checkPort({ setting: "PORT", port, host: "127.0.0.1" }, false));
    expect((await checkPort({ setting: "PORT", port, host: "127.0.0.1" }, true)).ok).toBe(true);
  });

  test("a free one is in order", async () => {
    expect((await checkPort({ setting: "PORT", port: 0, host: "127.0.0.1" }, false)).ok).toBe(true);
  });

  test("an address that this machine has not", async () => {
    const finding = await checkPort({ setting: "PORT", port: 0, host: "192.0.2.1" }, true);
    expectMendable(finding);
    expect(finding.detail.en).toContain("192.0.2.1");
  });
});

describe("folder", () => {
  test("a good one is in order and left clean", () => {
    expect(checkFolder(join(folder, "new"), () => 5 * 1024 ** 3)).toMatchObject({ ok: true, detail: { en: "writable, 5.0 GB free" } });
    expect(readdirSync(join(folder, "new"))).toEqual([]);
  });

  test("one that cannot be written", () => {
    writeFileSync(join(folder, "file"), "");
    expectMendable(checkFolder(join(folder, "file", "data")));
  });

  test("a disk that is nearly full", () => {
    expectMendable(checkFolder(folder, () => 1024 ** 3));
  });
});

test.each([
  ["20.19.0", false],
  ["24.0.0", true],
])("Node.js %s: %s", (version, ok) => {
  expect(checkNode(version).ok).toBe(ok);
});

test.each([
  [1024, false],
  [4096, true],
  [Number.POSITIVE_INFINITY, true],
])("%d open files: %s", (limit, ok) => {
  expect(checkDescriptors(limit).ok).toBe(ok);
});

test("the whole examination, told in either language", async () => {
  const findings = await examine({ dataDir: folder, isServerRunning: false, ports: [{ setting: "PORT", port: 0, host: "127.0.0.1" }], databaseUrl: database.url });
  expect(findings.map((finding) => finding.id)).toEqual(["node", "folder", "port-PORT", "database-version", "database-chinese", "clock", "descriptors"]);
  expect(inLanguage(checkNode("20.19.0"), "zh")).toEqual({ id: "node", name: "Node.js", ok: false, detail: "20.19.0", fix: expect.stringContaining("自带") });
  expect(describeFinding(checkNode("20.19.0"), "en")).toBe("✗ Node.js: 20.19.0\n  → Start with npm start or npx aftercare: they bring Node.js 24 along.");
  expect(describeFinding(checkDescriptors(65_536), "zh")).toBe("✓ 打开文件数：上限 65536");
});
