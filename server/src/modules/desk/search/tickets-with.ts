import type { Handle } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/time/index.ts';
import type { SearchQuery } from './query.ts';
import * as store from './store-hits.ts';
import { type Shares, rememberBarren, rememberShares, shareOf, walkCost, fetchCost } from './word-shares.ts';

/** So many of the newest tickets with the words are weighed against each other. */
export const poolSize = 150;
/** Of words that are nowhere else, all are. */
const rarePool = 1000;
/** More entries than these are not looked at for one page; it may be short then, and goes on. */
const mostLooked = 60_000;
/** With fewer entries of the words than these, all are read at once. */
const fewEntries = 3000;
const mostStretches = 64;

export interface Pool {
  readonly found: readonly store.FoundTicket[];
  /** Tickets with the words in all; null where that would mean counting. */
  readonly total: number | null;
  /** Tickets below this number were not looked at; null: none is left. */
  readonly left: number | null;
}

/**
 * Tickets with these words, the newest first and no more than are weighed. A rare word is read from the index whole; a frequent one stretch by
 * stretch of ticket numbers, from the newest down; one that is in every other text by walking over the texts themselves.
 */
export function createTicketsWith(db: Handle, clock: Clock) {
  const shares = rememberShares(clock, () => store.wordStatistics(db));
  const barren = rememberBarren(clock);

  async function byStretches(q: store.TextQuery, known: Shares, share: number): Promise<Pool> {
    const top = Math.min((q.before ?? Number.MAX_SAFE_INTEGER) - 1, known.newest + (1 << store.stretchBits));
    const entriesEach = Math.max(1, known.entriesPerTicket * (1 << store.stretchBits) * share);
    const found: store.FoundTicket[] = [];
    const oldest = known.oldest >> store.stretchBits;
    let looked = 0;
    let at = Math.floor(top / (1 << store.stretchBits));
    for (let step = Math.max(1, Math.ceil((poolSize * 1.3) / entriesEach)); at >= oldest && found.length < poolSize && looked < mostLooked; step *= 2) {
      const some = Array.from({ length: Math.min(step, mostStretches, at - oldest + 1) }, (_, i) => at - i);
      found.push(...await store.inStretches(db, q, some, poolSize + 1 - found.length));
      looked += some.length * entriesEach;
      at -= some.length;
    }
    const isFull = found.length > poolSize;
    if (isFull) found.length = poolSize;
    const last = found.at(-1)?.ticketId ?? null;
    return { found, total: !isFull && at < oldest && q.before === null ? found.length : null, left: isFull ? last : at < oldest ? null : (at + 1) * (1 << store.stretchBits) };
  }

  return async (query: SearchQuery, q: store.TextQuery): Promise<Pool> => {
    const known = await shares();
    const share = shareOf(known, query.words);
    const entries = share * known.entries;
    // Words that were never measured are rare ones.
    if (entries < fewEntries) {
      const rows = await store.everywhere(db, q, rarePool + 1);
      const found = rows.slice(0, rarePool);
      return { found, total: q.before === null ? (rows[0]?.total ?? 0) : null, left: rows.length > rarePool ? (found.at(-1)?.ticketId ?? null) : null };
    }
    const needed = poolSize / share;
    const perStretch = known.entriesPerTicket * (1 << store.stretchBits) * share;
    const walk = `${q.words} ${q.before ?? ''}`;
    if (q.visible === null && needed * walkCost < Math.max(perStretch, poolSize) * fetchCost && !barren.has(walk)) {
      const rows = await store.walkNewest(db, q, Math.max(0, Math.min(q.before ?? Number.MAX_SAFE_INTEGER, known.newest + 1) - Math.ceil((needed * 3) / known.entriesPerTicket) - poolSize), poolSize);
      if (rows.length >= poolSize) return { found: rows, total: null, left: rows.at(-1)?.ticketId ?? null };
      barren.add(walk);
    }
    return byStretches(q, known, share);
  };
}
