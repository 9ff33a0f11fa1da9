import { type SearchHit, type SearchKind, searchKinds, takeFilters } from '@aftercare/contract/search';
import type { Principal } from '../../../platform/auth/index.ts';
import type { Sql } from '../../../platform/db/index.ts';
import { Json, type Loose, makeCursor, readCursor, Refusal } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import { shareReadings } from '../share.ts';
import { type FilterReading, type UnderstoodFilter, createFilters } from './filters.ts';
import { type SearchQuery, loosened, readQuery } from './query.ts';
import { ranked } from './rank.ts';
import { makeSnippet } from './snippet.ts';
import type { Spelling } from './spelling.ts';
import * as store from './store-hits.ts';
import type { ThingKind, Things } from './things.ts';
import { type Wanted, createTicketsWith } from './tickets-with.ts';
import { normalizeText } from './tokens.ts';
import { toTsquery } from './tsquery.ts';
import { type Shares, rememberShares, shareOf } from './ways.ts';

export interface SearchPage { readonly items: Loose<SearchHit>[]; readonly next: string | null; readonly total: number | null; readonly filters: readonly UnderstoodFilter[]; readonly more: SearchKind[]; readonly similar: string[]; readonly rebuilding: Shares['rebuilding'] }
interface FoundTickets { readonly items: Loose<SearchHit>[]; readonly next: string | null; readonly total: number | null }
interface Position { readonly before: number | null; readonly offset: number }

const shownOfGroup = 5;
/** Found less than this, what is spelt alike is looked for as well. */
const few = 3;
const none: FoundTickets = { items: [], next: null, total: 0 };

/** One box over everything: tickets by their words, best first; customers, units, orders, articles and colleagues in groups of their own. */
export function createSearch(platform: Pick<Platform, 'db' | 'clock'>, tickets: Tickets, customers: Customers, things: Things, spelling: Spelling) {
  const { db, clock } = platform;
  const share = shareReadings<Json>();
  const shares = rememberShares(clock, () => store.wordStatistics(db));
  const ticketsWith = createTicketsWith(db, clock, shares);
  const readFilters = createFilters(db, () => clock.now(), (principal) => customers.visible(principal));
  const ticketHit = (row: store.HitRow, marks: readonly string[]): Loose<SearchHit> => ({ kind: 'ticket', id: row.ticketId, title: row.subject, snippet: makeSnippet(row.text, marks), at: row.at, status: row.status, customerName: row.customerName, path: null });

  async function byWords(query: SearchQuery, condition: Sql | null, at: Position, limit: number): Promise<FoundTickets> {
    const mark = query.marks[0] ?? '';
    const words = toTsquery(query.words);
    const pool = await ticketsWith({ words: query.words, tsquery: words, share: (known) => shareOf(known, query.words) }, { words, exact: query.exact, phrase: query.phrase, before: at.before, visible: condition });
    const shown = ranked(pool.found, clock.now()).slice(at.offset, at.offset + limit);
    const rows = shown.length > 0 ? await store.show(db, shown, mark) : [];
    // New tickets must not move what is on the next page.
    const top = at.before ?? Math.max(0, ...pool.found.map((f) => f.ticketId)) + 1;
    const next = at.offset + limit < pool.found.length ? makeCursor([top, at.offset + limit]) : pool.left === null ? null : makeCursor([pool.left, 0]);
    return { items: rows.map((r) => ticketHit(r, query.marks)), next, total: pool.total };
  }
  async function byFilters(condition: Sql, at: Position, limit: number): Promise<FoundTickets> {
    const rows = await store.byFilters(db, condition, at.before, limit + 1);
    const shown = rows.slice(0, limit);
    return { items: shown.map((r) => ticketHit(r, [])), next: rows.length > limit ? makeCursor([shown.at(-1)?.ticketId ?? 0, 0]) : null, total: at.before === null && rows.length <= limit ? rows.length : null };
  }
  async function ofTickets(query: SearchQuery, filters: FilterReading, principal: Principal, at: Position, limit: number): Promise<FoundTickets> {
    const limits = [...filters.where, ...(principal.scope === 'all' ? [] : [tickets.visible(principal)])];
    const condition = store.allOf(limits);
    if (query.words.length === 0) return filters.where.length > 0 && condition ? byFilters(condition, at, limit) : none;
    const isFirst = at.before === null && at.offset === 0;
    const [found, direct] = await Promise.all([
      byWords(query, condition, at, limit),
      isFirst && query.ticketId ? store.ticketByNumber(db, query.ticketId, [tickets.visible(principal), ...filters.where]) : undefined,
    ]);
    const items = isFirst && query.ticketId === null ? found.items : found.items.filter((i) => i.id !== query.ticketId);
    if (!direct) return { ...found, items };
    return { items: [ticketHit(direct, query.marks), ...items], next: found.next, total: found.total === null ? null : items.length < found.items.length || found.next ? found.total : found.total + 1 };
  }

  /** Whoever finds hardly anything may have misspelt it. */
  async function alike(query: SearchQuery, words: string, filters: FilterReading, principal: Principal, kinds: readonly SearchKind[], limit: number): Promise<{ items: Loose<SearchHit>[]; similar: string[] }> {
    const corrected = await shares().then((known) => spelling.correct(db, normalizeText(words), (word) => known.share(word, false)));
    const [people, better, loose] = await Promise.all([
      kinds.includes('customer') ? things.spelledLike(query, principal, shownOfGroup) : [],
      corrected && kinds.includes('ticket') ? ofTickets(readQuery(corrected), filters, principal, { before: null, offset: 0 }, limit) : none,
      kinds.includes('ticket') ? byLooseWords(query, filters, principal, limit) : none,
    ]);
    return { items: [...people, ...better.items, ...loose.items], similar: [...(corrected && better.items.length > 0 ? [corrected] : []), ...people.map((p) => String(p.title))].slice(0, 3) };
  }
  /** A Chinese word with one character wrong: all pairs but those it spoils. */
  async function byLooseWords(query: SearchQuery, filters: FilterReading, principal: Principal, limit: number): Promise<FoundTickets> {
    const loose = loosened(query);
    if (!loose) return none;
    const limits = [...filters.where, ...(principal.scope === 'all' ? [] : [tickets.visible(principal)])];
    const tsquery = [`(${loose.ways.map((way) => `(${toTsquery(way.map((word) => ({ word, prefix: false })))})`).join(' | ')})`, ...(loose.rest.length > 0 ? [toTsquery(loose.rest)] : [])].join(' & ');
    const wanted: Wanted = { words: [], tsquery, share: (known) => Math.min(shareOf(known, loose.rest), loose.ways.reduce((sum, way) => sum + shareOf(known, way.map((word) => ({ word, prefix: false }))), 0)) };
    const { found } = await ticketsWith(wanted, { words: tsquery, exact: [], phrase: '', before: null, visible: store.allOf(limits) });
    return { items: (await store.show(db, ranked(found, clock.now()).slice(0, limit), '')).map((r) => ticketHit(r, query.marks)), next: null, total: null };
  }

  async function read(typed: string, principal: Principal, after: string | undefined, limit: number): Promise<SearchPage> {
    const taken = takeFilters(typed);
    const [query, filters, at] = [readQuery(taken.words), await readFilters(taken.filters, principal, principal.language), readPosition(after)];
    const isFirst = at.before === null && at.offset === 0;
    const { rebuilding } = await shares();
    const empty = { next: null, total: 0, filters: filters.understood, more: [], similar: [], rebuilding };
    if (filters.understood.some((f) => !f.known)) return { items: [], ...empty };
    // Conditions on tickets leave nothing else to be found.
    const kinds = filters.kinds ?? (filters.where.length > 0 ? ['ticket' as const] : searchKinds);
    const alone = kinds.length === 1;
    const [found, ...groups] = await Promise.all([
      kinds.includes('ticket') ? ofTickets(query, filters, principal, at, limit) : none,
      ...searchKinds.filter((k): k is ThingKind => k !== 'ticket').map(async (kind) => (isFirst && kinds.includes(kind) && filters.where.length === 0 ? { kind, hits: await things.find(kind, query, principal, (alone ? limit : shownOfGroup) + 1) } : { kind, hits: [] })),
    ]);
    const most = alone ? limit : shownOfGroup;
    const items = [...groups.flatMap((g) => g.hits.slice(0, most)), ...found.items];
    const page: SearchPage = { items, next: found.next, total: isFirst ? found.total : null, filters: filters.understood, more: groups.filter((g) => g.hits.length > most).map((g) => g.kind), similar: [], rebuilding };
    if (!isFirst || items.length >= few || found.next !== null || taken.words === '') return page;
    const also = await alike(query, taken.words, filters, principal, kinds, Math.min(limit, 20));
    const there = new Set(items.map((i) => `${i.kind}${i.id}${i.path ?? ''}`));
    const added = also.items.filter((i) => { const key = `${i.kind}${i.id}${i.path ?? ''}`; return !there.has(key) && there.add(key); });
    return { ...page, items: [...items, ...added], similar: added.length > 0 ? also.similar : [] };
  }

  return (typed: string, principal: Principal, after: string | undefined, limit: number): Promise<Json> =>
    share(JSON.stringify([`${principal.kind}${principal.id}`, principal.language, limit, after ?? '', typed]), async () => new Json(JSON.stringify(await read(typed, principal, after, limit))));
}
export type Search = ReturnType<typeof createSearch>;

function readPosition(after: string | undefined): Position {
  const [before, offset] = readCursor(after, 2);
  if (before === undefined) return { before: null, offset: 0 };
  if (typeof before !== 'number' || !Number.isSafeInteger(before) || typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0 || offset > 2000) throw new Refusal('bad-request');
  return { before, offset };
}
