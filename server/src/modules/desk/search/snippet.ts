/** Private characters around what was found; the screen turns them into marks. Plain text otherwise. */
export const markStart = '\u{E000}';
export const markEnd = '\u{E001}';
const around = 60;
const longest = 20_000;

/** A text in its compared form, each of its characters with its place in the text as it was written. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const form = character.normalize('NFKC').toLowerCase();
    const said = /^\s+$/u.test(form) ? (folded.endsWith(' ') ? '' : ' ') : form;
    for (let i = 0; i < said.length; i++) places.push(place);
    folded += said;
    place += character.length;
  }
  places.push(place);
  return { folded, places };
}

interface Find { readonly from: number; readonly to: number }
/** Where the marks stand in the text. Nearly always a plain look does; folding every character is for the rest. */
function findMarks(text: string, marks: readonly string[]): Find[] {
  const lower = text.toLowerCase();
  const plain = lower.length === text.length ? marks.flatMap((mark) => findAll(lower, mark)) : [];
  if (plain.length > 0) return plain.toSorted((a, b) => a.from - b.from);
  const { folded, places } = fold(text);
  return marks.flatMap((mark) => findAll(folded, mark)).map((f) => ({ from: places[f.from] ?? 0, to: places[f.to] ?? text.length })).toSorted((a, b) => a.from - b.from);
}

/** The words around the first find, finds marked (normalised pieces, see query.ts). Without any find the beginning of the text. */
export function makeSnippet(original: string, marks: readonly string[]): string {
  const text = original.slice(0, longest).replaceAll(/[\u{E000}\u{E001}]/gu, '');
  const finds = findMarks(text, marks);
  const first = finds[0]?.from ?? 0;
  const begin = wholeCharacter(text, Math.max(0, first - around));
  const end = wholeCharacter(text, Math.min(text.length, first + around * 2));
  let out = begin > 0 ? '…' : '';
  let at = begin;
  for (const find of finds) {
    if (find.from < at || find.to > end) continue;
    out += text.slice(at, find.from) + markStart + text.slice(find.from, find.to) + markEnd;
    at = find.to;
  }
  out += text.slice(at, end) + (end < text.length ? '…' : '');
  return out.replace(/\s+/g, ' ').trim();
}

/** Never between the halves of a character. */
const wholeCharacter = (text: string, at: number): number => (at > 0 && /[\u{DC00}-\u{DFFF}]/v.test(text.charAt(at)) ? at - 1 : at);

function findAll(text: string, what: string): Find[] {
  const finds: Find[] = [];
  if (!what) return finds;
  for (let at = text.indexOf(what); at >= 0 && finds.length < 20; at = text.indexOf(what, at + what.length)) finds.push({ from: at, to: at + what.length });
  return finds;
}
