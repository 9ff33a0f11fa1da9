import { Parser } from 'htmlparser2';
import { Refusal } from '../../platform/http/index.ts';
import type { Opening, TableLine } from './read-csv.ts';
import { unpack } from './unzip.ts';

/** Against files that unfold to a thousand times their size. */
const mostSheet = 2 * 1024 ** 3;
const mostWords = 256 * 1024 ** 2;
const unreadable = () => new Refusal('invalid-input', { key: 'imports.unreadable-sheet' });

/** Hears the wanted parts of the zip as text. */
const unpackTexts = (open: Opening, take: (part: string) => ((text: string, over: boolean) => void) | null) => unpack(open, (part) => {
  const hear = take(part);
  const decoder = new TextDecoder();
  return hear && ((bytes, over) => hear(decoder.decode(bytes, { stream: !over }), over));
}, unreadable);

interface Book { words: string[]; dates: Set<number>; sheet: string; from1904: boolean }
const local = (name: string) => name.slice(name.indexOf(':') + 1);
const isDate = (code: string) => /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) && !/general/i.test(code);

/** Texts, formats of days and the name of the first visible sheet. */
async function readBook(open: Opening): Promise<Book> {
  const book: Book = { words: [], dates: new Set(), sheet: '', from1904: false };
  const paths = new Map<string, string>();
  const custom = new Map<number, boolean>();
  let sheetId = '';
  let size = 0;
  let word = '';
  let [inWord, inText, inSound, inFormats, formats] = [false, false, false, false, 0];
  const xml = (handlers: ConstructorParameters<typeof Parser>[0]) => { const parser = new Parser(handlers, { xmlMode: true, decodeEntities: true }); return (text: string, over: boolean) => { size += text.length; if (size > mostWords) throw new Refusal('too-large', { params: { limit: '256 MB' } }); parser.write(text); if (over) parser.end(); }; };
  for await (const _ of unpackTexts(open, (part) => {
    if (part === 'xl/workbook.xml') return xml({ onopentag: (name, a) => { if (local(name) === 'sheet' && sheetId === '' && (a['state'] ?? 'visible') === 'visible') sheetId = a['r:id'] ?? ''; if (local(name) === 'workbookPr') book.from1904 = a['date1904'] === '1' || a['date1904'] === 'true'; } });
    if (part === 'xl/_rels/workbook.xml.rels') return xml({ onopentag: (name, a) => { if (local(name) === 'Relationship') paths.set(a['Id'] ?? '', (a['Target'] ?? '').replace(/^\/?(xl\/)?/, 'xl/')); } });
    if (part === 'xl/styles.xml') return xml({
      onopentag(name, a) {
        const tag = local(name);
        if (tag === 'numFmt') custom.set(Number(a['numFmtId']), isDate(a['formatCode'] ?? ''));
        else if (tag === 'cellXfs') inFormats = true;
        else if (tag === 'xf' && inFormats) { const id = Number(a['numFmtId']); if (custom.get(id) ?? ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))) book.dates.add(formats); formats += 1; }
      },
      onclosetag(name) { if (local(name) === 'cellXfs') inFormats = false; },
    });
    if (part === 'xl/sharedStrings.xml') return xml({
      onopentag(name) { const tag = local(name); if (tag === 'si') { inWord = true; word = ''; } else if (tag === 't') inText = inWord; else if (tag === 'rPh') inSound = true; },
      ontext(text) { if (inText && !inSound) word += text; },
      onclosetag(name) { const tag = local(name); if (tag === 'si') { book.words.push(word); inWord = false; } else if (tag === 't') inText = false; else if (tag === 'rPh') inSound = false; },
    });
    return null;
  })) { /* piece by piece */ }
  book.sheet = paths.get(sheetId) ?? 'xl/worksheets/sheet1.xml';
  return book;
}

const column = (ref: string) => { let n = 0; for (const c of ref) { const code = c.charCodeAt(0); if (code < 65 || code > 90) break; n = n * 26 + code - 64; } return n - 1; };
/** A day, with its time where it has one, as people write it. */
function dayOf(serial: number, from1904: boolean): string {
  const at = new Date(Math.round((serial + (from1904 ? 1462 : 0) - 25_569) * 86_400_000)).toISOString();
  return serial % 1 === 0 ? at.slice(0, 10) : `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

/** Lines of the first visible sheet, streamed: the sheet is never in memory as a whole, the texts it refers to are. */
export async function* readXlsx(open: Opening): AsyncGenerator<TableLine> {
  const book = await readBook(open);
  let rows: TableLine[] = [];
  let cells: string[] = [];
  let [line, at, kind, style, value] = [0, -1, '', 0, ''];
  let [reading, size, found] = [false, 0, false];
  const textOf = () => {
    if (kind === 's') return book.words[Number(value)] ?? '';
    if (kind === 'b') return value === '1' ? 'true' : 'false';
    if (kind === 'e') return '';
    if (kind !== '' && kind !== 'n') return value;
    const number = Number(value);
    if (value === '' || !Number.isFinite(number)) return value;
    return book.dates.has(style) && number > 0 && number < 2_958_466 ? dayOf(number, book.from1904) : Number.isInteger(number) ? number.toFixed(0) : String(number);
  };
  const parser = new Parser({
    onopentag(name, a) {
      const tag = local(name);
      if (tag === 'row') { line = Number(a['r'] ?? line + 1); cells = []; at = -1; }
      else if (tag === 'c') { at = a['r'] ? column(a['r']) : at + 1; kind = a['t'] ?? ''; style = Number(a['s'] ?? 0); value = ''; }
      else if (tag === 'v' || tag === 't') reading = true;
    },
    ontext(text) { if (reading) value += text; },
    onclosetag(name) {
      const tag = local(name);
      if (tag === 'v' || tag === 't') reading = false;
      else if (tag === 'c') { if (at >= 0 && at < 1000) { while (cells.length < at) cells.push(''); cells[at] = textOf().trim(); } }
      else if (tag === 'row' && cells.some((c) => c !== '')) rows.push({ line, cells });
    },
  }, { xmlMode: true, decodeEntities: true });
  for await (const _ of unpackTexts(open, (part) => { if (part !== book.sheet) return null; found = true; return (text, over) => { size += text.length; if (size > mostSheet) throw new Refusal('too-large', { params: { limit: '2 GB' } }); parser.write(text); if (over) parser.end(); }; })) {
    const ready = rows;
    rows = [];
    yield* ready;
  }
  if (!found) throw unreadable();
}
