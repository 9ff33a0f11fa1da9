import { type Handle, hot, sql } from '../db/index.ts';
import type { RecordOptions, StoredFile, WrittenFile } from './file-store.ts';

const columns = sql`id, key, name, type, size, sha256, width, height, created_at as "createdAt", owner, claimed`;

/** Adds rows for written bytes; returned in the order given. */
export async function insertFiles(handle: Handle, written: readonly WrittenFile[], { owner = undefined, claimed = false }: RecordOptions): Promise<StoredFile[]> {
  if (written.length === 0) return [];
  const rows = await handle.rows<StoredFile>(sql`insert into file (key, name, type, size, sha256, width, height, owner, claimed)
    select key, name, type, size, sha256, width, height, ${owner ?? null}, ${claimed}
    from json_to_recordset(${JSON.stringify(written)}::json) as f(key text, name text, type text, size bigint, sha256 text, width int, height int)
    returning ${columns}`);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return written.flatMap(({ key }) => byKey.get(key) ?? []);
}

export function findFile(handle: Handle, keyOrId: string | number): Promise<StoredFile | undefined> {
  return typeof keyOrId === 'number'
    ? handle.one(hot`select id, key, name, type, size, sha256, width, height, created_at as "createdAt", owner, claimed from file where id = ${keyOrId}`)
    : handle.one(hot`select id, key, name, type, size, sha256, width, height, created_at as "createdAt", owner, claimed from file where key = ${keyOrId}`);
}

/** Claims what `owner` may claim of these keys; the rest is not among the rows. */
export function claimFiles(handle: Handle, keys: readonly string[], owner: string): Promise<StoredFile[]> {
  return handle.rows(sql`update file set claimed = true
    where key = any(${keys}) and not claimed and (owner is null or owner = ${owner}) returning ${columns}`);
}

/** @returns the key of the deleted row */
export async function deleteFile(handle: Handle, keyOrId: string | number): Promise<string | undefined> {
  const condition = typeof keyOrId === 'number' ? sql`id = ${keyOrId}` : sql`key = ${keyOrId}`;
  return (await handle.one<{ key: string }>(sql`delete from file where ${condition} returning key`))?.key;
}

/** Deletes up to `limit` rows that nobody claimed since before `before`; somebody claiming one right now keeps it. */
export async function deleteUnclaimed(handle: Handle, before: Date, limit: number): Promise<string[]> {
  const rows = await handle.rows<{ key: string }>(sql`delete from file where id in (
    select id from file where not claimed and created_at < ${before} order by created_at limit ${limit} for update skip locked) returning key`);
  return rows.map((row) => row.key);
}

/** Which of these keys have a row? */
export async function knownKeys(handle: Handle, keys: readonly string[]): Promise<Set<string>> {
  const rows = await handle.rows<{ key: string }>(sql`select key from file where key = any(${keys})`);
  return new Set(rows.map((row) => row.key));
}
