/**
 * The data folder of the embedded PostgreSQL, made once.
 *
 *     <dataDir>/postgres/            owned by the account that runs PostgreSQL, closed to others
 *       pgdata/                      what initdb made
 *       log/  password  port
 *       init-XXXX/                   an initdb under way; one that was interrupted is thrown away
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseAccounts, give, giveOnly } from "./account.ts";
import type { Account } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import type { Binaries } from "./binaries.ts";
import { SetupError } from "./sentences.ts";

/** The one role of the embedded database; it owns everything in it. */
export const ROLE = "aftercare";

export interface Cluster {
  /** `<dataDir>/postgres`, real path */
  home: string;
  /** `<dataDir>/postgres/pgdata`, real path */
  pgdata: string;
  binaries: Binaries;
  /** undefined: as ourselves */
  account: Account | undefined;
  password: string;
  durable: boolean;
  /** True when initdb ran now. */
  created: boolean;
}

/**
 * Opens the cluster under `<dataDir>/postgres`, making it when there is none. Starts nothing.
 * @throws SetupError when the binaries, the account or the existing data do not allow it
 */
export async function openCluster({ dataDir, durable }: { dataDir: string; durable: boolean }): Promise<Cluster> {
  const home = join(dataDir, "postgres");
  const accounts = chooseAccounts(home);
  const binaries = findBinaries([accounts.run, accounts.init]);
  try {
    mkdirSync(join(home, "log"), { recursive: true });
    chmodSync(home, 0o700);
    const pgdata = join(home, "pgdata");
    for (const entry of readdirSync(home)) {
      if (entry.startsWith("init-")) discard(join(home, entry));
    }
    const created = !existsSync(join(pgdata, "PG_VERSION"));
    if (created) await initialise({ home, pgdata, binaries, init: accounts.init, run: accounts.run, durable });
    else checkMajor(pgdata, binaries);
    if (accounts.run && statSync(pgdata).uid !== accounts.run.uid) give(pgdata, accounts.run);
    // A folder restored from a copy comes back with the copier's rights, and PostgreSQL would refuse it.
    chmodSync(pgdata, 0o700);
    for (const folder of [home, join(home, "log")]) giveOnly(folder, accounts.run);
    const password = readFileSync(join(home, "password"), "utf8").trim();
    return { home: realpathSync(home), pgdata: realpathSync(pgdata), binaries, account: accounts.run, password, durable, created };
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (cause instanceof SetupError || (code !== "EACCES" && code !== "EPERM" && code !== "EROFS")) throw cause;
    throw new SetupError(
      "data-not-ours",
      {
        en: `The data in ${home} belongs to another user (${code}). Start Aftercare as the user that made it, or give the folder to this user with chown -R.`,
        zh: `${home} 中的数据属于其他用户（${code}）。请用创建它的用户启动 Aftercare，或用 chown -R 把该目录交给当前用户。`,
      },
      { cause },
    );
  }
}

/** The initdb of a killed start may still be writing; without its folder it ends by itself. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // It won the race to the last file: the next start finds the rest.
  }
}

function checkMajor(pgdata: string, binaries: Binaries): void {
  const major = Number(readFileSync(join(pgdata, "PG_VERSION"), "utf8"));
  if (major === binaries.major) return;
  throw new SetupError("data-other-postgres", {
    en: `The data in ${pgdata} was made by PostgreSQL ${major}; this version of Aftercare brings PostgreSQL ${binaries.major}. Dump it with the old version and restore it here (docs/operations.md, "Another PostgreSQL").`,
    zh: `${pgdata} 中的数据由 PostgreSQL ${major} 创建，而此版本的 Aftercare 自带 PostgreSQL ${binaries.major}。请用旧版本导出后在此恢复（见 docs/operations.md“更换 PostgreSQL 版本”）。`,
  });
}

interface Initialisation {
  home: string;
  pgdata: string;
  binaries: Binaries;
  init: Account | undefined;
  run: Account | undefined;
  durable: boolean;
}

/** initdb works in a folder of its own, renamed at the end: what has the final name is complete. */
async function initialise({ home, pgdata, binaries, init, run, durable }: Initialisation): Promise<void> {
  rmSync(pgdata, { recursive: true, force: true });
  const workshop = mkdtempSync(join(home, "init-"));
  const fresh = join(workshop, "pgdata");
  mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  writeFileSync(join(workshop, "password"), password, { mode: 0o600 });
  give(workshop, init);

  let result = { status: 1 as number | null, output: "" };
  // C.UTF-8 is everywhere on newer systems; older ones name a UTF-8 locale only by country. ICU does the collation either way.
  for (const locale of ["C.UTF-8", "en_US.UTF-8"]) {
    const options = [
      `--username=${ROLE}`, "--pwfile=" + dataArgument(fresh, "../password"), "--auth=scram-sha-256", "--encoding=UTF8",
      // Under the C or builtin providers pg_trgm makes no trigrams of Chinese: searching would find nothing.
      "--locale-provider=icu", "--icu-locale=und", `--locale=${locale}`,
      "--data-checksums", "--no-instructions", ...(durable ? [] : ["--no-sync"]),
    ];
    result = await runInitdb(binaries.initdb, ["-D", dataArgument(fresh), ...options], fresh, init);
    if (result.status === 0 || !/invalid locale name/.test(result.output)) break;
    for (const entry of readdirSync(fresh)) rmSync(join(fresh, entry), { recursive: true });
  }
  if (result.status !== 0) throw initFailure(home, result.output);

  appendFileSync(join(fresh, "postgresql.conf"), "\ninclude_if_exists = 'aftercare.conf'\n");
  give(fresh, run);
  writeFileSync(join(home, "password"), password, { mode: 0o600 });
  giveOnly(join(home, "password"), run);
  renameSync(fresh, pgdata);
  if (durable) syncFolder(home);
  rmSync(workshop, { recursive: true, force: true });
}

/** What a person can do about an initdb that failed. */
function initFailure(home: string, output: string): SetupError {
  const detail = output.trim().split("\n").slice(-6).join("\n");
  if (/could not look up effective user ID/.test(output)) {
    return new SetupError("postgres-account", {
      en: `PostgreSQL cannot be set up by a user that has no name on this system (uid ${process.getuid?.()}). Add an entry for it to /etc/passwd, start as root or as a named user, or set DATABASE_URL.`,
      zh: `当前用户（uid ${process.getuid?.()}）在系统中没有名称，无法初始化 PostgreSQL。请在 /etc/passwd 中为它添加条目，或以 root 或有名称的用户启动，或设置 DATABASE_URL。`,
    });
  }
  return new SetupError("postgres-init", {
    en: `The embedded PostgreSQL could not be set up in ${home}. It said:\n${detail}`,
    zh: `无法在 ${home} 中初始化内置 PostgreSQL。它的输出是：\n${detail}`,
  });
}

type Result = { status: number | null; output: string };

async function runInitdb(initdb: string, args: string[], cwd: string, account: Account | undefined): Promise<Result> {
  const direct = await run(initdb, args, cwd, account);
  if (direct.status === 0 || account || process.platform !== "linux" || !/could not look up effective user ID/.test(direct.output)) return direct;
  // A container started with a bare number as its user: inside a user namespace that number can wear the name "nobody".
  const named = await run("unshare", ["--user", "--map-user=65534", "--map-group=65534", initdb, ...args], cwd, undefined);
  return named.status === 0 ? named : direct;
}

function run(command: string, args: string[], cwd: string, account: Account | undefined): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: POSTGRES_ENV, stdio: ["ignore", "pipe", "pipe"], ...account });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ status: null, output: `${output}\n${error.message}` }));
    child.on("close", (status) => resolve({ status, output }));
  });
}

/** PostgreSQL inherits nothing from us: PG* variables of the user would change what it does. */
export const POSTGRES_ENV: NodeJS.ProcessEnv = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC" };

/**
 * How to name a data folder to a PostgreSQL whose working directory it is. Where the kernel allows it, by that
 * directory itself: a full path would have to be walked, and a folder above (/root) may be closed to its account.
 */
export function dataArgument(folder: string, beside = ""): string {
  return process.platform === "linux" ? `/proc/self/cwd${beside && `/${beside}`}` : join(folder, beside);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
