import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { archiveForm } from './archive-read.ts';
import type { Gathered } from './gather.ts';
import { bare, headingOf, rowsOf, tableNameOf } from './write-table.ts';

export interface Entry { readonly name: string; readonly bytes: number; readonly sha256: string; readonly records?: number; /** Of which kind. */ readonly of?: string }
const readme = `This is a whole archive of an Aftercare installation, or of a part of it.

manifest.json      what is in it, with a SHA-256 sum of every entry; stands last
NAME-NNNNN.jsonl   records of one kind, one JSON object a line (UTF-8)
files/KEY-NAME     files that records name by their key

The form is told in docs/archive.md of the source code. Nothing but tar, gzip and JSON is needed to read it.
`;
/** Two blocks of zeros: only the last piece may end so. */
const endOfTar = 1024;

async function put(tar: Pack, entries: Entry[], name: string, size: number, content: AsyncIterable<Uint8Array> | Uint8Array, records?: { n: number; of: string }): Promise<void> {
  const hash = createHash('sha256');
  let failed: unknown;
  const entry = tar.entry({ name, size, mtime: new Date(0) }, (error) => { failed ??= error; });
  let written = 0;
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    hash.update(chunk);
    written += chunk.length;
    if (failed) throw failed as Error;
    if (!entry.write(Buffer.from(chunk))) await once(entry, 'drain');
  }
  if (written !== size) throw new Error(`${name} has ${written} bytes and should have ${size}`);
  entry.end(undefined);
  entries.push({ name, bytes: size, sha256: hash.digest('hex'), ...(records ? { records: records.n, of: records.of } : {}) });
}

async function* withoutEnd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const all = Buffer.concat([held, chunk]);
    const free = Math.max(0, all.length - endOfTar);
    held = all.subarray(free);
    if (free > 0) yield all.subarray(0, free);
  }
}

/** A piece of a tar, packed by itself: pieces one behind the other are one file. Only a page is in memory. */
async function* packed(fill: (tar: Pack) => Promise<void>, isLast: boolean): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const source = isLast ? (tar as AsyncIterable<Buffer>) : withoutEnd(tar as AsyncIterable<Buffer>);
  const zipped = Readable.from(source).pipe(createGzip({ level: 6 }));
  const filling = fill(tar).then(() => tar.finalize());
  filling.catch((error: unknown) => zipped.destroy(error as Error));
  for await (const chunk of zipped as AsyncIterable<Buffer>) yield chunk;
  await filling;
}

/** Records by kind and files; what was written stands in `entries` once all was taken. `numbers`: how many entries there are of each kind. */
export const writePiece = (pieces: AsyncIterable<Gathered>, about: { form: 'jsonl' | 'csv'; language: string; isFirst: boolean }, entries: Entry[], numbers: Map<string, number>) => packed(async (tar) => {
  if (about.isFirst) await put(tar, entries, 'README.txt', Buffer.byteLength(readme), Buffer.from(readme));
  for await (const piece of pieces) {
    if (piece.kind === 'bytes') await put(tar, entries, `files/${piece.key}-${encodeURIComponent(piece.name).slice(0, 150)}`, piece.size, await piece.open());
    if (piece.kind !== 'records' || piece.list.length === 0) continue;
    const number = (numbers.get(piece.of) ?? 0) + 1;
    numbers.set(piece.of, number);
    const text = Buffer.from(about.form === 'csv' ? headingOf(piece.of, about.language, piece.keys) + rowsOf(piece.of, piece.list, piece.keys) : `${piece.list.map((r) => JSON.stringify(bare(r))).join('\n')}\n`);
    await put(tar, entries, `${tableNameOf(piece.of)}-${String(number).padStart(5, '0')}.${about.form}`, text.length, text, { n: piece.list.length, of: piece.of });
  }
}, false);

/** The manifest with the sum of each entry: it ends the file. */
export const writeEnd = (about: { what: string; view: string | null; at: Date; version: string }, entries: readonly Entry[]) => packed(async (tar) => {
  const counts: Record<string, number> = {};
  for (const e of entries) if (e.of) counts[e.of] = (counts[e.of] ?? 0) + (e.records ?? 0);
  const manifest = Buffer.from(JSON.stringify({ format: archiveForm, version: 1, product: `aftercare ${about.version}`, at: about.at.toISOString(), what: about.what, view: about.view, counts, entries: entries.map(({ of: _, ...e }) => e) }, null, 1));
  await put(tar, [], 'manifest.json', manifest.length, manifest);
}, true);
