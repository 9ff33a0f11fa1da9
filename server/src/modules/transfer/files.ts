import { Readable } from 'node:stream';
import { Refusal } from '../../platform/http/index.ts';
import { type Opening, textOf, unpack } from '../imports/index.ts';

export interface Part { readonly name: string; text(): AsyncIterable<string> }

const mostUnpacked = 20 * 1024 ** 3;
const brokenZip = () => new Refusal('invalid-input', { key: 'transfer.broken-zip' });

async function* utf8(open: Opening): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of (await open()) as AsyncIterable<Uint8Array>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
/** JSON is UTF-8; a table may have been through a spreadsheet of somebody in China. */
const partOf = (name: string, open: Opening): Part => ({ name, text: () => (/\.csv$/i.test(name) ? textOf(open) : utf8(open)) });

async function isZip(open: Opening): Promise<boolean> {
  const stream = await open();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) return chunk[0] === 0x50 && chunk[1] === 0x4b;
    return false;
  } finally { stream.destroy(); }
}

/** The pieces of one part of a zip while it streams by. */
async function* unzipped(open: Opening, name: string): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let over = false;
  let size = 0;
  for await (const _ of unpack(open, (part) => (part === name ? (bytes, last) => { pieces.push(bytes); size += bytes.length; over ||= last; } : null), brokenZip)) {
    if (size > mostUnpacked) throw new Refusal('too-large', { params: { limit: '20 GB' } });
    yield* pieces.splice(0);
    if (over) return;
  }
}

async function namesIn(open: Opening): Promise<string[]> {
  const names: string[] = [];
  for await (const _ of unpack(open, (part) => { names.push(part); return null; }, brokenZip));
  return names.filter((name) => !name.endsWith('/') && !/(^|\/)(__MACOSX|\.)/.test(name));
}

/** What was sent: one file, or the files of a zip in the order of their names. */
export async function partsOf(open: Opening, name: string): Promise<Part[]> {
  if (!(await isZip(open))) return [partOf(name, open)];
  return (await namesIn(open)).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).map((part) => partOf(part, () => Promise.resolve(Readable.from(unzipped(open, part)))));
}

/** The files of a zip that are wanted and not too large, in one pass through it; none where it is no zip. */
export async function* zippedFiles(open: Opening, wanted: (name: string) => boolean, largest: number): AsyncGenerator<{ readonly name: string; readonly pieces: readonly Uint8Array[] }> {
  if (!(await isZip(open))) return;
  const whole: { name: string; pieces: Uint8Array[] }[] = [];
  let unpacked = 0;
  const begin = (name: string) => {
    if (!wanted(name)) return null;
    const [pieces, held] = [[] as Uint8Array[], { bytes: 0 }];
    return (bytes: Uint8Array, last: boolean) => {
      unpacked += bytes.length;
      held.bytes += bytes.length;
      if (held.bytes <= largest) pieces.push(bytes); else pieces.length = 0;
      if (last && held.bytes > 0 && held.bytes <= largest) whole.push({ name, pieces });
    };
  };
  for await (const _ of unpack(open, begin, brokenZip)) {
    if (unpacked > mostUnpacked) throw new Refusal('too-large', { params: { limit: '20 GB' } });
    yield* whole.splice(0);
  }
  yield* whole;
}
