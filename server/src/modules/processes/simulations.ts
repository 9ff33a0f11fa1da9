import type { Simulation, SimulationRun } from '@aftercare/contract/processes';
import type { Actor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { inThread } from '../../platform/simulation/index.ts';
import type { ProcessEngine } from './processes.ts';
import type { SimulationWork } from './simulation/worker.ts';
import * as store from './store-insight.ts';
import { xmlOf } from './store-definitions.ts';
import { modelFrom } from './trying.ts';

export interface SimulationRequest { readonly xml?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined; readonly people: Readonly<Record<string, number>>; readonly demand: number; readonly hours: Readonly<Record<string, number>>; readonly seed: number; readonly limit: number }
const quarterMs = 91 * 86_400_000;

/** Plays past cases on the live diagram and on another, in the background. */
export function createSimulations(platform: Pick<Platform, 'work' | 'clock' | 'jobs' | 'log'>, engine: ProcessEngine) {
  const { work: db, clock, jobs, log } = platform;
  const span = (from: string | undefined, to: string | undefined) => {
    const until = to ? new Date(to) : clock.now();
    return { from: from ? new Date(from) : new Date(until.getTime() - quarterMs), to: until };
  };
  const run = (row: store.SimulationRow | undefined): Loose<SimulationRun> => {
    if (!row) throw new Refusal('not-found');
    const { request: _, ...shown } = row;
    return { ...shown, result: shown.result as Simulation | null };
  };
  async function pastOf(key: string, from: Date, to: Date, limit: number): Promise<SimulationWork['past']> {
    const range = { key, from, to };
    const whole = { ...range, version: null, now: to };
    const durations = await store.durations(db, range);
    const visits = await store.heat(db, whole);
    return {
      cases: await store.cases(db, { ...range, limit }), work: await store.work(db, range), hours: await store.caseHours(db, range), flows: await store.flowsTaken(db, whole),
      seconds: Object.fromEntries(durations.map((d) => [d.element, d.seconds])), entered: Object.fromEntries(visits.map((v) => [v.id, v.entered])),
    };
  }
  async function prepare(key: string, request: SimulationRequest): Promise<{ work: SimulationWork; from: Date; to: Date }> {
    const { from, to } = span(request.from, request.to);
    const live = (await xmlOf(db, key, await engine.definitions.liveVersion(db, key)))?.xml ?? '';
    const people = Object.fromEntries((await store.staff(db, { key, from, to })).map((s) => [s.role, s.people]));
    return {
      from, to,
      work: {
        before: live, after: request.xml ?? live, past: await pastOf(key, from, to, request.limit), calendar: await engine.stepper.calendarPlan(db), peopleBefore: people, peopleAfter: { ...people, ...request.people },
        demand: request.demand, hours: request.hours, seed: request.seed,
      },
    };
  }
  /** @returns null when the run was cancelled */
  const calculate = (id: number, work: SimulationWork) => inThread<Pick<Simulation, 'before' | 'after' | 'notes'>>(new URL('./simulation/worker.ts', import.meta.url), work,
    (progress) => store.advanceSimulation(db, id, progress), (error) => log.warn({ err: error }, 'a simulation could not say how far it is'));

  return {
    async basis(key: string, from: string | undefined, to: string | undefined) {
      const range = { key, ...span(from, to) };
      const visits = await store.heat(db, { ...range, version: null, now: range.to });
      return { from: range.from, to: range.to, cases: await store.instancesIn(db, { ...range, version: null, now: range.to }), visits: visits.reduce((n, v) => n + v.entered, 0), roles: (await store.staff(db, range)).filter((r) => r.role !== '') };
    },
    async ask(key: string, request: SimulationRequest, by: Actor) {
      if (request.xml) await modelFrom(request.xml);
      await engine.definitions.liveVersion(db, key);
      return run(await db.tx(async (tx) => {
        const row = await store.addSimulation(tx, { key, by: by.name, at: clock.now(), request });
        await jobs.enqueue(tx, 'processes.simulate', { id: row?.id ?? 0 }, { attempts: 2 });
        return row;
      }));
    },
    list: async (key: string) => (await store.listSimulations(db, key)).map(run),
    find: async (id: number) => run(await store.findSimulation(db, id)),
    async cancel(id: number) {
      await store.endSimulation(db, id, { state: 'cancelled', at: clock.now() });
      return run(await store.findSimulation(db, id));
    },
    job: {
      name: 'processes.simulate',
      async handle({ id }: { id: number }) {
        const row = await store.findSimulation(db, id);
        if (!row || !(await store.advanceSimulation(db, id, 0))) return;
        try {
          const { work, from, to } = await prepare(row.key, row.request as SimulationRequest);
          const sides = await calculate(id, work);
          if (!sides) return;
          await store.endSimulation(db, id, { state: 'done', at: clock.now(), result: { from, to, cases: work.past.cases.length, ...sides } });
        } catch (error) {
          await store.endSimulation(db, id, { state: 'failed', at: clock.now(), reason: (error as Error).message });
        }
      },
    } satisfies Job<{ id: number }>,
  };
}
export type Simulations = ReturnType<typeof createSimulations>;
