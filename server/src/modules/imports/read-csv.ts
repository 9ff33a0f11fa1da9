import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { Refusal } from '../../platform/http/index.ts';

export interface TableLine { readonly line: number; readonly cells: readonly string[] }
/** Opens the file anew from its beginning. */
export type Opening = () => Promise<Readable>;
const mostRecord = 1024 * 1024;

/** UTF-8 when all of it is; what spreadsheets in China save otherwise. */
async function encodingOf(open: Opening): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stream = await open();
  try {
    let first = true;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (first && chunk.length >= 2 && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))) return chunk[0] === 0xff ? 'utf-16le' : 'utf-16be';
      first = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch { return 'gb18030'; } finally { stream.destroy(); }
}

/** A file of text as text, whatever encoding it is in. */
export async function* textOf(open: Opening): AsyncGenerator<string> {
  const decoder = new TextDecoder(await encodingOf(open));
  for await (const chunk of (await open()) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Comma, semicolon, tab or bar: whichever the first line has most of. */
const delimiterOf = (heading: string) => [',', ';', '\t', '|'].toSorted((a, b) => heading.split(b).length - heading.split(a).length)[0] ?? ',';

/** Lines of a table of text, streamed; the encoding and the sign between cells are found out. */
export async function* readCsv(open: Opening): AsyncGenerator<TableLine> {
  const pieces = textOf(open);
  let head = '';
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) break;
    head += value;
    if (head.includes('\n') || head.length > mostRecord) break;
  }
  async function* whole() { yield head; yield* pieces; }
  const source = Readable.from(whole());
  const parser = source.pipe(parse({ bom: true, delimiter: delimiterOf(head.split('\n')[0] ?? ''), skip_empty_lines: true, relax_column_count: true, relax_quotes: true, trim: true, info: true, max_record_size: mostRecord }));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) yield { line: info.lines, cells: record };
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal('invalid-input', { key: 'imports.unreadable', params: { line: (error as { lines?: number }).lines ?? 1 } });
    throw error;
  } finally { source.destroy(); parser.destroy(); }
}
