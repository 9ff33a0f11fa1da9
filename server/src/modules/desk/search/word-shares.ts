import type { Clock } from '../../../platform/time/index.ts';

export interface Statistics { readonly words: readonly string[] | null; readonly shares: readonly number[] | null; readonly entries: number; readonly newest: number; readonly oldest: number }
/** Common words with the share of entries that have them. */
export interface Shares { readonly entries: number; readonly entriesPerTicket: number; readonly newest: number; readonly oldest: number; /** The most frequent words. */ readonly words: readonly string[]; share(word: string, prefix: boolean): number }

const keepMs = 60_000;

function toShares(s: Statistics): Shares {
  const known = new Map((s.words ?? []).map((word, i) => [word, s.shares?.[i] ?? 0]));
  const asBeginning = new Map<string, number>();
  return {
    entries: s.entries, newest: s.newest, oldest: s.oldest, words: s.words ?? [], entriesPerTicket: Math.max(1, s.entries / Math.max(1, s.newest - s.oldest + 1)),
    share(word, prefix) {
      if (!prefix) return known.get(word) ?? 0;
      let share = asBeginning.get(word);
      if (share === undefined) {
        let without = 1;
        for (const [k, f] of known) if (k.startsWith(word)) without *= 1 - f;
        share = 1 - without;
        if (asBeginning.size > 5000) asBeginning.clear();
        asBeginning.set(word, share);
      }
      return share;
    },
  };
}

/** Remembers the statistics for a minute; an old answer serves while a new one is read. */
export function rememberShares(clock: Clock, read: () => Promise<Statistics | undefined>): () => Promise<Shares> {
  let known: { shares: Shares; at: number } | null = null;
  let reading: Promise<Shares> | null = null;
  const load = () => {
    reading ??= read().then((s) => {
      const shares = toShares(s ?? { words: null, shares: null, entries: 0, newest: 0, oldest: 0 });
      known = { shares, at: clock.now().getTime() };
      return shares;
    }).finally(() => { reading = null; });
    return reading;
  };
  return () => {
    if (!known) return load();
    if (clock.now().getTime() - known.at > keepMs) load().catch(() => { /* the old ones go on serving */ });
    return Promise.resolve(known.shares);
  };
}

/** Microseconds to look at an entry on the walk, and to fetch one that the word index named. Only their ratio matters. */
export const walkCost = 1.3;
export const fetchCost = 0.45;
/** Words said together are taken as rarely together as the rarest of them alone. */
export const shareOf = (shares: Shares, words: readonly { word: string; prefix: boolean }[]) => Math.min(1, ...words.map((w) => shares.share(w.word, w.prefix)));

/** Walks that found too little: words of bygone days. They are not tried again for a minute. */
export function rememberBarren(clock: Clock): { has(walk: string): boolean; add(walk: string): void } {
  const until = new Map<string, number>();
  return {
    has: (walk) => (until.get(walk) ?? 0) > clock.now().getTime(),
    add(walk) {
      if (until.size > 2000) until.clear();
      until.set(walk, clock.now().getTime() + keepMs);
    },
  };
}
