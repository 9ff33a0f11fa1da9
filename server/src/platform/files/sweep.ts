import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../db/index.ts';
import type { Clock } from '../time/index.ts';
import { draftFolder, isKey, pathOf } from './bytes.ts';
import { deleteUnclaimed, knownKeys } from './store.ts';

export interface SweepOptions {
  readonly db: Database;
  readonly folder: string;
  readonly clock: Clock;
  /** Files younger than this are left alone; 24 unless told. */
  readonly hours?: number;
}

export interface Swept {
  /** Uploads that nobody claimed. */
  readonly unclaimed: number;
  /** Bytes without a row and drafts without an end: left by a crash between disk and database. */
  readonly orphans: number;
}

/** Nightly: throws away what nobody claimed, and what a crash left behind. */
export async function sweepFiles({ db, folder, clock, hours = 24 }: SweepOptions): Promise<Swept> {
  const before = new Date(clock.now().getTime() - hours * 3_600_000);
  return { unclaimed: await sweepUnclaimed(db, folder, before), orphans: await sweepOrphans(db, folder, before) };
}

async function sweepUnclaimed(db: Database, folder: string, before: Date): Promise<number> {
  for (let total = 0; ; ) {
    const keys = await deleteUnclaimed(db, before, 500);
    // Rows first: bytes that stay behind are orphans of the next night, a row without bytes would be a broken file.
    await Promise.all(keys.map((key) => rm(pathOf(folder, key), { force: true })));
    total += keys.length;
    if (keys.length === 0) return total;
  }
}

async function sweepOrphans(db: Database, folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await entries(draftFolder(folder))) removed += await removeOld(join(draftFolder(folder), name), before);
  for (const shard of (await entries(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const keys = (await entries(join(folder, shard))).filter(isKey);
    for (let i = 0; i < keys.length; i += 1000) {
      const some = keys.slice(i, i + 1000);
      const known = await knownKeys(db, some);
      for (const key of some.filter((candidate) => !known.has(candidate))) removed += await removeOld(pathOf(folder, key), before);
    }
  }
  return removed;
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** @returns 1 when it was old and is gone now */
async function removeOld(path: string, before: Date): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.mtime >= before) return 0;
  await rm(path, { force: true });
  return 1;
}
