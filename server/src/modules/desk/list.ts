import type { ViewFilter, ViewSort } from '@aftercare/contract/desk';
import { type Principal, isByTeamAlone } from '../../platform/auth/index.ts';
import { Json, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Tickets, meets } from '../tickets/index.ts';
import { readPosition, writePosition } from './cursor.ts';
import { shareReadings } from './share.ts';
import * as store from './store-list.ts';
import { savedView } from './store-views.ts';
import { type FoundView, type Selection, live, readKey, selectionOf, soonMs, teamView } from './views.ts';

/** What an order consists of: where it says nothing of some rows (what is finished is not urgent), they follow, newest first. */
function partsOf(sort: ViewSort, s: Selection): store.Part[] {
  if (sort === 'updated' || sort === 'opened') return [{ order: sort, only: null }];
  const someLive = !s.status || s.status.some((x) => live.includes(x));
  const someFinished = !s.status || s.status.some((x) => !live.includes(x));
  const rest: store.Part[] = [{ order: 'updated', only: sort === 'due' ? 'not-due' : 'finished' }];
  if (!someLive) return [{ order: 'updated', only: null }];
  if (sort === 'due') return [{ order: 'due', only: 'due' }, ...(s.dueBefore ? [] : rest)];
  return [{ order: 'urgency', only: 'live' }, ...(someFinished ? rest : [])];
}

/** Rows looked at for one page of a view with a condition: what the index cannot tell is asked row by row, and not without end. */
const mostLooked = 2000;
const looksAtOnce = 250;

/** Pages of views. Requests for the same page that come while it is being read share the next reading. */
export function createLists(platform: Pick<Platform, 'db' | 'clock'>, tickets: Tickets) {
  const { db, clock } = platform;
  const share = shareReadings<string>();

  async function find(key: string, principal: Principal): Promise<FoundView> {
    const keyed = readKey(key);
    if (keyed.kind === 'known') return keyed.view;
    if (keyed.kind === 'team') return { ...teamView({ id: keyed.id, name: '' }), dueSoon: false, shipped: true };
    const saved = await savedView(db, keyed.id, { agentId: principal.kind === 'agent' ? principal.id : 0, teams: principal.teams });
    if (!saved) throw new Refusal('not-found');
    return { filter: saved.filter, sort: saved.sort, awake: false, dueSoon: false, shipped: false };
  }
  const scopeOf = (principal: Principal): store.Scope => ({
    visible: tickets.visible(principal), teams: isByTeamAlone(principal) ? principal.teams : null, limited: principal.scope !== 'all', me: principal.kind === 'agent' ? principal.id : 0,
  });
  const select = (filter: ViewFilter, view: { awake: boolean; dueSoon: boolean }, me: number) =>
    selectionOf(filter, { me, awake: view.awake, ...(view.dueSoon ? { dueBefore: new Date(clock.now().getTime() + soonMs) } : {}) });

  /** A page as JSON text `{items, next}`. */
  async function read(view: FoundView, sort: ViewSort, principal: Principal, after: string | undefined, limit: number): Promise<string> {
    const scope = scopeOf(principal);
    const selection = select(view.filter, view, scope.me);
    const parts = partsOf(sort, selection);
    const position = readPosition(after, sort, parts.map(store.keysOf));
    const pieces: string[] = [];
    let next: string | null = null;
    let left = limit;
    const { condition } = view.filter;
    if (condition) return sift(condition, selection, parts, position, sort, scope, limit);
    for (let i = position.part; i < parts.length && next === null; i++) {
      const part = parts[i];
      if (!part) break;
      // One row more than wanted tells whether the list goes on.
      const rows = splitRows(await store.listRows(db, selection, part, i === position.part ? position.after : null, scope, left + 1, view.shipped));
      const last = rows[left - 1];
      if (rows.length > left) next = writePosition({ sort, part: i, after: last === undefined ? null : store.keysOfRow(part, last) });
      pieces.push(...rows.slice(0, left));
      left -= Math.min(left, rows.length);
    }
    return `{"items":[${pieces.join(',')}],"next":${JSON.stringify(next)}}`;
  }

  /** A page of what meets a condition. It may be short, even empty, and yet go on: `next` tells. */
  async function sift(condition: string, selection: Selection, parts: readonly store.Part[], position: ReturnType<typeof readPosition>, sort: ViewSort, scope: store.Scope, limit: number): Promise<string> {
    const pieces: string[] = [];
    let looked = 0;
    for (let i = position.part; i < parts.length; i++) {
      const part = parts[i] as store.Part;
      let after = i === position.part ? position.after : null;
      for (let goesOn = true; goesOn; ) {
        const rows = splitRows(await store.listRows(db, selection, part, after, scope, looksAtOnce, false));
        goesOn = rows.length === looksAtOnce;
        for (const [at, row] of rows.entries()) {
          const { id, ...facts } = JSON.parse(row) as { id: number };
          if (meets(condition, { ...facts, ticketId: id })) pieces.push(row);
          looked += 1;
          const atEnd = !goesOn && at === rows.length - 1 && i === parts.length - 1;
          if ((pieces.length === limit || looked === mostLooked) && !atEnd) return `{"items":[${pieces.join(',')}],"next":${JSON.stringify(writePosition({ sort, part: i, after: store.keysOfRow(part, row) }))}}`;
        }
        const last = rows.at(-1);
        if (last) after = store.keysOfRow(part, last);
      }
    }
    return `{"items":[${pieces.join(',')}],"next":null}`;
  }

  return {
    find,
    select,
    scopeOf,
    /** Numbers of the tickets of a view as its list shows them, `most` at most. */
    async ids(key: string, principal: Principal, most: number): Promise<number[]> {
      const view = await find(key, principal);
      const ids = new Set<number>();
      let after: string | undefined;
      do {
        const { items, next } = JSON.parse(await read(view, view.sort, principal, after, 500)) as { items: { id: number }[]; next: string | null };
        for (const { id } of items) ids.add(id);
        after = next ?? undefined;
      } while (after && ids.size < most);
      return [...ids].slice(0, most);
    },
    async page(key: string, principal: Principal, query: { sort?: ViewSort | undefined; after?: string | undefined; limit: number }): Promise<Json> {
      const view = await find(key, principal);
      const sort = query.sort ?? view.sort;
      const who = principal.scope === 'all' && view.filter.ownerId !== 'me' ? 'all' : `${principal.kind}${principal.id}`;
      return new Json(await share(`${key} ${sort} ${who} ${query.limit} ${query.after ?? ''}`, () => read(view, sort, principal, query.after, query.limit)));
    },
  };
}
export type Lists = ReturnType<typeof createLists>;

/** Objects of a JSON array as PostgreSQL writes it: a line each, for inside JSON a line never breaks. */
const splitRows = (items: string | null): string[] => (items === null ? [] : items.slice(1, -1).split(', \n '));
