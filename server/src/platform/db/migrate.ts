import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const lockKey = 7_263_001;

export class NewerDataError extends Error {
  /** A migration that this version does not have. */
  readonly file: string;
  constructor(file: string) {
    super(`This data was written by a newer Aftercare (it knows ${file}). Start the newer version again, or restore a backup made with this one.`);
    this.file = file;
  }
}

/**
 * Brings the database to the newest version: SQL files of `folder` in the order of their names, each in a transaction of its
 * own, all under one advisory lock so that several nodes may start at once. Refuses a database that knows files we do not.
 * A file of the same name in the folder `before` runs first, in the same transaction: where a migration turned out too much to wait for in
 * databases that still have it before them, for it is never changed itself.
 * @returns names of the files that were run now.
 */
export async function migrate(url: string, folder = join(import.meta.dirname, '../../migrations')): Promise<string[]> {
  const files = (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort();
  const early = new Set(await readdir(join(folder, 'before')).catch(() => []));
  const client = new pg.Client({ connectionString: url, application_name: 'aftercare migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query('create table if not exists migration (name text primary key, at timestamptz not null default now())');
    const known = new Set((await client.query<{ name: string }>('select name from migration')).rows.map((r) => r.name));
    const unknown = [...known].filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new NewerDataError(unknown[0] ?? '');
    const done: string[] = [];
    for (const file of files.filter((f) => !known.has(f))) {
      await client.query('begin');
      try {
        if (early.has(file)) await client.query(await readFile(join(folder, 'before', file), 'utf8'));
        await client.query(await readFile(join(folder, file), 'utf8'));
        await client.query('insert into migration (name) values ($1)', [file]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${file} failed: ${(error as Error).message}`, { cause: error });
      }
      done.push(file);
    }
    return done;
  } finally {
    await client.end();
  }
}
