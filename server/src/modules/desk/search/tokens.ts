/**
 * Words of a text for the search. Latin and other spaced scripts give their words; runs of Chinese, Japanese, Korean and
 * Thai, which put no spaces, give every pair of neighbouring characters and the last one alone – so that any piece of two
 * characters is one word, and one character is the beginning of some word.
 */

/** Only this much of a text is looked into; a longer one is a log file. */
export const longestText = 50_000;
const longestWord = 40;
/** Ends of words with digits (serial and order numbers) from this length on can be found too. */
const shortestEnd = 4;

const denseClass = String.raw`[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]&&[\p{L}\p{M}\p{Nl}]]`;
const wordClass = String.raw`[\p{L}\p{N}\p{M}]`;
const runs = new RegExp(`(${denseClass}+)|((?:(?!${denseClass})${wordClass})+)`, 'gv');
const brokenLine = new RegExp(String.raw`(?<=${denseClass})[ \t]*\r?\n[ \t]*(?=${denseClass})`, 'gv');

/** The form in which texts are compared: NFKC, lower case, single spaces; a line broken inside Chinese is joined again. */
export function normalizeText(text: string): string {
  // PostgreSQL keeps no NUL; half a surrogate pair is no character.
  return text.normalize('NFKC').toLowerCase().toWellFormed().replaceAll('\0', '').replace(brokenLine, '').replace(/\s+/g, ' ').trim();
}

export interface Run { readonly text: string; readonly dense: boolean; readonly start: number }
/** Stretches of word characters of a normalised text, dense scripts apart from spaced ones. */
export function runsOf(normalized: string): Run[] {
  return [...normalized.matchAll(runs)].map((m) => ({ text: m[0], dense: m[1] !== undefined, start: m.index }));
}

/** Pairs of neighbours, and the last character alone. */
export function densePieces(run: string): string[] {
  const characters = [...run];
  return characters.map((c, i) => c + (characters[i + 1] ?? ''));
}

const startsDense = new RegExp(`^${denseClass}`, 'v');
/** Whether a word is a piece of a dense script. */
export const isDense = (token: string): boolean => startsDense.test(token);

const hasDigit = /\p{N}/u;

/** Distinct words of a normalised text, as they are indexed. */
export function tokensOf(normalized: string): string[] {
  const tokens = new Set<string>();
  for (const { text, dense } of runsOf(normalized.slice(0, longestText))) {
    if (dense) for (const piece of densePieces(text)) tokens.add(piece);
    else {
      const word = text.slice(0, longestWord);
      tokens.add(word);
      if (hasDigit.test(word)) for (let i = 1; i <= word.length - shortestEnd; i++) tokens.add(word.slice(i));
    }
  }
  return [...tokens].map((t) => t.toWellFormed());
}
