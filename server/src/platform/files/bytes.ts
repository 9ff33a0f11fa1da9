import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../http/refusal.ts';
import type { FileSource } from './file-store.ts';
import { headBytes } from './sniff.ts';

const keyForm = /^[0-9a-f]{40}$/;

/** The refusal of more than `maxBytes`. */
export function tooLarge(maxBytes: number): Refusal {
  const limit = maxBytes >= 1024 * 1024 ? `${Math.floor(maxBytes / 104_857.6) / 10} MB` : `${maxBytes} B`;
  return new Refusal('too-large', { params: { limit, maxBytes } });
}

export const newKey = (): string => randomBytes(20).toString('hex');
export const isKey = (text: string): boolean => keyForm.test(text);

/** Where the bytes of a key lie. Only a key of our own making becomes a path. */
export function pathOf(folder: string, key: string): string {
  if (!isKey(key)) throw new Error('not a file key');
  return join(folder, key.slice(0, 2), key);
}
export const draftFolder = (folder: string): string => join(folder, 'incoming');

export interface Draft {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** The first bytes, for finding out what it is. */
  readonly head: Uint8Array;
}

/** Streams into a draft and forces it to disk. On any failure nothing is left. Refusal `too-large` past `maxBytes`. */
export async function writeDraft(folder: string, key: string, source: FileSource, maxBytes: number): Promise<Draft> {
  await mkdir(draftFolder(folder), { recursive: true });
  const path = join(draftFolder(folder), key);
  const file = await open(path, 'wx', 0o600);
  try {
    const seen = await copyInto(file, source, maxBytes);
    await file.datasync();
    await file.close();
    return { path, ...seen };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

async function copyInto(file: FileHandle, source: FileSource, maxBytes: number): Promise<Omit<Draft, 'path'>> {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    if (size < headBytes) head.push(Uint8Array.prototype.slice.call(chunk, 0, headBytes - size));
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    hash.update(chunk);
    for (let done = 0; done < chunk.byteLength; ) done += (await file.write(chunk, done)).bytesWritten;
  }
  return { size, sha256: hash.digest('hex'), head: Buffer.concat(head) };
}

/** Moves a draft to its place and forces the move to disk, new folder included. */
export async function settle(folder: string, key: string, draft: Draft): Promise<void> {
  const path = pathOf(folder, key);
  const made = await mkdir(dirname(path), { recursive: true });
  await rename(draft.path, path);
  await syncFolder(dirname(path));
  if (made !== undefined) await syncFolder(folder);
}

/** A rename is lasting only when the folder is on disk too. Windows cannot open folders and needs none of it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
