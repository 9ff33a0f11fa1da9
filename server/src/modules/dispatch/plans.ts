import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { clockOfDay, dayAfter, dayAt } from './clock-of-day.ts';
import type { DayFacts, VisitFacts } from './day/facts.ts';
import { figuresOf } from './day/figures.ts';
import { type Found, placesOf } from './day/plan.ts';
import { dayProblem } from './day/problem.ts';
import { walk } from './day/walk.ts';
import type { Days, LoadedDay } from './days.ts';
import { DayPlanChanged } from './events.ts';
import { solve } from './solver/index.ts';
import * as store from './store.ts';
import { type PlaceRow, freeVisits, openVisitsOfTechnician, placeMany, publishVisits } from './store-visits.ts';

const optimise = 'dispatch.optimise';

/** Plans of days: looked for in the background, shown with figures before and after, taken or left, and taken back. */
export function createPlans(platform: Platform, days: Days) {
  const { work, bus, jobs, clock, log } = platform;
  const told = (tx: Tx, day: string, what: 'applied' | 'undone' | 'published' | 'absence' | 'run', actor: Actor) => bus.publish(tx, DayPlanChanged, { stream: `day:${day}`, payload: { day, what }, actor });
  const placeOf = (day: LoadedDay, v: VisitFacts, technicianId: number | null, starts: number | null): store.Placed => ({
    visitId: v.id, version: day.visits.find((row) => row.id === v.id)!.version, technicianId, startsAt: starts === null ? null : day.clock.instantOf(starts).toISOString(),
  });

  async function ask(tx: Tx, day: string, reason: string, actor: Actor): Promise<store.RunRow> {
    const run = await store.insertRun(tx, { day, reason, askedBy: actor.name, at: clock.now() });
    if (!run) throw new Error('the run was not written');
    await store.discardOlder(tx, day, run.id);
    await jobs.enqueue(tx, optimise, { id: run.id }, { attempts: 2 });
    return run;
  }

  /** Looks for the best plan of a day and keeps it as a proposal. */
  async function run(id: number): Promise<void> {
    const order = await store.findRun(work, id);
    if (!order || (order.state !== 'queued' && order.state !== 'running')) return;
    const begun = performance.now();
    try {
      const day = await days.read(work, order.day);
      const found = await bestPlan(day.facts, day.travel, day.house.settings.solveSeconds, id, (done) => void store.setProgress(work, id, done).catch((error: unknown) => log.warn({ err: error }, 'progress was not written')));
      const planned = new Map(found.map((p) => [p.visitId, p]));
      const before = walk(day.facts, day.travel);
      const afterFacts: DayFacts = { ...day.facts, visits: day.facts.visits.map((v) => { const p = planned.get(v.id); return p ? { ...v, technicianId: p.technicianId, starts: p.starts } : v; }) };
      const after = walk(afterFacts, day.travel);
      const movable = day.facts.visits.filter((v) => planned.has(v.id));
      await store.finishRun(work, id, {
        before: { figures: figuresOf(day.facts, before), places: movable.map((v) => placeOf(day, v, v.technicianId, v.starts)) },
        after: { figures: figuresOf(afterFacts, after), places: movable.map((v) => placeOf(day, v, planned.get(v.id)!.technicianId, planned.get(v.id)!.starts)) },
        tookMs: Math.round(performance.now() - begun),
      });
    } catch (error) {
      log.error({ err: error, run: id }, 'a plan could not be made');
      await store.failRun(work, id, error instanceof Error ? error.message : String(error));
    }
    await work.tx((tx) => told(tx, order.day, 'run', { kind: 'system', id: null, name: 'Aftercare' }));
  }

  /** Places visits as a side of a run says; those changed since stay. Answers the side with its new versions, and how many stayed. */
  async function take(tx: Tx, run: store.RunRow, places: readonly store.Placed[]): Promise<{ places: store.Placed[]; skipped: number }> {
    await store.lockDay(tx, run.day);
    const was = new Map(run.before?.places.map((p) => [p.visitId, p]));
    const differs = (p: store.Placed, q: store.Placed | undefined) => p.technicianId !== q?.technicianId || p.startsAt !== q.startsAt;
    const other = new Map(run.after?.places.map((p) => [p.visitId, p]));
    const moves = places.filter((p) => differs(was.get(p.visitId) ?? p, other.get(p.visitId)));
    const rows: PlaceRow[] = moves.map((p) => ({ ...p, startsAt: p.startsAt === null ? null : new Date(p.startsAt) }));
    const done = new Map((await placeMany(tx, rows)).map((r) => [r.id, r.version]));
    return { places: places.map((p) => ({ ...p, version: done.get(p.visitId) ?? p.version })), skipped: moves.length - done.size };
  }

  const heldRun = async (tx: Tx, id: number, states: readonly string[]) => {
    const row = await store.lockRun(tx, id);
    if (!row) throw new Refusal('not-found');
    if (!states.includes(row.state)) throw new Refusal('conflict', { key: 'visits.run-over' });
    return row;
  };

  return {
    ask,
    run,
    job: { name: optimise, attempts: 2, handle: ({ id }: { id: number }) => run(id) } satisfies Job<{ id: number }>,
    find: async (handle: Handle, id: number) => {
      const row = await store.findRun(handle, id);
      if (!row) throw new Refusal('not-found');
      return row;
    },
    async apply(tx: Tx, id: number, actor: Actor) {
      const row = await heldRun(tx, id, ['ready']);
      if (!row.after) throw new Refusal('conflict', { key: 'visits.run-over' });
      const { places, skipped } = await take(tx, row, row.after.places);
      await store.setRunState(tx, id, 'applied', { ...row.after, places });
      await told(tx, row.day, 'applied', actor);
      return { run: (await store.findRun(tx, id))!, skipped };
    },
    async undo(tx: Tx, id: number, actor: Actor) {
      const row = await heldRun(tx, id, ['applied']);
      const versions = new Map(row.after?.places.map((p) => [p.visitId, p.version]));
      const { skipped } = await take(tx, row, (row.before?.places ?? []).map((p) => ({ ...p, version: versions.get(p.visitId) ?? p.version })));
      await store.setRunState(tx, id, 'undone');
      await told(tx, row.day, 'undone', actor);
      return { run: (await store.findRun(tx, id))!, skipped };
    },
    async discard(tx: Tx, id: number) {
      await heldRun(tx, id, ['ready', 'failed', 'queued', 'running']);
      await store.setRunState(tx, id, 'discarded');
      return (await store.findRun(tx, id))!;
    },
    /** Technicians may rely on the day from now on. */
    async publish(tx: Tx, day: string, actor: Actor): Promise<{ visits: number; publishedAt: Date }> {
      const { timeZone } = await days.house(tx);
      const at = clockOfDay(day, timeZone);
      await store.lockDay(tx, day);
      const now = clock.now();
      const rows = await publishVisits(tx, at.starts, at.ends, now);
      await store.markPublished(tx, day, now, actor.name);
      await told(tx, day, 'published', actor);
      return { visits: rows.length, publishedAt: now };
    },
    /** Somebody falls ill: their visits are free again, and each day that had some is planned anew. Answers the first day's run. */
    async addAbsence(tx: Tx, absence: { technicianId: number; from: string; until: string; reason: string }, actor: Actor) {
      if (absence.until < absence.from) throw new Refusal('invalid-input', { fields: [{ path: 'until', key: 'field.choice' }] });
      if (!(await store.technicians(tx)).some((t) => t.id === absence.technicianId)) throw new Refusal('not-found');
      const row = await store.insertAbsence(tx, absence);
      const { timeZone } = await days.house(tx);
      const today = dayAt(clock.now(), timeZone);
      let [freed, first]: [number, store.RunRow | null] = [0, null];
      for (let day = absence.from < today ? today : absence.from, k = 0; day <= absence.until && k < 60; day = dayAfter(day, 1), k++) {
        const at = clockOfDay(day, timeZone);
        await store.lockDay(tx, day);
        const open = await openVisitsOfTechnician(tx, absence.technicianId, at.starts, at.ends);
        if (open.length === 0) continue;
        await freeVisits(tx, open.map((v) => v.id));
        freed += open.length;
        const asked = await ask(tx, day, 'absence', actor);
        first ??= asked;
        await told(tx, day, 'absence', actor);
      }
      return { id: row!.id, freed, run: first };
    },
  };
}
export type Plans = ReturnType<typeof createPlans>;

/**
 * The best plan found in the time given. Promised windows nobody can keep any more are tried again with two hours more: late
 * is better than never, and shown as late.
 */
async function bestPlan(facts: DayFacts, travel: LoadedDay['travel'], seconds: number, seed: number, watch: (done: number) => void): Promise<Found[]> {
  const attempt = async (from: DayFacts, share: number, begin: number) => {
    const { problem, visits, technicians } = dayProblem(from, travel);
    if (visits.length === 0) return { visits, found: [] as Found[] };
    const plan = await solve(problem, { deadlineMs: seconds * 1000 * share, seed, assign: true, watch: ({ done }) => watch(begin + done * share) });
    return { visits, found: placesOf(plan, visits, technicians) };
  };
  const first = await attempt(facts, 0.8, 0);
  const lost = new Set(first.found.filter((p) => p.technicianId === null).map((p) => p.visitId));
  if (lost.size === 0 || facts.now === null) return first.found;
  const late = 2 * 3600;
  const relaxed = { ...facts, visits: facts.visits.map((v) => (lost.has(v.id) ? { ...v, closes: Math.max(v.closes, facts.now ?? 0) + late } : v)) };
  const second = await attempt(relaxed, 0.2, 0.8);
  const missing = (list: readonly Found[]) => list.filter((p) => p.technicianId === null).length;
  return missing(second.found) < missing(first.found) ? second.found : first.found;
}
