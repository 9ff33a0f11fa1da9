import type { Readable } from 'node:stream';
import { Refusal } from '../../platform/http/index.ts';
import { type Opening, type TableLine, readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

/** Lines of a table, CSV or XLSX by its first bytes; the first line is the heading. */
export async function* readTable(open: Opening): AsyncGenerator<TableLine> {
  const stream: Readable = await open();
  let head = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) { head = Buffer.concat([head, chunk]); if (head.length >= 8) break; }
  stream.destroy();
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') yield* readXlsx(open);
  // The older form of spreadsheets is a disk in a file.
  else if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new Refusal('invalid-input', { key: 'imports.old-sheet' });
  else yield* readCsv(open);
}
