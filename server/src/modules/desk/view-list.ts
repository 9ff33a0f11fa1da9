import type { View, ViewFilter, ViewSort } from '@aftercare/contract/desk';
import { type Principal, isByTeamAlone, may } from '../../platform/auth/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Tickets, assertCondition } from '../tickets/index.ts';
import { type Cell, cellsFor, cellsSeen, countOne, isCounted } from './store-counts.ts';
import * as store from './store-views.ts';
import { selectionOf, shippedViews, soonMs, teamView } from './views.ts';

interface Given { readonly name: string; readonly filter: ViewFilter; readonly sort: ViewSort; readonly shared: boolean; readonly teamId: number | null }

/** The views of one caller with their numbers, and the views people save. */
export function createViews(platform: Pick<Platform, 'db' | 'clock'>, tickets: Tickets) {
  const { db, clock } = platform;
  const idOf = (principal: Principal) => (principal.kind === 'agent' ? principal.id : 0);

  const readerOf = (principal: Principal): store.ViewReader => ({ agentId: idOf(principal), teams: principal.teams });

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

  /** Of a view that may be read: may this person change it? Their own always, a shared one with the right to share. */
  const mayChange = (row: store.SavedViewRow, principal: Principal) => row.agentId === idOf(principal) || may(principal, 'views.share');
  const sharingOf = (row: store.SavedViewRow, principal: Principal) => ({ with: row.shared ? 'all' as const : row.teamId === null ? 'me' as const : 'team' as const, teamId: row.teamId, by: row.by, mayChange: mayChange(row, principal) });
  async function changeable(principal: Principal, id: number): Promise<store.SavedViewRow> {
    const row = await store.savedView(db, id, readerOf(principal));
    if (!row) throw new Refusal('not-found');
    if (!mayChange(row, principal)) throw new Refusal('not-allowed', { params: { right: 'views.share' } });
    return row;
  }
  /** @returns whose view it becomes */
  function assertMay(principal: Principal, input: Given, before?: store.SavedViewRow): number {
    // A key of an integration has no desk of its own.
    if (principal.kind !== 'agent') throw new Refusal('not-allowed', { params: { right: 'self' } });
    assertCondition(input.filter.condition, 'filter.condition');
    if (input.shared && !before?.shared && !may(principal, 'views.share')) throw new Refusal('not-allowed', { params: { right: 'views.share' } });
    // Others' views stay where others find them.
    if (before && before.agentId !== principal.id && !input.shared && input.teamId === null) throw new Refusal('not-allowed', { params: { right: 'self' } });
    // With a team one works in; nobody writes into another team's list.
    if (input.teamId !== null && input.teamId !== before?.teamId && !principal.teams.includes(input.teamId)) throw new Refusal('invalid-input', { fields: [{ path: 'teamId', key: 'field.unknown', params: { value: String(input.teamId) } }] });
    return principal.id;
  }
  async function shown(principal: Principal, id: number): Promise<View> {
    const row = await store.savedView(db, id, readerOf(principal));
    if (!row) throw new Refusal('not-found');
    const [count] = await numbers([{ filter: row.filter, awake: false }], principal);
    return { key: `saved:${row.id}`, name: { zh: row.name, en: row.name }, filter: row.filter, sort: row.sort, count: count ?? null, kind: 'saved', sharing: sharingOf(row, principal) };
  }

  return {
    async all(principal: Principal): Promise<View[]> {
      const [teams, saved, due] = await Promise.all([
        store.teamsFor(db, principal.scope === 'all' ? null : principal.teams), store.savedViews(db, readerOf(principal)),
        store.countDue(db, new Date(clock.now().getTime() + soonMs), tickets.visible(principal)),
      ]);
      const views = [
        ...shippedViews.map((v) => ({ ...v, kind: 'shipped' as const })),
        ...teams.map((t) => ({ ...teamView(t), kind: 'team' as const })),
        ...saved.map((v) => ({ key: `saved:${v.id}`, name: { zh: v.name, en: v.name }, filter: v.filter, sort: v.sort, awake: false, kind: 'saved' as const, sharing: sharingOf(v, principal) })),
      ];
      const counts = await numbers(views, principal);
      return views.map(({ awake: _, ...view }, i) => ({ ...view, count: view.key === 'due-soon' ? due : (counts[i] ?? null) }));
    },
    async save(principal: Principal, input: Given): Promise<View> {
      const me = assertMay(principal, input);
      const row = await store.insertView(db, me, input);
      return shown(principal, row?.id ?? 0);
    },
    async change(principal: Principal, id: number, input: Given): Promise<View> {
      const before = await changeable(principal, id);
      // Whoever may not share with everybody may still change the words of what is.
      assertMay(principal, input, before);
      await store.updateView(db, id, input);
      return shown(principal, id);
    },
    async remove(principal: Principal, id: number): Promise<void> {
      await changeable(principal, id);
      await store.deleteView(db, id);
    },
  };
}
