/** Under which account PostgreSQL runs: it refuses to run as root, and root is common in containers. */
import { chownSync, lchownSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Account {
  uid: number;
  gid: number;
}

/**
 * `run` owns the data and runs the server. `init` runs initdb, which – unlike the server – looks its own name up in
 * the list of users. Both are undefined when we are not root: then everything runs as ourselves.
 */
export interface Accounts {
  run: Account | undefined;
  init: Account | undefined;
}

/** A number of our own, not shared with any service of the machine; it needs no entry in the list of users. */
const OWN: Account = { uid: 25432, gid: 25432 };

/** Chooses the accounts for a data folder: whoever already owns the data keeps it. */
export function chooseAccounts(folder: string): Accounts {
  if (process.getuid?.() !== 0) return { run: undefined, init: undefined };
  const owner = ownerOf(folder);
  const run = owner && owner.uid !== 0 ? owner : OWN;
  const named = namedAccounts();
  const init = named.find((account) => account.uid === run.uid) ?? named.find((account) => account.name === "nobody") ?? named[0];
  return { run, init: init ? { uid: init.uid, gid: init.gid } : run };
}

function ownerOf(folder: string): Account | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat && { uid: stat.uid, gid: stat.gid };
}

function namedAccounts(): (Account & { name: string })[] {
  let lines: string[];
  try {
    lines = readFileSync("/etc/passwd", "utf8").split("\n");
  } catch {
    return [];
  }
  return lines
    .map((line) => line.split(":"))
    .map(([name = "", , uid = "0", gid = "0"]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0 && account.gid > 0);
}

/** Gives a folder and everything in it to the account; a no-op without one. */
export function give(folder: string, account: Account | undefined): void {
  if (!account) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    lchownSync(join(folder, entry), account.uid, account.gid);
  }
  chownSync(folder, account.uid, account.gid);
}

/** Gives one file or folder, not what is in it. */
export function giveOnly(file: string, account: Account | undefined): void {
  if (account) chownSync(file, account.uid, account.gid);
}
