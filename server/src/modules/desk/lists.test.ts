import { ApiError, api } from '@aftercare/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';

let t: TestApp;
let key: string;
let anna: { id: number; cookie: string };
let teamed: { id: number; cookie: string };
let teams: { id: number }[];
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  teams = await Promise.all(['North', 'South', 'West'].map((name) => t.app.platform.db.tx((tx) => t.app.org.createTeam(tx, name))));
  anna = await t.agent({ name: 'Anna' });
  teamed = await t.agent({ name: 'Tim', roles: ['team-agent'], teams: [teams[0]?.id ?? 0, teams[1]?.id ?? 0] });
});
afterAll(() => t.close());

const db = () => t.app.platform.db;
const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
const priorities = ['low', 'normal', 'high', 'urgent'] as const;
type Sort = 'updated' | 'opened' | 'due' | 'priority';
interface Truth { id: number; status: string; priority: string; ownerId: number | null; teamId: number | null; snoozedUntil: Date | null; updatedAt: Date; openedAt: Date; dueAt: Date | null }

async function pages(view: string, options: { sort?: Sort; as?: { cookie: string }; limit?: number } = {}): Promise<number[]> {
  const ids: number[] = [];
  let after: string | undefined;
  for (let round = 0; round < 200; round++) {
    const page = await t.call(api.desk.list, { params: { key: view }, query: { limit: options.limit ?? 7, ...(options.sort ? { sort: options.sort } : {}), ...(after ? { after } : {}) } }, options.as ? { headers: { cookie: options.as.cookie } } : { as: key });
    ids.push(...page.items.map((i) => i.id));
    api.desk.list.response.parse(page);
    if (!page.next) return ids;
    expect(page.items.length).toBe(options.limit ?? 7);
    after = page.next;
  }
  throw new Error('the list never ends');
}

describe('lists', () => {
  const now = new Date('2026-03-02T02:00:00Z').getTime();
  const isLive = (x: Truth) => x.status !== 'solved' && x.status !== 'closed';
  const desc = (a: Date, b: Date) => b.getTime() - a.getTime();
  const compare: Record<Sort, (a: Truth, b: Truth) => number> = {
    updated: (a, b) => desc(a.updatedAt, b.updatedAt) || b.id - a.id,
    opened: (a, b) => desc(a.openedAt, b.openedAt) || b.id - a.id,
    due: (a, b) => {
      const [x, y] = [a, b].map((r) => (isLive(r) ? r.dueAt : null));
      if (x && y) return x.getTime() - y.getTime() || a.id - b.id;
      return x ? -1 : y ? 1 : compare.updated(a, b);
    },
    priority: (a, b) => {
      const [x, y] = [a, b].map((r) => (isLive(r) ? priorities.indexOf(r.priority as 'low') : -1));
      return (y ?? 0) - (x ?? 0) || compare.updated(a, b);
    },
  };
  const mine = (who: number) => (x: Truth) => isLive(x) && !x.snoozedUntil && x.ownerId === who;
  const shown: Record<string, (x: Truth) => boolean> = {
    unassigned: (x) => isLive(x) && !x.snoozedUntil && x.ownerId === null,
    open: (x) => isLive(x) && !x.snoozedUntil,
    'due-soon': (x) => isLive(x) && x.dueAt !== null && x.dueAt.getTime() < now + 7_200_000,
    waiting: (x) => x.status === 'pending', solved: (x) => x.status === 'solved', all: () => true,
  };
  const defaults: Record<string, Sort> = { 'due-soon': 'due' };
  let rows: Truth[];

  beforeAll(async () => {
    const customer = await t.call(api.customers.create, { body: { name: '王芳' } }, { as: key });
    // Many rows share a moment, so that only the second key keeps pages whole.
    const random = (n: number, of: number) => (Math.imul(n + 1, 2_654_435_761) >>> 8) % of;
    for (let n = 0; n < 160; n++) {
      const owner = [null, anna.id, teamed.id][random(n * 3, 3)];
      const team = [null, ...teams.map((g) => g.id)][random(n * 7, 4)];
      await db().run(sql`insert into ticket (subject, type, status, priority, channel, customer_id, owner_id, team_id, tags, opened_at, updated_at, due_at, snoozed_until)
        values (${`Ticket ${n}`}, 'inquiry', ${statuses[random(n * 5, 6)]}, ${priorities[random(n * 11, 4)]}, ${['mail', 'chat'][n % 2]}, ${customer.id}, ${owner}, ${team}, ${n % 9 === 0 ? ['rare'] : []},
          ${new Date(now - random(n * 13, 9) * 60_000)}, ${new Date(now - random(n * 17, 9) * 60_000)}, ${random(n, 3) === 0 ? null : new Date(now + (random(n * 19, 9) - 3) * 3_600_000)}, ${random(n * 23, 8) === 0 ? new Date(now + 86_400_000) : null})`);
    }
    rows = await db().rows<Truth>(sql`select id, status, priority, owner_id as "ownerId", team_id as "teamId", snoozed_until as "snoozedUntil", updated_at as "updatedAt", opened_at as "openedAt", due_at as "dueAt" from ticket`);
    await t.app.desk.counts.rebuild();
  });
  const truth = (shows: (x: Truth) => boolean, sort: Sort) => rows.filter(shows).toSorted(compare[sort]).map((x) => x.id);

  for (const sort of ['updated', 'opened', 'due', 'priority'] as const) {
    it.each(Object.keys(shown))(`show each row once, in order of ${sort}: %s`, async (view) => {
      const shows = shown[view] ?? (() => false);
      const wanted = sort === 'due' && view === 'due-soon' ? truth(shows, 'due') : truth(shows, sort);
      expect(await pages(view, { sort })).toEqual(wanted);
      if (sort === (defaults[view] ?? 'updated')) expect(await pages(view, { limit: 100 })).toEqual(wanted);
    });
    it(`show people of one team only what they may see, in order of ${sort}`, async () => {
      const may = (x: Truth) => x.ownerId === teamed.id || x.teamId === teams[0]?.id || x.teamId === teams[1]?.id;
      for (const [view, shows] of Object.entries(shown)) expect(await pages(view, { sort, as: teamed }), view).toEqual(truth((x) => may(x) && shows(x), sort));
      expect(await pages(`team:${teams[2]?.id}`, { sort, as: teamed })).toEqual(truth((x) => may(x) && isLive(x) && !x.snoozedUntil && x.teamId === teams[2]?.id, sort));
    });
  }
  it('show somebody their own, and a team its own', async () => {
    expect(await pages('mine', { as: anna })).toEqual(truth(mine(anna.id), 'updated'));
    expect(await pages('mine', { as: anna, sort: 'due' })).toEqual(truth(mine(anna.id), 'due'));
    expect(await pages('mine')).toEqual([]);
    expect(await pages(`team:${teams[0]?.id}`)).toEqual(truth((x) => isLive(x) && !x.snoozedUntil && x.teamId === teams[0]?.id, 'updated'));
  });
  it('show saved views with every filter', async () => {
    const as = { headers: { cookie: anna.cookie } };
    const save = async (filter: Record<string, unknown>, sort: Sort = 'updated') => (await t.call(api.desk.saveView, { body: { name: 'Mine', filter, sort } }, as)).key;
    expect(await pages(await save({ status: ['solved', 'closed', 'pending'] }), { as: anna })).toEqual(truth((x) => ['solved', 'closed', 'pending'].includes(x.status), 'updated'));
    expect(await pages(await save({ ownerId: 'me', priority: ['high', 'urgent'] }, 'priority'), { as: anna })).toEqual(truth((x) => x.ownerId === anna.id && ['high', 'urgent'].includes(x.priority), 'priority'));
    expect(await pages(await save({ ownerId: 'none', status: ['new', 'closed'] }), { as: anna })).toEqual(truth((x) => x.ownerId === null && ['new', 'closed'].includes(x.status), 'updated'));
    expect((await pages(await save({ tag: 'rare', channel: ['mail'] }), { as: anna })).length).toBe(9);
    expect(await pages(await save({ teamId: teams[1]?.id ?? 0 }), { as: anna })).toEqual(truth((x) => x.teamId === teams[1]?.id, 'updated'));
  });
  it('show what meets a condition in FEEL, in any order, and refuse one that cannot be read', async () => {
    const as = { headers: { cookie: anna.cookie } };
    const condition = '= priority in ("high", "urgent") and not(list contains(tags, "rare")) or status = "closed" and ownerId = null';
    const rare = new Set((await db().rows<{ id: number }>(sql`select id from ticket where tags @> array['rare']`)).map((r) => r.id));
    const shows = (x: Truth) => (['high', 'urgent'].includes(x.priority) && !rare.has(x.id)) || (x.status === 'closed' && x.ownerId === null);
    for (const sort of ['updated', 'opened', 'due', 'priority'] as const) {
      const view = await t.call(api.desk.saveView, { body: { name: 'Asked', filter: { channel: ['mail', 'chat'], condition }, sort } }, as);
      expect(view.count).toBeNull();
      expect(await pages(view.key, { as: anna })).toEqual(truth(shows, sort));
    }
    const refused = await t.call(api.desk.saveView, { body: { name: 'Bad', filter: { condition: 'colour = "red"' }, sort: 'updated' } }, as).catch((error: unknown) => error);
    expect(refused).toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'filter.condition' }] } });
  });
  it('count what they show', async () => {
    for (const [as, may] of [[anna, () => true], [teamed, (x: Truth) => x.ownerId === teamed.id || x.teamId === teams[0]?.id || x.teamId === teams[1]?.id]] as const) {
      const { items } = await t.call(api.desk.views, {}, { headers: { cookie: as.cookie } });
      for (const view of items.filter((v) => v.kind === 'shipped')) expect([view.key, view.count]).toEqual([view.key, rows.filter((x) => may(x) && (view.key === 'mine' ? mine(as.id)(x) : shown[view.key]?.(x))).length]);
      for (const view of items.filter((v) => v.kind === 'team')) expect(view.count).toBe(rows.filter((x) => may(x) && isLive(x) && !x.snoozedUntil && `team:${x.teamId}` === view.key).length);
    }
  });
  it('refuse cursors of other lists, unknown views, and foreign views', async () => {
    const first = await t.call(api.desk.list, { params: { key: 'all' }, query: { limit: 5 } }, { as: key });
    const code = async (work: Promise<unknown>) => work.then(() => 'ok', (e: unknown) => (e instanceof ApiError ? e.problem.code : String(e)));
    expect(await code(t.call(api.desk.list, { params: { key: 'all' }, query: { limit: 5, sort: 'priority', after: first.next ?? '' } }, { as: key }))).toBe('bad-request');
    for (const forged of [['updated', 0, 'x|1'], ['updated', 0, '2026-99-99 00:00:00+00|1'], ['updated', 9, null], ['updated', 0, '1|1'], [null, null, null]]) {
      expect(await code(t.call(api.desk.list, { params: { key: 'all' }, query: { after: Buffer.from(JSON.stringify(forged)).toString('base64url') } }, { as: key }))).toBe('bad-request');
    }
    expect(await code(t.call(api.desk.list, { params: { key: 'nonsense' } }, { as: key }))).toBe('not-found');
    const own = await t.call(api.desk.saveView, { body: { name: 'Own', filter: {}, sort: 'updated' } }, { headers: { cookie: anna.cookie } });
    expect(await code(t.call(api.desk.list, { params: { key: own.key } }, { headers: { cookie: teamed.cookie } }))).toBe('not-found');
    const id = Number(own.key.split(':')[1]);
    expect(await code(t.call(api.desk.deleteView, { params: { id } }, { headers: { cookie: teamed.cookie } }))).toBe('not-found');
    expect(await code(t.call(api.desk.deleteView, { params: { id } }, { headers: { cookie: anna.cookie } }))).toBe('ok');
  });
});

describe('saved views', () => {
  it('are shared with a team or with everybody, by those who may, and changed by those who may', async () => {
    const code = async (work: Promise<unknown>) => work.then(() => 'ok', (e: unknown) => (e instanceof ApiError ? e.problem.code : String(e)));
    const [north, west] = [teams[0]?.id ?? 0, teams[2]?.id ?? 0];
    const mate = await t.agent({ name: 'Mia', roles: ['team-agent'], teams: [north] });
    const lead = await t.agent({ name: 'Lea', roles: ['supervisor'], teams: [north] });
    const far = await t.agent({ name: 'Fay', roles: ['team-agent'], teams: [west] });
    const as = (who: { cookie: string }) => ({ headers: { cookie: who.cookie } });
    const body = { name: 'North leaks', filter: { tag: 'leak' }, sort: 'updated' as const };
    const view = await t.call(api.desk.saveView, { body: { ...body, teamId: north } }, as(teamed));
    expect(view.sharing).toEqual({ with: 'team', teamId: north, by: 'Tim', mayChange: true });
    const seen = async (who: { cookie: string }) => (await t.call(api.desk.views, {}, as(who))).items.find((v) => v.key === view.key)?.sharing;
    expect([await seen(mate), await seen(lead), await seen(far)]).toEqual([{ with: 'team', teamId: north, by: 'Tim', mayChange: false }, { with: 'team', teamId: north, by: 'Tim', mayChange: true }, undefined]);
    const id = Number(view.key.split(':')[1]);
    const change = (who: { cookie: string }, more: object) => code(t.call(api.desk.changeView, { params: { id }, body: { ...body, ...more } }, as(who)));
    // A colleague reads it; whoever leads changes it, but keeps it where others find it; another team does not know of it.
    expect([await change(mate, { teamId: north }), await change(far, { teamId: west }), await change(lead, {}), await change(lead, { teamId: west })]).toEqual(['not-allowed', 'not-found', 'not-allowed', 'invalid-input']);
    expect(await change(lead, { name: 'Leaks', shared: true })).toBe('ok');
    expect([(await seen(far))?.with, await code(t.call(api.desk.list, { params: { key: view.key } }, as(far)))]).toEqual(['all', 'ok']);
    // With everybody only by right, with a team only with one's own.
    expect([await code(t.call(api.desk.saveView, { body: { ...body, shared: true } }, as(mate))), await code(t.call(api.desk.saveView, { body: { ...body, teamId: west } }, as(mate)))]).toEqual(['not-allowed', 'invalid-input']);
    expect([await code(t.call(api.desk.deleteView, { params: { id } }, as(far))), await code(t.call(api.desk.deleteView, { params: { id } }, as(lead)))]).toEqual(['not-allowed', 'ok']);
  });
});

describe('kept counts', () => {
  it('say what counting says, after any changes', { timeout: 60_000 }, async () => {
    const cell = sql`coalesce(owner_id, 0) as owner_id, coalesce(team_id, 0) as team_id, status, channel, snoozed_until is not null as snoozed, count(*)::int as n`;
    const counted = () => db().rows(sql`select ${cell} from ticket group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`);
    const kept = () => db().rows(sql`select owner_id, team_id, status, channel, snoozed, n from ticket_count where n <> 0 order by 1, 2, 3, 4, 5`);
    await t.drain();
    await t.app.desk.counts.rebuild();
    const customer = await t.call(api.customers.create, { body: { name: 'Lee' } }, { as: key });
    const ids: number[] = [];
    const open = async () => ids.push((await t.call(api.tickets.open, { body: { subject: 'x', customerId: customer.id, channel: 'chat' } }, { as: key })).id);
    await open();
    const changes = fc.record({
      status: fc.constantFrom(...statuses.slice(1)), ownerId: fc.constantFrom(null, anna.id, teamed.id), teamId: fc.constantFrom(null, ...teams.map((g) => g.id)), snoozedUntil: fc.constantFrom(null, '2026-04-01T00:00:00Z'),
    }, { requiredKeys: [] });
    const step = fc.oneof({ weight: 1, arbitrary: fc.constant('open' as const) }, { weight: 1, arbitrary: fc.constant('rebuild' as const) }, { weight: 2, arbitrary: fc.constant('drain' as const) }, { weight: 6, arbitrary: fc.record({ nth: fc.nat(), changes }) });
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      for (const s of steps) {
        if (s === 'open') await open();
        // Counting anew while facts wait must count nothing twice.
        else if (s === 'rebuild') await t.app.desk.counts.rebuild();
        else if (s === 'drain') await t.drain();
        else await t.call(api.tickets.update, { params: { id: ids[s.nth % ids.length] ?? 0 }, body: s.changes }, { as: key }).catch((e: unknown) => expect((e as ApiError).problem.code).toBe('transition-not-allowed'));
      }
      await t.drain();
      expect(await kept()).toEqual(await counted());
    }), { numRuns: tries(6, 12), endOnFailure: true });
  });
});
