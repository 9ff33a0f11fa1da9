import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { isDataFolderHeld, isNewer, openDataFolder } from "./datafolder.ts";
import { clearAll, hold, kill, newFolder, preparedFolder } from "./fixtures/bench.ts";
import { pidSpace, startMark } from "./processes.ts";
import { SetupError } from "./sentences.ts";

afterEach(clearAll);

async function refusal(work: Promise<unknown>): Promise<SetupError> {
  const error = await work.then(() => undefined, (reason: unknown) => reason);
  if (error instanceof SetupError) return error;
  throw new Error("was not refused", { cause: error });
}

test("a second server on one folder is refused with a sentence that names the first", async () => {
  const folder = await preparedFolder();
  const { child, said } = hold(folder);
  await said;
  const { sentence, code } = await refusal(openDataFolder(folder));
  expect(code).toBe("data-in-use");
  expect(sentence.en).toContain(`process ${child.pid}`);
  expect(sentence.zh).toContain(`进程 ${child.pid}`);
  for (const text of Object.values(sentence)) expect(text).toContain(folder);
});

test.each([
  ["zh_CN.UTF-8", "正在使用数据目录"],
  ["en_US.UTF-8", "already running"],
])("the refusal speaks the language of the terminal (%s)", async (lang, words) => {
  const folder = newFolder();
  const first = await openDataFolder(folder);
  const answer = await hold(folder, { env: { ...process.env, LANG: lang, LC_ALL: lang } }).said;
  expect(answer).toMatchObject({ refused: "data-in-use", message: expect.stringContaining(words) });
  first.release();
});

test("of many starts at the same time exactly one wins, over a stale lock too", async () => {
  const folder = await preparedFolder();
  writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 2 ** 22 + 1, mark: "gone", space: pidSpace(hostname()), host: hostname() }));
  const answers = await Promise.all([1, 2, 3, 4].map(() => hold(folder).said));
  expect(answers.map((answer) => answer.refused).sort()).toEqual(["data-in-use", "data-in-use", "data-in-use", undefined]);
});

test("the lock of a server that was killed is taken over", async () => {
  const folder = await preparedFolder();
  const { child, said } = hold(folder);
  await said;
  expect(await isDataFolderHeld(folder)).toBe(true);
  await kill(child);
  expect(await isDataFolderHeld(folder)).toBe(false);
  const opened = await openDataFolder(folder);
  opened.release();
  expect(existsSync(join(folder, "lock"))).toBe(false);
});

test("a lock whose number now belongs to another process is stale", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "lock"), JSON.stringify({ pid: process.pid, mark: `${startMark(process.pid)}0`, space: pidSpace(hostname()), host: hostname() }));
  (await openDataFolder(folder)).release();
});

test("a lock that a power cut left empty is stale", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "lock"), "");
  (await openDataFolder(folder)).release();
});

test("a server in another container is known by its heartbeat", async () => {
  const folder = newFolder();
  const lock = join(folder, "lock");
  writeFileSync(lock, JSON.stringify({ pid: 7, mark: "theirs", space: "another", host: "other-box" }));
  const heart = setInterval(() => utimesSync(lock, new Date(), new Date()), 500);
  const { sentence } = await refusal(openDataFolder(folder));
  clearInterval(heart);
  expect(sentence.en).toContain("process 7 @ other-box");
  // Its heart no longer beats: after some seconds the folder is ours.
  (await openDataFolder(folder)).release();
});

test("data of a newer version is refused, of an older one accepted and stamped", async () => {
  const folder = newFolder();
  const first = await openDataFolder(folder, "1.4.0");
  first.stamp();
  first.release();
  const { code, sentence } = await refusal(openDataFolder(folder, "1.3.9"));
  expect(code).toBe("data-newer");
  for (const text of Object.values(sentence)) expect(text).toMatch(/1\.4\.0.*1\.3\.9/s);
  const next = await openDataFolder(folder, "1.10.0");
  next.stamp();
  next.release();
  expect(readFileSync(join(folder, "version"), "utf8")).toBe("1.10.0\n");
});

test.each([
  ["1.10.0", "1.9.3", true],
  ["1.9.3", "1.10.0", false],
  ["2.0.0", "2.0.0", false],
  ["2.0.0-beta.1", "1.9.9", true],
])("isNewer(%s, %s) is %s", (a, b, expected) => {
  expect(isNewer(a, b)).toBe(expected);
});

test("a folder that cannot be made is refused with a sentence", async () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  expect((await refusal(openDataFolder(join(file, "data")))).code).toBe("data-not-writable");
});

test.skipIf(process.getuid?.() === 0)("a folder that cannot be written is refused with a sentence", async () => {
  const folder = join(newFolder(), "closed");
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  expect((await refusal(openDataFolder(folder))).code).toBe("data-not-writable");
});
