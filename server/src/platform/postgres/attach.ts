/** A database for a command-line tool: the one of the running server when there is one, else started for the moment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROLE } from "./cluster.ts";
import { isDataFolderHeld } from "./datafolder.ts";
import { readPidFile } from "./launch.ts";
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
    const home = join(options.dataDir, "postgres");
    const running = readPidFile({ pgdata: join(home, "pgdata") });
    if (running) {
      const password = readFileSync(join(home, "password"), "utf8").trim();
      return { url: `postgres://${ROLE}:${password}@127.0.0.1:${running.port}/${ROLE}`, stop: async () => undefined };
    }
  }
  return startEmbedded(options);
}
