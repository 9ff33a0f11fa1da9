/** Where tests put what they throw away: in memory, where that has room. */
import { statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";

const memory = "/dev/shm";
const gigabyte = 1024 ** 3;

/**
 * A database is 1,700 files, and a run makes three hundred of them. An ext4 without a journal, as small virtual machines have it, gives
 * no inode out again for some minutes and looks at each of those for every new file: half a second of the processor for a database
 * whose copy takes 50 ms elsewhere.
 */
export function throwAwayHome(): string {
  try {
    const { bsize, bavail } = statfsSync(memory);
    if (process.platform === "linux" && bsize * bavail > 2 * gigabyte && freemem() > 4 * gigabyte) return memory;
  } catch {
    // No such folder here.
  }
  return tmpdir();
}

/** Everywhere an earlier run may have left something. */
export const throwAwayHomes = (): readonly string[] => [...new Set([memory, tmpdir()])];
