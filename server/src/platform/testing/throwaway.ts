/** A PostgreSQL that lives as long as one test run, in memory where that has room, without forcing anything to disk. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "../postgres/index.ts";
import { isAlive, postgresProcessesIn, startMark } from "../postgres/processes.ts";
import { throwAwayHome, throwAwayHomes } from "./folder.ts";

const PREFIX = "aftercare-test-postgres-";

export interface ThrowAwayPostgres {
  /** Connection string of the maintenance database "postgres". */
  adminUrl: string;
  stop(): Promise<void>;
}

export async function startThrowAway(): Promise<ThrowAwayPostgres> {
  await clearLeftovers();
  const folder = mkdtempSync(join(throwAwayHome(), PREFIX));
  writeFileSync(join(folder, "owner"), JSON.stringify({ pid: process.pid, mark: startMark(process.pid) }));
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const postgres = await startEmbedded({ dataDir: folder, log: quiet, durable: false });
  const url = new URL(postgres.url);
  url.pathname = "/postgres";
  return {
    adminUrl: url.href,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a run that was killed left: its PostgreSQL still works, its folder still fills the disk. */
async function clearLeftovers(): Promise<void> {
  const left = throwAwayHomes().filter((home) => existsSync(home)).flatMap((home) => readdirSync(home).filter((entry) => entry.startsWith(PREFIX)).map((entry) => join(home, entry)));
  for (const folder of left) {
    try {
      if (isOwned(folder)) continue;
      const pgdata = join(realpathSync(folder), "postgres", "pgdata");
      while (postgresProcessesIn(pgdata).length > 0) {
        for (const pid of postgresProcessesIn(pgdata)) process.kill(pid, "SIGKILL");
        await sleep(20);
      }
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's run, or already cleared by a run that started with us.
    }
  }
}

function isOwned(folder: string): boolean {
  try {
    const { pid, mark } = JSON.parse(readFileSync(join(folder, "owner"), "utf8")) as { pid: number; mark: string };
    return isAlive(pid) && startMark(pid) === mark;
  } catch {
    // A folder this young may be about to get its owner's name.
    return Date.now() - statSync(folder).mtimeMs < 60_000;
  }
}
