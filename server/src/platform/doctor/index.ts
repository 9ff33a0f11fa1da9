/** `npx aftercare doctor`: looks at what the product needs and says how to mend what is missing. */
import { checkDatabase } from "./database.ts";
import type { Finding } from "./finding.ts";
import { checkDescriptors, checkFolder, checkNode, checkPort } from "./machine.ts";
import type { PortToCheck } from "./machine.ts";

export { isDataFolderHeld as isServerRunning } from "../postgres/datafolder.ts";
export { describeFinding, inLanguage } from "./finding.ts";
export type { Finding } from "./finding.ts";
export type { PortToCheck } from "./machine.ts";

export interface Examination {
  dataDir: string;
  ports: readonly PortToCheck[];
  /** Asked before anybody borrows the database: whoever does holds the data folder too. */
  isServerRunning: boolean;
  /** Undefined when there is none to ask, e.g. the embedded database could not be started; the caller says so itself. */
  databaseUrl: string | undefined;
}

/** Runs all checks; never throws for what it finds. Changes nothing but for making the data folder. */
export async function examine({ dataDir, ports, isServerRunning, databaseUrl }: Examination): Promise<Finding[]> {
  const portFindings = await Promise.all(ports.map((port) => checkPort(port, isServerRunning)));
  const databaseFindings = databaseUrl === undefined ? [] : await checkDatabase(databaseUrl);
  return [checkNode(), checkFolder(dataDir), ...portFindings, ...databaseFindings, checkDescriptors()];
}
