import type { Handle } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/time/index.ts';
import type { SearchQuery } from './query.ts';
import * as store from './store-hits.ts';
import { beginningWith, mostBeginnings } from './store-words.ts';
import { toTsquery } from './tsquery.ts';
import { type Shares, bestWay, rememberBarren, rememberCounts, shareLetThrough } from './ways.ts';

/** So many of the newest tickets with the words are weighed against each other. */
export const poolSize = 150;
/** With a filter, half as many: each that it does not let through is looked at in vain. */
const filteredPool = 75;
/** Of words that are nowhere else, all are. */
const rarePool = 1000;
/** More entries than these are not looked at for one page; it may be short then, and goes on. */
const mostLooked = 30_000;
/** So many tickets that a filter lets through are looked into for one page. */
const mostTickets = 4000;
const mostStretches = 64;
/** So many that a filter lets through can be put in order for one page. */
const fewTickets = 60_000;

export interface Pool {
  readonly found: readonly store.FoundTicket[];
  /** Tickets with the words in all; null where that would mean counting. */
  readonly total: number | null;
  /** Tickets below this number were not looked at; null: none is left. */
  readonly left: number | null;
}
/** Words to be found, and how common they are together. */
export interface Wanted { readonly words: SearchQuery['words']; readonly tsquery: string; readonly share: (known: Shares) => number }

/**
 * Tickets with these words, the newest first and no more than are weighed; the way there is the one that reads least (`ways.ts`). A rare word is read from the
 * index whole; a frequent one stretch by stretch of ticket numbers, from the newest down; one that is in every other text by walking over the
 * texts themselves; with a filter that lets few tickets through, those are looked into.
 */
export function createTicketsWith(db: Handle, clock: Clock, shares: () => Promise<Shares>) {
  const barren = rememberBarren(clock);
  const countOf = rememberCounts(clock, (visible) => store.estimate(db, visible));

  async function byStretches(q: store.TextQuery, known: Shares, share: number, pool: number, most: number): Promise<Pool> {
    const top = Math.min((q.before ?? Number.MAX_SAFE_INTEGER) - 1, known.newest + (1 << store.stretchBits));
    const entriesEach = Math.max(1, known.entriesPerTicket * (1 << store.stretchBits) * share);
    const found: store.FoundTicket[] = [];
    const oldest = known.oldest >> store.stretchBits;
    let looked = 0;
    let at = Math.floor(top / (1 << store.stretchBits));
    while (at >= oldest && found.length <= pool && looked < most) {
      // The statement itself stops at the stretch where enough are found: it may be given all that may be looked at.
      const some = Array.from({ length: Math.min(Math.max(2, Math.ceil((most - looked) / entriesEach)), mostStretches, at - oldest + 1) }, (_, i) => at - i);
      found.push(...await store.inStretches(db, q, some, pool + 1 - found.length));
      looked += some.length * entriesEach;
      at -= some.length;
    }
    const isFull = found.length > pool;
    if (isFull) found.length = pool;
    const last = found.at(-1)?.ticketId ?? null;
    return { found, total: !isFull && at < oldest && q.before === null ? found.length : null, left: isFull ? last : at < oldest ? null : (at + 1) * (1 << store.stretchBits) };
  }
  async function byTickets(q: store.TextQuery): Promise<Pool> {
    const { found, looked, lowest } = await store.ofTickets(db, q, mostTickets, filteredPool);
    const left = found.length >= filteredPool ? (found.at(-1)?.ticketId ?? null) : looked < mostTickets ? null : lowest;
    return { found, total: left === null && q.before === null ? found.length : null, left };
  }
  /** From the newest down over so many tickets. */
  async function byWalk(q: store.TextQuery, known: Shares, tickets: number, pool: number): Promise<Pool> {
    const downTo = Math.max(0, Math.min(q.before ?? Number.MAX_SAFE_INTEGER, known.newest + 1) - Math.ceil(tickets) - pool);
    const found = await (q.visible === null ? store.walkNewest : store.walkTickets)(db, q, downTo, pool);
    return { found, total: null, left: found.length >= pool ? (found.at(-1)?.ticketId ?? null) : downTo < known.oldest ? null : downTo + 1 };
  }
  async function everywhere(q: store.TextQuery): Promise<Pool> {
    const rows = await store.everywhere(db, q, rarePool + 1);
    const found = rows.slice(0, rarePool);
    return { found, total: q.before === null ? (rows[0]?.total ?? 0) : null, left: rows.length > rarePool ? (found.at(-1)?.ticketId ?? null) : null };
  }
  /** The words that begin as an unfinished frequent one does stand for it: for a beginning alone the index would read all there is, each time. */
  async function spelledOut(wanted: Wanted, known: Shares): Promise<string> {
    const open = known.wordsKnown ? wanted.words.filter((w) => w.prefix && /^[\p{L}\p{M}]+$/u.test(w.word) && known.share(w.word, true) * known.entries > 1000) : [];
    if (open.length === 0) return wanted.tsquery;
    const spelled = new Map(await Promise.all(open.map(async ({ word }) => [word, await beginningWith(db, word)] as const)));
    return toTsquery(wanted.words, (word) => { const words = spelled.get(word); return words && words.length < mostBeginnings ? words : null; });
  }

  return async (wanted: Wanted, asked: store.TextQuery): Promise<Pool> => {
    const known = await shares();
    const share = wanted.share(known);
    const tickets = asked.visible === null ? null : await countOf(asked.visible);
    const pool = tickets === null ? poolSize : filteredPool;
    const passing = shareLetThrough(known, tickets);
    const way = bestWay(known, share, tickets, pool);
    const tried = JSON.stringify([way, asked.words, asked.before, asked.visible?.text, asked.visible?.values]);
    const isEnough = (p: Pool) => p.found.length >= pool / 2 || p.left === null;
    if (way === 'walk' && !barren.has(tried)) {
      const found = await byWalk(asked, known, (pool / (Math.min(1, share * known.entriesPerTicket) * passing)) * 2.5, pool);
      if (isEnough(found) || !known.isIndexed) return found;
      barren.add(tried);
    }
    if (way === 'tickets') return byTickets(asked);
    const q = { ...asked, words: await spelledOut(wanted, known) };
    if (way === 'everywhere') return everywhere(q);
    if (tickets === null) return byStretches(q, known, share, pool, mostLooked);
    // What a filter lets through may all be old, or all be young: after four times as much as was to be expected the tickets themselves are asked.
    const few = tickets <= fewTickets;
    if (few && barren.has(tried)) return byTickets(asked);
    const found = await byStretches(q, known, share, pool, few ? Math.min(mostLooked, (4 * pool) / passing) : mostLooked);
    if (isEnough(found) || !few) return found;
    barren.add(tried);
    return byTickets(asked);
  };
}
