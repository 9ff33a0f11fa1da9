/** Simulations calculate for seconds: in a thread of their own, so that nobody waits for them. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Simulation } from '@aftercare/contract/processes';
import { type BusinessCalendar, compileCalendar } from '../../../platform/time/index.ts';
import { compareSides } from './compare.ts';
import { readDrawn } from './drawn.ts';
import { type News, sorted } from '../../../platform/simulation/index.ts';
import type { PastCase } from './past.ts';
import { createWorld, workedSeconds } from './world.ts';

export interface SimulationWork {
  readonly before: string;
  readonly after: string;
  readonly past: {
    readonly cases: readonly PastCase[];
    /** Seconds from entry to leaving, by element. */
    readonly seconds: Readonly<Record<string, readonly number[]>>;
    /** When people began and ended a step; hands were on it in the opening hours between. */
    readonly work: readonly { readonly element: string; readonly began: Date; readonly done: Date }[];
    readonly flows: Readonly<Record<string, number>>;
    readonly entered: Readonly<Record<string, number>>;
    readonly hours: readonly number[];
  };
  readonly calendar: BusinessCalendar | null;
  readonly peopleBefore: Readonly<Record<string, number>>;
  readonly peopleAfter: Readonly<Record<string, number>>;
  readonly demand: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly seed: number;
}

const given = workerData as SimulationWork;
const say = (news: News<Pick<Simulation, 'before' | 'after' | 'notes'>>) => parentPort?.postMessage(news);
const calendar = given.calendar ? compileCalendar(given.calendar) : null;
const seconds = new Map(Object.entries(given.past.seconds).map(([id, list]) => [id, sorted(list)]));
const worked = new Map<string, number[]>();
for (const { element, began, done } of given.past.work) worked.set(element, [...(worked.get(element) ?? []), Math.max(30, workedSeconds(calendar, began, done))]);
for (const [id, list] of worked) seconds.set(id, sorted(list));
const past = { cases: given.past.cases, seconds, flows: new Map(Object.entries(given.past.flows)), entered: new Map(Object.entries(given.past.entered)), hours: sorted(given.past.hours) };
const [before, after] = [await readDrawn(given.before), await readDrawn(given.after)];
const done = await compareSides({
  before: { model: before, setting: { seed: given.seed, people: given.peopleBefore, demand: 1, hours: {}, pace: 1 } },
  after: { model: after, setting: { seed: given.seed, people: given.peopleAfter, demand: given.demand, hours: given.hours, pace: 1 } },
}, past, createWorld(calendar), (share) => { say({ progress: share }); return true; });
say({ done });
