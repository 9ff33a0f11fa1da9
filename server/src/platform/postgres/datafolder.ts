/** The product's data folder: one server at a time, and never data of a newer version. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, utimes, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, pidSpace, startMark } from "./processes.ts";
import { SetupError } from "./sentences.ts";

export interface DataFolder {
  /** Notes that this version has worked with the data; older ones will refuse it from now on. */
  stamp(): void;
  /** Frees the folder for the next start. */
  release(): void;
}

interface Holder {
  pid: number;
  /** startMark of the process */
  mark: string;
  space: string;
  host: string;
}

/** The holder touches the lock this often (ms), for those who cannot see its process: other containers on the same volume. */
const HEARTBEAT = 2_000;

/**
 * Opens the data folder for this process, making it when it is missing. A lock that a killed server left is taken over.
 * @param version of the product; by default the installed one
 * @throws SetupError when a server is running on it, when a newer version has written it, or when it cannot be written
 */
export async function openDataFolder(dataDir: string, version: string = productVersion()): Promise<DataFolder> {
  const lock = join(dataDir, "lock");
  const claim = `${lock}.${process.pid}`;
  const self: Holder = { pid: process.pid, mark: startMark(process.pid), space: pidSpace(hostname()), host: hostname() };
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(claim, JSON.stringify(self));
  } catch (cause) {
    throw notWritable(dataDir, cause);
  }
  try {
    // Linking is atomic and brings the content along: no reader ever sees a lock that does not say whose it is.
    while (!tryLink(claim, lock)) {
      const text = read(lock);
      const holder = parse(text);
      if (holder && (await isHeld(lock, holder, self.space))) throw inUse(dataDir, holder, self.host);
      removeStale(lock, text);
    }
  } finally {
    rmSync(claim, { force: true });
  }
  const heartbeat = setInterval(() => touch(lock), HEARTBEAT);
  heartbeat.unref();
  const release = (): void => {
    clearInterval(heartbeat);
    if (read(lock) === JSON.stringify(self)) rmSync(lock, { force: true });
  };
  const versionFile = join(dataDir, "version");
  const written = read(versionFile).trim();
  if (written && isNewer(written, version)) {
    release();
    throw newer(dataDir, written, version);
  }
  return {
    release,
    stamp() {
      if (written === version) return;
      writeFileSync(`${versionFile}.new`, `${version}\n`);
      renameSync(`${versionFile}.new`, versionFile);
    },
  };
}

/** Whether a live server holds the folder: what a command-line tool asks before it starts PostgreSQL itself. */
export async function isDataFolderHeld(dataDir: string): Promise<boolean> {
  const lock = join(dataDir, "lock");
  const holder = parse(read(lock));
  return holder !== undefined && (await isHeld(lock, holder, pidSpace(hostname())));
}

/** The version of the installed product, e.g. "0.1.0". */
export function productVersion(): string {
  const file = new URL("../../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isHeld(lock: string, holder: Holder, space: string): Promise<boolean> {
  if (holder.space === space) return isAlive(holder.pid) && startMark(holder.pid) === holder.mark;
  // Another container or machine, whose processes we cannot see: does its heart beat?
  const before = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  for (let waited = 0; waited < HEARTBEAT * 3; waited += 200) {
    await sleep(200);
    const now = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (now === undefined) return false;
    if (now !== before) return true;
  }
  return false;
}

/** Two starts may find the same stale lock: whoever moves it away looks again at what it moved. */
function removeStale(lock: string, judged: string): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (read(aside) !== judged) tryLink(aside, lock);
  unlinkSync(aside);
}

function touch(lock: string): void {
  const now = new Date();
  utimes(lock, now, now, () => undefined);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @returns undefined for what a power cut may leave: an empty or half-written file */
function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    return typeof holder.pid === "number" && typeof holder.mark === "string" && typeof holder.space === "string" ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

/** Compares "1.10.0" and "1.9.3" by their numbers. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function inUse(dataDir: string, { pid, host }: Holder, here: string): SetupError {
  const where = host === here ? "" : ` @ ${host}`;
  return new SetupError("data-in-use", {
    en: `Aftercare is already running on ${dataDir} (process ${pid}${where}). Stop it first, or choose another folder with AFTERCARE_DATA.`,
    zh: `已有一个 Aftercare（进程 ${pid}${where}）正在使用数据目录 ${dataDir}。请先停止它，或用 AFTERCARE_DATA 指定另一个目录。`,
  });
}

function newer(dataDir: string, written: string, own: string): SetupError {
  return new SetupError("data-newer", {
    en: `The data in ${dataDir} was written by Aftercare ${written}, which is newer than this version (${own}). Start that version or a later one, or restore a backup made by ${own}.`,
    zh: `${dataDir} 中的数据由 Aftercare ${written} 写入，比当前版本（${own}）更新。请启动该版本或更高版本，或恢复由 ${own} 创建的备份。`,
  });
}

function notWritable(dataDir: string, cause: unknown): SetupError {
  const code = (cause as NodeJS.ErrnoException).code ?? "?";
  return new SetupError(
    "data-not-writable",
    {
      en: `The data folder ${dataDir} cannot be written (${code}). Give this user the right to write there, or choose another folder with AFTERCARE_DATA.`,
      zh: `数据目录 ${dataDir} 无法写入（${code}）。请授予当前用户写权限，或用 AFTERCARE_DATA 指定另一个目录。`,
    },
    { cause },
  );
}
