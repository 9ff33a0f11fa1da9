import type { SearchHit } from '@aftercare/contract/desk';
import { type Principal, may } from '../../platform/auth/index.ts';
import { Json, type Loose, makeCursor, readCursor, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Customers, normalizeIdentity } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { type SearchQuery, readQuery } from './search-query.ts';
import { shareReadings } from './share.ts';
import { makeSnippet } from './snippet.ts';
import * as store from './store-search.ts';
import { isFrequent, rememberBarren, rememberShares, walkLength } from './word-shares.ts';

export interface SearchPage { readonly items: Loose<SearchHit>[]; readonly next: string | null; readonly total: number | null }
const peopleShown = 5;

/** A tsquery of words that are letters, digits and marks alone. */
const toTsquery = (words: SearchQuery['words']): string => words.map((w) => `'${w.word.replaceAll(/['\\]/g, '')}'${w.prefix ? ':*' : ''}`).join(' & ');
const like = (text: string) => text.replaceAll(/[\\%_]/g, (x) => `\\${x}`);

/** Full-text search over tickets and customers: newest tickets first, each once. */
export function createSearch(platform: Pick<Platform, 'db' | 'clock'>, tickets: Tickets, customers: Customers) {
  const { db, clock } = platform;
  const shares = rememberShares(clock, () => store.wordStatistics(db));
  const share = shareReadings<Json>();
  const barren = rememberBarren(clock);

  async function ticketsWith(query: SearchQuery, q: store.TextQuery): Promise<store.HitRow[]> {
    const known = await shares();
    const length = walkLength(known, query.words, q.limit);
    const walk = `${q.words} ${q.before ?? ''}`;
    if (length !== null && !barren.has(walk)) {
      const rows = await store.walkNewest(db, q, Math.max(0, Math.min(q.before ?? Number.MAX_SAFE_INTEGER, known.newest + 1) - length));
      if (rows.length >= q.limit) return rows;
      barren.add(walk);
    }
    return (isFrequent(known, query.words) ? await store.lookUpFrequent(db, q) : null) ?? store.lookUp(db, q);
  }
  const ticketHit = (row: store.HitRow, marks: readonly string[]): Loose<SearchHit> => ({ kind: 'ticket', id: row.ticketId, title: row.subject, snippet: makeSnippet(row.text, marks), at: row.at, status: row.status, customerName: row.customerName });

  async function people(query: SearchQuery, principal: Principal): Promise<Loose<SearchHit>[]> {
    if (!query.person || !may(principal, 'customers.read')) return [];
    const found = await store.people(db, { anywhere: `%${like(query.person)}%`, atStart: `${like(query.person)}%`, isShort: [...query.person].length < 3, wholePhone: principal.masked?.has('phone') ? (normalizeIdentity('phone', query.person) ?? '') : null, visible: customers.visible(principal), limit: peopleShown });
    return found.map((p) => ({ kind: 'customer', id: p.id, title: p.name, snippet: makeSnippet(p.addresses.join(' · '), [query.person ?? '']), at: p.at, status: null, customerName: null }));
  }

  async function read(typed: string, principal: Principal, after: string | undefined, limit: number): Promise<SearchPage> {
    const query = readQuery(typed);
    const before = readBefore(after);
    const isFirst = before === null;
    const visible = tickets.visible(principal);
    const [rows, direct, customers] = await Promise.all([
      query.words.length > 0 ? ticketsWith(query, { words: toTsquery(query.words), exact: query.exact, mark: query.marks[0] ?? '', before, visible: principal.scope === 'all' ? null : visible, limit: limit + 1 }) : [],
      isFirst && query.ticketId ? store.ticketByNumber(db, query.ticketId, visible) : undefined,
      isFirst ? people(query, principal) : [],
    ]);
    const hits = rows.slice(0, limit);
    const last = hits.at(-1);
    return {
      items: [...(direct ? [ticketHit(direct, query.marks)] : []), ...customers, ...hits.filter((r) => r.ticketId !== query.ticketId).map((r) => ticketHit(r, query.marks))],
      next: rows.length > limit && last ? makeCursor([last.ticketId]) : null,
      total: isFirst ? totalOf(rows, limit, direct?.ticketId) : null,
    };
  }

  return (typed: string, principal: Principal, after: string | undefined, limit: number): Promise<Json> =>
    share(JSON.stringify([principal.scope === 'all' && !principal.masked?.size ? may(principal, 'customers.read') : `${principal.kind}${principal.id}`, limit, after ?? '', typed]), async () => new Json(JSON.stringify(await read(typed, principal, after, limit) satisfies SearchPage)));
}
export type Search = ReturnType<typeof createSearch>;

/** Tickets found in all; null where that would mean counting. */
function totalOf(rows: readonly store.HitRow[], limit: number, directId: number | undefined): number | null {
  const counted = rows[0] ? rows[0].total : 0;
  if (counted === null && rows.length > limit) return null;
  const total = counted ?? rows.length;
  if (directId === undefined || rows.some((r) => r.ticketId === directId)) return total;
  // Found by its number; whether its texts were counted too is known only when all are here.
  return rows.length > limit ? null : total + 1;
}

function readBefore(after: string | undefined): number | null {
  const [id] = readCursor(after, 1);
  if (id === undefined) return null;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw new Refusal('bad-request');
  return id;
}
