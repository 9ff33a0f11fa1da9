import type { Handle, Tx } from '../../../platform/db/index.ts';
import { isDense, runsOf } from './tokens.ts';
import * as store from './store-words.ts';

const latin = /^\p{Script=Latin}{4,30}$/u;
const remembered = 50_000;

/** Latin words of a text that can be misspelt. */
export const spellable = (tokens: readonly string[]): string[] => tokens.filter((t) => latin.test(t));

/** How words can begin: spaced ones as they are, those with digits up to the first of them. */
export const beginningsOf = (tokens: readonly string[]): string[] => [...new Set(tokens.filter((t) => !isDense(t)).map((t) => t.replace(/(?<=\p{N}).*$/su, '')))];

/** Keeps the words that people write, so that a misspelt one can be told from them and an unfinished one be finished. What this process has seen it does not write again. */
export function createSpelling() {
  let seen = new Set<string>();
  let begun = new Set<string>();
  return {
    async learn(tx: Tx, tokens: Iterable<string>): Promise<void> {
      const all = [...new Set(tokens)];
      const fresh = spellable(all).filter((w) => !seen.has(w));
      const beginnings = beginningsOf(all).filter((w) => !begun.has(w));
      if (fresh.length > 0) await store.putWords(tx, fresh);
      if (beginnings.length > 0) await store.putBeginnings(tx, beginnings);
      tx.afterCommit(() => {
        if (seen.size > remembered) seen = new Set();
        if (begun.size > remembered) begun = new Set();
        for (const word of fresh) seen.add(word);
        for (const word of beginnings) begun.add(word);
      });
    },
    /** The same query with its misspelt words put right; null when there is nothing like them. Of words as near the more common one is meant. */
    async correct(db: Handle, normalized: string, share: (word: string) => number): Promise<string | null> {
      const words = runsOf(normalized).filter((r) => !r.dense && latin.test(r.text)).slice(0, 4);
      let [corrected, changed] = [normalized, false];
      for (const { text } of words.toReversed()) {
        const [nearest] = (await store.spelledLike(db, text)).map((word) => ({ word, wrong: distance(text, word) })).filter((w) => w.wrong <= (text.length > 6 ? 2 : 1)).toSorted((a, b) => a.wrong - b.wrong || share(b.word) - share(a.word));
        if (!nearest) continue;
        corrected = corrected.replace(text, nearest.word);
        changed = true;
      }
      return changed ? corrected : null;
    },
  };
}
/** The same name with each of its misspelt words put right, the likeliest first; none when nothing is misspelt, or nothing is like it. */
export async function namesLike(db: Handle, typed: string): Promise<string[][]> {
  const words = [...new Set(runsOf(typed).map((r) => r.text))].slice(0, 4);
  const near = await Promise.all(words.map(async (word) => {
    if (!latin.test(word)) return [word];
    const like = await store.namedLike(db, word);
    return like.includes(word) ? [word] : like.filter((w) => distance(w, word) <= (word.length > 6 ? 2 : 1)).slice(0, 2);
  }));
  const all = near.reduce<string[][]>((sofar, some) => sofar.flatMap((s) => some.map((w) => [...s, w])), [[]]).slice(0, 4);
  return all.filter((name) => name.some((w, i) => w !== words[i]));
}
export type Spelling = ReturnType<typeof createSpelling>;

/** How many letters are wrong, missing, too many or changed places. */
export function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) (rows[0] as number[])[j] = j;
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      (rows[i] as number[])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
    }
  }
  return at(a.length, b.length);
}
