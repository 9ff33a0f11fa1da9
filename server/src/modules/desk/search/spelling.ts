import type { Handle, Tx } from '../../../platform/db/index.ts';
import { runsOf } from './tokens.ts';
import * as store from './store-words.ts';

const latin = /^\p{Script=Latin}{4,30}$/u;
const remembered = 50_000;

/** Latin words of a text that can be misspelt. */
export const spellable = (tokens: readonly string[]): string[] => tokens.filter((t) => latin.test(t));

/** Keeps the words that people write, so that a misspelt one can be told from them. What this process has seen it does not write again. */
export function createSpelling() {
  let seen = new Set<string>();
  return {
    async learn(tx: Tx, tokens: Iterable<string>): Promise<void> {
      const fresh = [...new Set(spellable([...tokens]))].filter((w) => !seen.has(w));
      if (fresh.length === 0) return;
      await store.putWords(tx, fresh);
      tx.afterCommit(() => { if (seen.size > remembered) seen = new Set(); for (const word of fresh) seen.add(word); });
    },
    /** The same query with its misspelt words put right; null when there is nothing like them. */
    async correct(db: Handle, normalized: string): Promise<string | null> {
      const words = runsOf(normalized).filter((r) => !r.dense && latin.test(r.text)).slice(0, 4);
      let [corrected, changed] = [normalized, false];
      for (const { text } of words.toReversed()) {
        const [nearest] = await store.spelledLike(db, text);
        if (!nearest || distance(text, nearest) > (text.length > 6 ? 2 : 1)) continue;
        corrected = corrected.replace(text, nearest);
        changed = true;
      }
      return changed ? corrected : null;
    },
  };
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
