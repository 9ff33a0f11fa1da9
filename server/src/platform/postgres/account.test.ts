/** Root, ordinary users, and users without a name: possible only for root, who can be all of them. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { HOLD, clearAll, hold, newFolder, preparedFolder, query, start, stop } from "./fixtures/bench.ts";

// Setting up a PostgreSQL takes a busy machine long.
vi.setConfig({ testTimeout: 60_000 });
afterEach(clearAll);

const isRoot = process.getuid?.() === 0;
const named = { uid: 65534, gid: 65534 };
const nameless = { uid: 23456, gid: 23456 };

/** Whether another account can run our Node.js on our sources; not when the repository lies in root's own folder. */
const isReachable = isRoot && spawnSync(process.execPath, ["--check", HOLD], { ...named, cwd: "/" }).status === 0;

function folderOf(owner: { uid: number; gid: number }): string {
  const folder = newFolder();
  chownSync(folder, owner.uid, owner.gid);
  return folder;
}

describe.skipIf(!isRoot)("as root", () => {
  test("PostgreSQL and its data belong to an account without rights, below a folder that only root may enter too", async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const folder = join(closed, "data");
    await stop(await start(folder));
    const postgres = await start(folder);
    for (const path of ["postgres", "postgres/pgdata", "postgres/password"]) expect(statSync(join(folder, path)).uid).toBe(25432);
    expect(statSync(`/proc/${postgres.pid}`).uid).toBe(25432);
    expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
  });
});

describe.skipIf(!isReachable)("as an ordinary user", () => {
  test("everything runs as that user; what they made stays theirs when root starts it", async () => {
    const folder = folderOf(named);
    const { child, said } = hold(folder, named);
    const { url, pid } = await said;
    await query(url, "create table note as select 'theirs' as text");
    expect(statSync(`/proc/${pid}`).uid).toBe(named.uid);
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
    const postgres = await start(folder);
    expect(statSync(`/proc/${postgres.pid}`).uid).toBe(named.uid);
    expect(statSync(join(folder, "postgres/pgdata")).uid).toBe(named.uid);
    expect(await query(postgres.url, "select text from note")).toEqual([{ text: "theirs" }]);
  });

  test("a user that is only a number works, or is told what to do", async () => {
    const answer = await hold(folderOf(nameless), nameless).said;
    if (answer.refused) expect(answer).toMatchObject({ refused: "postgres-account", message: expect.stringContaining(String(nameless.uid)) });
    else expect(await query(answer.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("data of root is refused with a sentence", async () => {
    const folder = await preparedFolder();
    chmodSync(folder, 0o777);
    expect(await hold(folder, named).said).toMatchObject({ refused: "data-not-ours" });
  });

  test("a folder of somebody else is refused with a sentence", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "data"));
    chmodSync(folder, 0o755);
    expect(await hold(join(folder, "data"), named).said).toMatchObject({ refused: "data-not-writable" });
  });
});
