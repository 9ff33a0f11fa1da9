import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds of processor time since the start of a process and of a database. On a shared machine rates swing; these do not. */
export interface Cpu { readonly server: number; readonly database: number }

/** user, system, and those of children that have ended; in ticks of 10 ms. */
function times(pid: number | string): { parent: number; own: number; gone: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const [parent, user, system, goneUser, goneSystem] = [1, 11, 12, 13, 14].map((i) => Number(fields[i]));
    return { parent: parent ?? 0, own: ((user ?? 0) + (system ?? 0)) * 10, gone: ((goneUser ?? 0) + (goneSystem ?? 0)) * 10 };
  } catch { return null; }
}

/** What PostgreSQL of a data folder has used: the postmaster, its living children, and those it has buried. */
function database(dataDir: string): number {
  const postmaster = Number(readFileSync(join(dataDir, 'postgres/pgdata/postmaster.pid'), 'utf8').split('\n')[0]);
  const head = times(postmaster);
  let sum = (head?.own ?? 0) + (head?.gone ?? 0);
  for (const entry of readdirSync('/proc')) {
    const process = /^\d+$/.test(entry) ? times(entry) : null;
    if (process?.parent === postmaster) sum += process.own;
  }
  return sum;
}

/** null where the system does not tell (only Linux does). */
export function readCpu(pid: number, dataDir: string): Cpu | null {
  const server = times(pid);
  return server ? { server: server.own, database: database(dataDir) } : null;
}

/** Milliseconds per operation between two readings. */
export function perOperation(from: Cpu | null, to: Cpu | null, operations: number): Cpu | undefined {
  if (!from || !to || operations === 0) return undefined;
  return { server: (to.server - from.server) / operations, database: (to.database - from.database) / operations };
}
