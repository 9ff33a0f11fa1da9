import type { View, ViewFilter, ViewSort } from '@aftercare/contract/desk';
import { type Principal, isByTeamAlone } from '../../platform/auth/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Tickets, assertCondition } from '../tickets/index.ts';
import { type Cell, cellsFor, cellsSeen, countOne, isCounted } from './store-counts.ts';
import * as store from './store-views.ts';
import { selectionOf, shippedViews, soonMs, teamView } from './views.ts';

/** The views of one caller with their numbers, and the views people save. */
export function createViews(platform: Pick<Platform, 'db' | 'clock'>, tickets: Tickets) {
  const { db, clock } = platform;
  const idOf = (principal: Principal) => (principal.kind === 'agent' ? principal.id : 0);

  /** Numbers of views in their order; null where only counting could tell. */
  async function numbers(views: readonly { filter: ViewFilter; awake: boolean }[], principal: Principal): Promise<(number | null)[]> {
    const scope = { teams: principal.scope === 'all' ? null : principal.teams, me: idOf(principal) };
    const cells = principal.scope === 'all' || isByTeamAlone(principal) ? await cellsFor(db, scope) : await cellsSeen(db, tickets.visible(principal), scope.me);
    return Promise.all(views.map(async (v) => {
      const s = selectionOf(v.filter, { me: scope.me, awake: v.awake });
      if (!isCounted(s)) return null;
      const owner = s.ownerId === undefined ? 'any' : s.ownerId === null ? 'nobody' : s.ownerId === scope.me ? 'me' : null;
      if ((owner === null || s.channel) && principal.scope !== 'all' && !isByTeamAlone(principal)) return null;
      if (owner === null || s.channel) return countOne(db, s, scope);
      const fits = (c: Cell) => (owner === 'any' || c.owner === owner) && (!s.status || s.status.some((x) => x === c.status)) && (s.teamId === undefined || c.teamId === s.teamId) && !(s.awake && c.snoozed);
      return cells.reduce((sum, c) => (fits(c) ? sum + c.n : sum), 0);
    }));
  }

  return {
    async all(principal: Principal): Promise<View[]> {
      const [teams, saved, due] = await Promise.all([
        store.teamsFor(db, principal.scope === 'all' ? null : principal.teams), store.savedViews(db, idOf(principal)),
        store.countDue(db, new Date(clock.now().getTime() + soonMs), tickets.visible(principal)),
      ]);
      const views = [
        ...shippedViews.map((v) => ({ ...v, kind: 'shipped' as const })),
        ...teams.map((t) => ({ ...teamView(t), kind: 'team' as const })),
        ...saved.map((v) => ({ key: `saved:${v.id}`, name: { zh: v.name, en: v.name }, filter: v.filter, sort: v.sort, awake: false, kind: 'saved' as const })),
      ];
      const counts = await numbers(views, principal);
      return views.map(({ awake: _, ...view }, i) => ({ ...view, count: view.key === 'due-soon' ? due : (counts[i] ?? null) }));
    },
    async save(principal: Principal, input: { name: string; filter: ViewFilter; sort: ViewSort; shared: boolean }): Promise<View> {
      // A key of an integration has no desk of its own.
      if (principal.kind !== 'agent') throw new Refusal('not-allowed', { params: { right: 'self' } });
      assertCondition(input.filter.condition, 'filter.condition');
      const row = await store.insertView(db, { agentId: principal.id, ...input });
      if (!row) throw new Error('the view was not written');
      const [count] = await numbers([{ filter: input.filter, awake: false }], principal);
      return { key: `saved:${row.id}`, name: { zh: input.name, en: input.name }, filter: input.filter, sort: input.sort, count: count ?? null, kind: 'saved' };
    },
    async remove(principal: Principal, id: number): Promise<void> {
      if ((await store.deleteView(db, id, idOf(principal))) === 0) throw new Refusal('not-found');
    },
  };
}
