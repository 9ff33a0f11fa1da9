import { Unzip, UnzipInflate } from 'fflate';
import type { Readable } from 'node:stream';
import { Refusal } from '../../platform/http/index.ts';

/** Opens what was sent anew, from its beginning. */
export type Opening = () => Promise<Readable>;
export interface Part { readonly name: string; text(): AsyncIterable<string> }

const mostUnpacked = 20 * 1024 ** 3;

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function isZip(open: Opening): Promise<boolean> {
  const stream = await open();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) return chunk[0] === 0x50 && chunk[1] === 0x4b;
    return false;
  } finally { stream.destroy(); }
}

/** The pieces of one part of a zip while it streams by; nothing but the piece in hand is in memory. */
async function* unzipped(open: Opening, name: string): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let fault: unknown;
  let over = false;
  let size = 0;
  const unzip = new Unzip((file) => {
    if (file.name !== name) return;
    file.ondata = (error, chunk, final) => { if (error) fault ??= error; pieces.push(chunk); size += chunk.length; over ||= final; };
    file.start();
  });
  unzip.register(UnzipInflate);
  const stream = await open();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      try { unzip.push(chunk); } catch (error) { fault ??= error; }
      if (fault) throw new Refusal('invalid-input', { key: 'transfer.broken-zip' });
      if (size > mostUnpacked) throw new Refusal('too-large', { params: { limit: '20 GB' } });
      yield* pieces.splice(0);
      if (over) return;
    }
  } finally { stream.destroy(); }
}

async function namesIn(open: Opening): Promise<string[]> {
  const names: string[] = [];
  const unzip = new Unzip((file) => { names.push(file.name); });
  unzip.register(UnzipInflate);
  const stream = await open();
  try { for await (const chunk of stream as AsyncIterable<Buffer>) try { unzip.push(chunk); } catch { throw new Refusal('invalid-input', { key: 'transfer.broken-zip' }); } } finally { stream.destroy(); }
  return names.filter((name) => !name.endsWith('/') && !/(^|\/)(__MACOSX|\.)/.test(name));
}

/** What was sent: one file, or the files of a zip in the order of their names. */
export async function partsOf(open: Opening, name: string): Promise<Part[]> {
  if (!(await isZip(open))) return [{ name, text: async function* text() { yield* decoded((await open()) as AsyncIterable<Uint8Array>); } }];
  return (await namesIn(open)).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).map((part) => ({ name: part, text: () => decoded(unzipped(open, part)) }));
}
