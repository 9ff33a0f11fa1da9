import type { Sql } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/time/index.ts';
import type { Statistics } from './store-hits.ts';
import { stretchBits } from './store-hits.ts';

/** Common words with the share of entries that have them, and what else decides how words are looked for. */
export interface Shares {
  readonly entries: number; readonly entriesPerTicket: number; readonly newest: number; readonly oldest: number;
  /** False while the word index is built. */
  readonly isIndexed: boolean;
  /** False until all texts of an older version were read for how words begin. */
  readonly wordsKnown: boolean;
  /** How far the index is written anew; null when it is not. */
  readonly rebuilding: { readonly done: number; readonly of: number } | null;
  share(word: string, prefix: boolean): number;
}

const keepMs = 60_000;
const keepSharesMs = 20_000;
const keepWhileRebuildingMs = 3000;

function toShares(s: Statistics): Shares {
  const known = new Map((s.words ?? []).map((word, i) => [word, s.shares?.[i] ?? 0]));
  const asBeginning = new Map<string, number>();
  return {
    entries: s.entries, newest: s.newest, oldest: s.oldest, entriesPerTicket: Math.max(1, s.entries / Math.max(1, s.newest - s.oldest + 1)),
    isIndexed: s.isIndexed, wordsKnown: s.wordsKnown, rebuilding: s.rebuildOf === null ? (s.isIndexed ? null : { done: 0, of: s.newest - s.oldest + 1 }) : { done: s.rebuildDone ?? 0, of: s.rebuildOf },
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

/** Remembers the statistics for a while; an old answer serves while a new one is read. */
export function rememberShares(clock: Clock, read: () => Promise<Statistics | undefined>): () => Promise<Shares> {
  let known: { shares: Shares; at: number } | null = null;
  let reading: Promise<Shares> | null = null;
  const load = () => {
    reading ??= read().then((s) => {
      const shares = toShares(s ?? { words: null, shares: null, entries: 0, newest: 0, oldest: 0, isIndexed: true, wordsKnown: false, rebuildDone: null, rebuildOf: null });
      known = { shares, at: clock.now().getTime() };
      return shares;
    }).finally(() => { reading = null; });
    return reading;
  };
  return () => {
    if (!known) return load();
    if (clock.now().getTime() - known.at > (known.shares.rebuilding ? keepWhileRebuildingMs : keepSharesMs)) load().catch(() => { /* the old ones go on serving */ });
    return Promise.resolve(known.shares);
  };
}

// Microseconds, as measured at 2.7 million entries: to look at an entry on the walk; to fetch one that the word index named, from one stretch or from
// everywhere; to look into one stretch of the index; to look up an entry's ticket; to find a ticket by a filter and begin to look into it.
const walkCost = 0.6;
const fetchCost = 2;
const scatteredCost = 3.5;
const stretchCost = 1000;
const ticketCost = 2;
const filterCost = 1.5;
const openCost = 1.5;

/** Share of all tickets that a filter lets through; of none (null) all. */
export const shareLetThrough = (known: Pick<Shares, 'newest' | 'oldest'>, tickets: number | null): number => (tickets === null ? 1 : Math.min(1, Math.max(1, tickets) / Math.max(1, known.newest - known.oldest + 1)));

export type Way = 'everywhere' | 'stretches' | 'walk' | 'tickets';
/**
 * The way that reads least until so many tickets are found.
 * @param tickets that a filter lets through; null: all do
 */
export function bestWay(known: Pick<Shares, 'entries' | 'entriesPerTicket' | 'newest' | 'oldest' | 'isIndexed'>, share: number, tickets: number | null, wanted: number): Way {
  const entries = share * known.entries;
  const passing = shareLetThrough(known, tickets);
  const checked = tickets === null ? 0 : ticketCost;
  const lookCost = openCost + known.entriesPerTicket * walkCost;
  const perTicket = Math.min(1, share * known.entriesPerTicket);
  const cost: Record<Way, number> = {
    everywhere: entries * (scatteredCost + checked),
    // Until enough are found, though never less than one stretch, nor more than there are.
    stretches: known.isIndexed ? stretchesCost(known, share, passing, fetchCost + checked, wanted) : Infinity,
    walk: tickets === null ? (wanted / share) * walkCost : (wanted / (perTicket * passing)) * filterCost + (wanted / perTicket) * lookCost,
    tickets: tickets === null ? Infinity : tickets * filterCost + Math.min(tickets, wanted / perTicket) * lookCost,
  };
  // Words that were never measured are rare ones.
  return (Object.keys(cost) as Way[]).reduce((best, way) => (cost[way] < cost[best] ? way : best), 'everywhere');
}
function stretchesCost(known: Pick<Shares, 'entries' | 'entriesPerTicket'>, share: number, passing: number, each: number, wanted: number): number {
  const perStretch = known.entriesPerTicket * (1 << stretchBits);
  const looked = Math.min(known.entries, wanted / (share * passing));
  return Math.ceil(looked / perStretch) * stretchCost + Math.max(looked, Math.min(perStretch, known.entries)) * share * each;
}

/** Words said together are taken as rarely together as the rarest of them alone. */
export const shareOf = (shares: Pick<Shares, 'share'>, words: readonly { word: string; prefix: boolean }[]) => Math.min(1, ...words.map((w) => shares.share(w.word, w.prefix)));

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

/** About how many tickets a filter lets through, as the database estimates it; asked once a minute for each. */
export function rememberCounts(clock: Clock, estimate: (visible: Sql) => Promise<number>): (visible: Sql) => Promise<number> {
  const known = new Map<string, { count: Promise<number>; until: number }>();
  return (visible) => {
    const key = JSON.stringify([visible.text, visible.values]);
    const there = known.get(key);
    if (there && there.until > clock.now().getTime()) return there.count;
    if (known.size > 2000) known.clear();
    const count = estimate(visible);
    known.set(key, { count, until: clock.now().getTime() + keepMs });
    count.catch(() => known.delete(key));
    return count;
  };
}
