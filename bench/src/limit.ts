import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Cpu, readCpu } from './cpu.ts';
import type { Bench } from './harness.ts';

/** A bare route that runs: where, and what it and the database have used so far. */
export interface Bare { readonly url: string; cpu(): Cpu | null }

/** Runs `measure` against a bare Node route over this SQL (see bare.ts). `json`: the statement returns one text column `json`. */
export async function againstBare<T>(bench: Bench, mode: 'read' | 'write' | 'json', sql: string, measure: (bare: Bare) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), bench.databaseUrl, mode, sql], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => child.stdout.once('data', (d: Buffer) => resolve(d.toString().trim())));
  try {
    return await measure({ url: `http://127.0.0.1:${port}`, cpu: () => readCpu(child.pid ?? 0, bench.dataDir) });
  } finally { child.kill(); }
}
