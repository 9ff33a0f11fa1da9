import { typedSound } from './sounds.ts';
import { densePieces, normalizeText, runsOf } from './tokens.ts';

/** What somebody typed, taken apart. */
export interface SearchQuery {
  /** All of these words must be there; `prefix`: as the beginning of a word. */
  readonly words: readonly { readonly word: string; readonly prefix: boolean }[];
  /** Pieces of text that must stand there as they are, where words alone would not tell. */
  readonly exact: readonly string[];
  /** A ticket's number, typed alone. */
  readonly ticketId: number | null;
  /** For names, mails and phones of customers; null when it is too short to look for. */
  readonly person: string | null;
  /** Pinyin or initials of a name, if it can be. */
  readonly sound: string | null;
  /** Four digits or more, without what people put between them. */
  readonly digits: string | null;
  /** As serial numbers are compared; null when it is none. */
  readonly serial: string | null;
  /** As an order's number is typed. */
  readonly number: string;
  /** The words as they stand together. */
  readonly phrase: string;
  /** What was typed, word by word. */
  readonly typed: readonly string[];
  /** Normalised pieces to be marked in the text shown. */
  readonly marks: readonly string[];
}

const phrases = /["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)/gu;
const dense = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;

/** Reads a query: words are joined by "and", the last Latin word may be unfinished, quotes hold words together. */
export function readQuery(typed: string): SearchQuery {
  const text = normalizeText(typed);
  const words = new Map<string, boolean>();
  const exact = new Set<string>();
  const marks = new Set<string>();
  const items = [...text.matchAll(phrases)].map((m) => ({ text: m[1] ?? m[2] ?? '', quoted: m[1] !== undefined }));
  items.forEach((item, i) => {
    const runs = runsOf(item.text);
    const first = runs[0];
    const last = runs.at(-1);
    if (!first || !last) return;
    for (const run of runs) {
      if (run.dense) addDense(run.text, words);
      else {
        // A number is often typed from its middle; ends of numbers are words of their own.
        const open = (i === items.length - 1 && run === last && !item.quoted) || (!item.quoted && /\p{N}/u.test(run.text));
        const word = run.text.slice(0, 40);
        words.set(word, (words.get(word) ?? true) && open);
      }
    }
    // Pairs say that each pair is there, words that each word is: only the text says that they stand together.
    const whole = item.text.slice(first.start, last.start + last.text.length);
    if (runs.length > 1 || (first.dense && [...first.text].length > 2)) exact.add(whole);
    marks.add(whole);
  });
  const number = /^#?(\d{1,15})$/.exec(text.replace(/\s/g, ''))?.[1];
  return {
    words: [...words].map(([word, prefix]) => ({ word, prefix })), exact: [...exact], marks: [...marks],
    ticketId: number ? Number(number) : null, person: personOf(text), sound: typedSound(text), ...numberOf(text), phrase: items.map((i) => i.text).join(' '), typed: items.map((i) => i.text),
  };
}

/** Numbers of phones, units and orders: four signs or more with a digit among them and nothing that is no number. */
function numberOf(text: string): Pick<SearchQuery, 'digits' | 'serial' | 'number'> {
  const plain = text.replaceAll(/["“”#]/gu, '').trim();
  const digits = /^\+?[\d\s()./-]+$/.test(plain) ? plain.replaceAll(/\D/g, '') : '';
  const key = /^[a-z0-9\s._/-]+$/.test(plain) ? plain.replaceAll(/[^a-z0-9]/g, '').toUpperCase() : '';
  return { digits: digits.length >= 4 ? digits : null, serial: key.length >= 4 && key.length <= 40 && /\d/.test(key) ? key : null, number: plain };
}

/** Two Chinese characters are a name; of other scripts three characters make it worth a look. */
function personOf(text: string): string | null {
  const plain = text.replace(/["“”„«»#]/gu, '').trim();
  const length = [...plain].length;
  return length <= 60 && (length >= 3 || (length === 2 && dense.test(plain))) ? plain : null;
}

function addDense(run: string, words: Map<string, boolean>): void {
  const pieces = densePieces(run);
  // One character: the beginning of some pair. More: all pairs; the last character alone adds nothing.
  if (pieces.length === 1) words.set(run, true);
  else for (const pair of pieces.slice(0, -1)) words.set(pair, words.get(pair) ?? false);
}

/** Ways to read Chinese words of four characters and more of which one may be wrong, each as words that must all be there; null when there are none. Latin words must be there as they are. */
export function loosened(query: SearchQuery): { readonly rest: SearchQuery['words']; readonly ways: readonly (readonly string[])[] } | null {
  const runs = query.typed.flatMap((t) => runsOf(t)).filter((r) => r.dense && [...r.text].length >= 4).map((r) => r.text);
  const [run] = runs;
  if (run === undefined || runs.length > 1 || [...run].length > 12) return null;
  const pairs = densePieces(run).slice(0, -1);
  // A wrong character spoils the pairs on both its sides.
  return { rest: query.words.filter((w) => !pairs.includes(w.word)), ways: [...run].map((_, i) => pairs.filter((_pair, p) => p !== i && p !== i - 1)).filter((w) => w.length > 0) };
}
