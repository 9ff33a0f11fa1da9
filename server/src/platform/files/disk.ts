import { open, readFile, rm } from 'node:fs/promises';
import type { Database } from '../db/index.ts';
import { Refusal } from '../http/refusal.ts';
import { isKey, newKey, pathOf, settle, writeDraft } from './bytes.ts';
import { dimensionsOf } from './dimensions.ts';
import type { FileSource, FileStore, PutOptions, StoredFile, WrittenFile } from './file-store.ts';
import { cleanName } from './names.ts';
import { headBytes, sniffType } from './sniff.ts';
import { claimFiles, deleteFile, findFile, insertFiles } from './store.ts';
import { accepts } from './types.ts';

export interface DiskOptions {
  readonly db: Database;
  /** Made when missing; nothing else should live there. */
  readonly folder: string;
}

/** Files as files: `<folder>/ab/ab…`, written beside, forced to disk, then moved into place. */
export function createDiskFileStore({ db, folder }: DiskOptions): FileStore {
  const found = async (keyOrId: string | number): Promise<StoredFile> => {
    const file = await lookUp(keyOrId);
    if (!file) throw new Refusal('not-found');
    return file;
  };
  const lookUp = async (keyOrId: string | number) => (typeof keyOrId === 'string' && !isKey(keyOrId) ? undefined : findFile(db, keyOrId));

  const store: FileStore = {
    write: (source, options) => write(folder, source, options),
    record: (handle, written, options = {}) => insertFiles(handle, written, options),
    async put(source, options) {
      const written = await store.write(source, options);
      const [file] = await store.record(db, [written], options);
      if (!file) throw new Error('the row of a written file is missing');
      return file;
    },
    find: lookUp,
    async open(keyOrId, range) {
      const file = await found(keyOrId);
      const handle = await open(pathOf(folder, file.key), 'r').catch(missing);
      // An empty file has no range that could be named.
      return { file, stream: handle.createReadStream(range ? { start: range.start, end: range.end } : {}) };
    },
    async read(keyOrId) {
      return readFile(pathOf(folder, (await found(keyOrId)).key)).catch(missing);
    },
    async claim(handle, keys, owner) {
      const wanted = [...new Set(keys)];
      const files = new Map((await claimFiles(handle, wanted, owner)).map((file) => [file.key, file]));
      if (files.size < wanted.length) throw new Refusal('not-found');
      return wanted.flatMap((key) => files.get(key) ?? []);
    },
    async remove(keyOrId) {
      const key = typeof keyOrId === 'string' && !isKey(keyOrId) ? undefined : await deleteFile(db, keyOrId);
      if (key !== undefined) await rm(pathOf(folder, key), { force: true });
    },
  };
  return store;
}

async function write(folder: string, source: FileSource, options: PutOptions): Promise<WrittenFile> {
  const key = newKey();
  const draft = await writeDraft(folder, key, source, options.maxBytes);
  try {
    const name = cleanName(options.name);
    const type = await sniffType({ path: draft.size > headBytes ? draft.path : null, head: draft.head, declaredType: options.declaredType, name });
    if (options.acceptedTypes && !accepts(options.acceptedTypes, type)) throw new Refusal('type-not-accepted', { params: { type } });
    const { width = null, height = null } = dimensionsOf(type, draft.head) ?? {};
    await settle(folder, key, draft);
    return { key, name, type, size: draft.size, sha256: draft.sha256, width, height };
  } catch (error) {
    await rm(draft.path, { force: true });
    throw error;
  }
}

/** A row without bytes: a disk that was not restored with its database. */
function missing(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('not-found');
  throw error;
}
