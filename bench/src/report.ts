import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Cpu } from './cpu.ts';

/** One line of the table: what was measured, what the machine can do at best by the same means, and what we want. */
export interface Line { readonly workload: string; readonly figure: string; readonly value: number; readonly unit: string; readonly limit?: number; readonly target: string; readonly ok: boolean; readonly note?: string;
  /** Milliseconds of processor time per operation, and what the bare route took. */
  readonly cpu?: Cpu | undefined; readonly limitCpu?: Cpu | undefined }

export function printLine(l: Line): void {
  const share = l.limit ? `${((100 * l.value) / l.limit).toFixed(0)} % of ${round(l.limit)}` : '';
  process.stdout.write(`${l.ok ? '  ok ' : 'MISS '} ${l.workload.padEnd(26)} ${l.figure.padEnd(22)} ${`${round(l.value)} ${l.unit}`.padStart(14)}  ${share.padEnd(18)} target ${l.target}${l.note ? `  (${l.note})` : ''}${cost(l)}\n`);
}
/** Of the server and of its database. */
const pair = (cpu: Cpu) => `${cpu.server.toFixed(2)} + ${cpu.database.toFixed(2)}`;
const cost = (l: Line) => (l.cpu ? `  [cpu ${pair(l.cpu)} ms each${l.limitCpu ? `; bare ${pair(l.limitCpu)}` : ''}]` : '');
const round = (n: number) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2));

export function writeReport(lines: readonly Line[]): string {
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine: { cpus: cpus().length, model: cpus()[0]?.model, memoryGiB: totalmem() / 2 ** 30, node: process.version }, lines }, null, 2)}\n`);
  return file;
}
