import type { Replay, ReplayResult, ReplaySide } from '@aftercare/contract/routing';
import type { Actor } from '../../platform/bus/index.ts';
import { dayIn } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { inThread } from '../../platform/simulation/index.ts';
import { ALWAYS_OPEN, compileCalendar, workingBetween } from '../../platform/time/index.ts';
import type { Org } from '../org/index.ts';
import { type Arrival, type PastPerson, type ReplayWork, changedPeople, changedQueues } from './replay/past.ts';
import type { RuleTable } from './rule-table.ts';
import * as people from './store.ts';
import { listQueues } from './store-queues.ts';
import * as store from './store-replay.ts';

const jobName = 'routing.replay';
/** More would keep a processor busy for minutes, and a month of most desks is less. */
const mostArrivals = 100_000;
/** What a ticket is believed to take where nobody's time is known. */
const usualSeconds = 1800;
/** A ticket kept in hand longer than this was not worked on but lay about. */
const longestSeconds = 5 * 8 * 3600;

/** Plays another set of rules on the arrivals of the past, in the background; reads only, and writes nothing but its own result. */
export function createReplays(platform: Pick<Platform, 'work' | 'clock' | 'jobs' | 'log'>, org: Pick<Org, 'agents' | 'calendars' | 'company' | 'teams'>, rules: RuleTable) {
  const { work: db, clock, jobs, log } = platform;
  const shown = (row: store.ReplayRow | undefined): Loose<Replay> => {
    if (!row) throw new Refusal('not-found');
    const { request, result, ...rest } = row;
    const { days: _, ...change } = request;
    return { ...rest, change, result: result as ReplayResult | null };
  };

  async function prepare(change: store.ReplayRow['request']): Promise<{ work: ReplayWork; notes: ReplayResult['notes'] }> {
    const to = clock.now();
    const from = new Date(to.getTime() - change.days * 86_400_000);
    const calendars = await org.calendars(db);
    const compiled = calendars.map((c) => compileCalendar(c));
    // Without a shift somebody is believed to work when the house does.
    const indexOf = (id: number | null) => { const at = calendars.findIndex((c) => c.id === id); return at < 0 ? 0 : at; };
    const queues = await listQueues(db);
    const teams = new Map((await org.teams(db)).map((t) => [t.id, t.name]));
    const names = new Map((await org.agents(db)).map((a) => [a.id, a.name]));
    const today = dayIn(to, (await org.company(db)).timeZone);
    const runOut = (s: { expiresOn: string | null }) => s.expiresOn !== null && s.expiresOn < today;
    const all = (await people.people(db, [...teams.keys()])).filter((r) => r.roles.some((o) => o.may)).map((r): PastPerson => ({
      id: r.id, name: names.get(r.id) ?? '', teams: r.teams, calendar: indexOf(r.calendarId), capacity: r.capacity, limits: r.limits, languages: r.languages, mute: false,
      skills: new Map(r.skills.filter((s) => !runOut(s)).map((s) => [s.skillId, s.level])), expired: new Map(r.skills.filter(runOut).map((s) => [s.skillId, s.expiresOn ?? ''])),
      reach: r.roles.some((o) => o.scope !== 'own' && !o.regions?.length && !o.brands?.length) ? [] : r.roles.map((o) => ({ regions: o.regions ?? [], brands: o.brands ?? [] })),
    }));
    const rows = await store.arrivals(db, from, to, mostArrivals);
    const worked = (calendarId: number | null, a: Date, b: Date) => { const calendar = compiled[indexOf(calendarId)]; return b <= a ? 0 : calendar ? workingBetween(calendar, a, b) : (b.getTime() - a.getTime()) / 1000; };
    const timed = rows.map((r) => ({
      row: r, hand: r.givenAt && r.doneAt && r.doneAt > r.givenAt ? Math.min(longestSeconds, Math.max(60, worked(r.calendarId, r.givenAt, r.doneAt) - Math.min(r.pausedSeconds, worked(r.calendarId, r.givenAt, r.doneAt) * 0.9))) : null,
      answer: r.givenAt && r.answeredAt ? Math.max(0, worked(r.calendarId, r.givenAt, r.answeredAt)) : null,
    }));
    const usual = (list: readonly (number | null)[], otherwise: number) => { const known = list.filter((n) => n !== null).toSorted((a, b) => a - b); return known[Math.floor(known.length / 2)] ?? otherwise; };
    const [hand, answer] = [usual(timed.map((t) => t.hand), usualSeconds), usual(timed.map((t) => t.answer), 0)];
    const arrivals = timed.map(({ row, hand: h, answer: a }): Arrival => {
      const { openedAt, teamFirst, givenAt: _, answeredAt: _a, dueAt, doneAt: _d, pausedSeconds: _p, calendarId: _c, ...facts } = row;
      return { at: openedAt.getTime(), dueAt: dueAt?.getTime() ?? null, handSeconds: Math.round(h ?? hand), answerSeconds: Math.round(a ?? answer), facts: { ...facts, status: 'new', ownerId: null, teamId: teamFirst, openedAt: openedAt.toISOString(), dueAt: null } };
    });
    const notes: ReplayResult['notes'] = [
      { zh: '按班次计算在岗，不含当时的签到与离开；重放开始时没有在手工单。', en: 'People count as present by their shifts, not by when they signed in; the replay begins with empty hands.' },
      ...(rows.length === mostArrivals ? [{ zh: `只重放了最先到达的 ${mostArrivals} 张工单。`, en: `Only the first ${mostArrivals} arrivals were played.` }] : []),
      ...(calendars.length === 0 ? [{ zh: '没有营业日历，所有人都按全天在岗计算。', en: 'There is no calendar, so everybody counts as present all day.' }] : []),
    ];
    const wanted = await rules.file(db, change.rules);
    const base = { queues, rules: await rules.file(db, 'live'), people: all, demand: 1 };
    return {
      notes, work: {
        from: from.getTime(), to: to.getTime(), arrivals, calendars: calendars.length > 0 ? calendars : [ALWAYS_OPEN], teams, skillIds: await rules.skillIds(db), seed: 1,
        before: base, after: { queues: changedQueues(queues, change), rules: wanted, people: changedPeople(all, change.people), demand: change.demand },
      },
    };
  }

  return {
    async ask({ days = 30, ...change }: Partial<store.ReplayRow['request']> & Omit<store.ReplayRow['request'], 'days'>, by: Actor): Promise<Loose<Replay>> {
      if (change.rules === 'draft' && !(await rules.file(db, 'draft'))) throw new Refusal('not-found', { key: 'routing.no-draft' });
      return shown(await db.tx(async (tx) => {
        const row = await store.addReplay(tx, { by: by.name, at: clock.now(), request: { ...change, days } });
        await jobs.enqueue(tx, jobName, { id: row?.id ?? 0 }, { attempts: 2 });
        return row;
      }));
    },
    list: async () => (await store.listReplays(db)).map(shown),
    find: async (id: number) => shown(await store.findReplay(db, id)),
    async stop(id: number) {
      await store.endReplay(db, id, { state: 'cancelled', at: clock.now() });
      return shown(await store.findReplay(db, id));
    },
    job: {
      name: jobName,
      async handle({ id }: { id: number }) {
        const row = await store.findReplay(db, id);
        if (!row || !(await store.advanceReplay(db, id, 0))) return;
        try {
          const { work, notes } = await prepare(row.request);
          const sides = await inThread<{ before: ReplaySide; after: ReplaySide }>(new URL('./replay/worker.ts', import.meta.url), work, (progress) => store.advanceReplay(db, id, progress), (error) => log.warn({ err: error }, 'a replay could not say how far it is'));
          if (sides) await store.endReplay(db, id, { state: 'done', at: clock.now(), result: { from: new Date(work.from).toISOString(), to: new Date(work.to).toISOString(), arrivals: work.arrivals.length, ...sides, notes } satisfies ReplayResult });
        } catch (error) {
          await store.endReplay(db, id, { state: 'failed', at: clock.now(), reason: (error as Error).message });
        }
      },
    } satisfies Job<{ id: number }>,
  };
}
