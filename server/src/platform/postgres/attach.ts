/** A database for a command-line tool: the one of the running server when there is one, else started for the moment. */
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { isDataFolderHeld } from "./datafolder.ts";
import { connectionUrl, readPidFile } from "./launch.ts";
import { startEmbedded } from "./supervisor.ts";
import type { EmbeddedOptions } from "./supervisor.ts";

export interface BorrowedPostgres {
  url: string;
  /** Stops PostgreSQL only when this call had started it. */
  stop(): Promise<void>;
}

/** @throws SetupError as startEmbedded does */
export async function borrowEmbedded(options: EmbeddedOptions): Promise<BorrowedPostgres> {
  if (await isDataFolderHeld(options.dataDir)) {
    const home = realpathSync(join(options.dataDir, "postgres"));
    const pgdata = join(home, "pgdata");
    const running = readPidFile({ pgdata });
    if (running) {
      const password = readFileSync(join(home, "password"), "utf8").trim();
      return { url: connectionUrl({ ...running, pgdata, password }), stop: async () => undefined };
    }
  }
  return startEmbedded(options);
}
