import { Readable } from 'node:stream';
import { Refusal } from '../../platform/http/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { Opening } from '../imports/index.ts';
import { zippedFiles } from './files.ts';
import type { Form, Found } from './forms/form.ts';
import type { Raw } from './record.ts';

/** As for files that are fetched. */
const largest = 25 * 1024 * 1024;
/** What it is called stands with what names it, and is given to it then. */
export const unnamed = 'file';

/** Files that lie in the export itself: as files of its zip, or cut into rows of a table. They are in the store before whatever names them is taken; one is held at a time. */
export async function* filesInside(form: Form, open: Opening, things: () => AsyncIterable<Found>, files: Pick<FileStore, 'put'>): AsyncGenerator<Raw> {
  const put = async (id: string, pieces: readonly Uint8Array[]): Promise<Raw[]> => {
    try {
      return [{ kind: 'file', id, fileId: (await files.put(Readable.from(pieces), { name: unnamed, declaredType: '', maxBytes: largest })).id }];
    } catch (error) {
      // One that may not be kept here stays a name; the others come.
      if (error instanceof Refusal) return [];
      throw error;
    }
  };
  const { fileAt, chunkOf } = form;
  if (fileAt) for await (const { name, pieces } of zippedFiles(open, (part) => fileAt(part) !== null, largest)) { const id = fileAt(name); if (id) yield* await put(id, pieces); }
  if (!chunkOf) return;
  // Rows of one file stand together.
  let now = null as { id: string; pieces: Uint8Array[]; size: number } | null;
  for await (const one of things()) {
    const chunk = chunkOf(one);
    if (!chunk) continue;
    if (now?.id !== chunk.id) {
      if (now && now.size <= largest) yield* await put(now.id, now.pieces);
      now = { id: chunk.id, pieces: [], size: 0 };
    }
    now.size += chunk.bytes.length;
    if (now.size <= largest) now.pieces.push(chunk.bytes); else now.pieces = [];
  }
  if (now && now.size <= largest) yield* await put(now.id, now.pieces);
}
