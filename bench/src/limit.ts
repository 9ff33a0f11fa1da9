import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Cpu, readCpu } from './cpu.ts';
import type { Bench } from './harness.ts';

/** A bare route that runs: where, and what it and the database have used so far. */
export interface Bare { readonly url: string; cpu(): Cpu | null }

/** Runs `measure` against a bare Node route over this SQL (see bare.ts). `json`: the statement returns one text column `json`. */
export async function againstBare<T>(bench: Bench, mode: 'read' | 'write' | 'json', sql: string, measure: (bare: Bare) => Promise<T>): Promise<T> {
  return beside(bench, ['bare.ts', mode, sql], ({ port, cpu }) => measure({ url: `http://127.0.0.1:${port}`, cpu }));
}

/** Runs `measure` against a bare SMTP door that writes each mail by this SQL: subject, text, id of a customer (see bare-mail.ts). */
export const againstBareMail = <T>(bench: Bench, sql: string, measure: (bare: { port: number; cpu(): Cpu | null }) => Promise<T>): Promise<T> => beside(bench, ['bare-mail.ts', sql], measure);

async function beside<T>(bench: Bench, [file = '', ...words]: readonly string[], measure: (bare: { port: number; cpu(): Cpu | null }) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), bench.databaseUrl, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => child.stdout.once('data', (d: Buffer) => resolve(d.toString().trim())));
  try {
    return await measure({ port: Number(port), cpu: () => readCpu(child.pid ?? 0, bench.dataDir) });
  } finally { child.kill(); }
}
