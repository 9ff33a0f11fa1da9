/** Vitest's global set-up: one throw-away PostgreSQL and one folder for the whole run. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { throwAwayHome } from "./folder.ts";
import { startThrowAway } from "./throwaway.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Connection string of the maintenance database "postgres". */
    postgresAdminUrl: string;
    /** A folder that goes with the run, for what is dear to make and may be shared. */
    runFolder: string;
  }
}

/** @returns the teardown */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowAway();
  project.provide("postgresAdminUrl", postgres.adminUrl);
  const folder = realpathSync(mkdtempSync(join(throwAwayHome(), "aftercare-test-run-")));
  project.provide("runFolder", folder);
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await postgres.stop();
  };
}
