/** Vitest's global set-up: one throw-away PostgreSQL for the whole run. */
import type { TestProject } from "vitest/node";
import { startThrowAway } from "./throwaway.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Connection string of the maintenance database "postgres". */
    postgresAdminUrl: string;
  }
}

/** @returns the teardown */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowAway();
  project.provide("postgresAdminUrl", postgres.adminUrl);
  return () => postgres.stop();
}
