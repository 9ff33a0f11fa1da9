import type { Tx } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { fileKeys } from './store.ts';

/** Makes uploads belong to something here: only what the caller brought, so that nobody shows another person's file by its number. */
export async function takeFiles(tx: Tx, files: FileStore, ids: readonly number[], owner: string): Promise<void> {
  if (ids.length === 0) return;
  const keys = await fileKeys(tx, ids);
  if (keys.length !== new Set(ids).size) throw new Refusal('not-found');
  await files.claim(tx, keys, owner);
}
