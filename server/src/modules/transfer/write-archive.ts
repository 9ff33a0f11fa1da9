import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { archiveForm } from './archive-read.ts';
import type { Gathered } from './gather.ts';
import { bare, headingOf, rowsOf, tableNameOf } from './write-table.ts';

interface Entry { readonly name: string; readonly bytes: number; readonly sha256: string; readonly records?: number }
const readme = `This is a whole archive of an Aftercare installation, or of a part of it.

manifest.json      what is in it, with a SHA-256 sum of every entry; stands last
NAME-NNNNN.jsonl   records of one kind, one JSON object a line (UTF-8)
files/KEY-NAME     files that messages and notes name by their key

The form is told in docs/archive.md of the source code. Nothing but tar, gzip and JSON is needed to read it.
`;

async function put(tar: Pack, entries: Entry[], name: string, size: number, content: AsyncIterable<Uint8Array> | Uint8Array, records?: number): Promise<void> {
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
  entries.push({ name, bytes: size, sha256: hash.digest('hex'), ...(records === undefined ? {} : { records }) });
}

/** A tar, packed: pieces of records by kind, files, and at the end the manifest with the sum of each. Only a page is in memory. */
export async function* writeArchive(pieces: AsyncIterable<Gathered>, about: { what: string; view: string | null; at: Date; version: string; form: 'jsonl' | 'csv'; language: string }): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const zipped = tar.pipe(createGzip({ level: 6 }));
  const fill = (async () => {
    const entries: Entry[] = [];
    const counts: Record<string, number> = {};
    const numbers = new Map<string, number>();
    await put(tar, entries, 'README.txt', Buffer.byteLength(readme), Buffer.from(readme));
    for await (const piece of pieces) {
      if (piece.kind === 'bytes') await put(tar, entries, `files/${piece.key}-${encodeURIComponent(piece.name).slice(0, 150)}`, piece.size, await piece.open());
      if (piece.kind !== 'records' || piece.list.length === 0) continue;
      const number = (numbers.get(piece.of) ?? 0) + 1;
      numbers.set(piece.of, number);
      counts[piece.of] = (counts[piece.of] ?? 0) + piece.list.length;
      const text = Buffer.from(about.form === 'csv' ? headingOf(piece.of, about.language) + rowsOf(piece.of, piece.list) : `${piece.list.map((r) => JSON.stringify(bare(r))).join('\n')}\n`);
      await put(tar, entries, `${tableNameOf(piece.of)}-${String(number).padStart(5, '0')}.${about.form}`, text.length, text, piece.list.length);
    }
    const manifest = Buffer.from(JSON.stringify({ format: archiveForm, version: 1, product: `aftercare ${about.version}`, at: about.at.toISOString(), what: about.what, view: about.view, counts, entries }, null, 1));
    await put(tar, [], 'manifest.json', manifest.length, manifest);
    tar.finalize();
  })();
  fill.catch((error: unknown) => zipped.destroy(error as Error));
  for await (const chunk of zipped as AsyncIterable<Buffer>) yield chunk;
  await fill;
}
