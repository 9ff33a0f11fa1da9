/** Real programs that adapters are tested against (`*.peer.test.ts`); `npm test` installs them where it can. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Path of a program such as "dovecot", or undefined: then `describe.skipIf(!path)`. In CI a skipped test is a failure.
 */
export function findPeer(program: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}
