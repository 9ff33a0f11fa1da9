import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs `measure` against a bare Node route over this SQL (see bare.ts). `json`: the statement returns one text column `json`. */
export async function againstBare<T>(databaseUrl: string, mode: 'read' | 'write' | 'json', sql: string, measure: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), databaseUrl, mode, sql], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => child.stdout.once('data', (d: Buffer) => resolve(d.toString().trim())));
  try {
    return await measure(`http://127.0.0.1:${port}`);
  } finally { child.kill(); }
}
