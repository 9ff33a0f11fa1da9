/** Simulations calculate for seconds: in a thread of their own, so that nobody waits for them. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Simulation } from '@aftercare/contract/processes';
import { type BusinessCalendar, compileCalendar } from '../../../platform/time/index.ts';
import { compileDiagram } from '../model/compile.ts';
import { readDiagram } from '../model/read.ts';
import type { Past } from './past.ts';
import { simulate } from './simulate.ts';

export interface SimulationWork {
  readonly before: string;
  readonly after: string;
  readonly past: Past;
  readonly calendar: BusinessCalendar | null;
  readonly peopleBefore: Readonly<Record<string, number>>;
  readonly peopleAfter: Readonly<Record<string, number>>;
  readonly demand: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly seed: number;
}
export type SimulationNews = { readonly progress: number } | { readonly done: Pick<Simulation, 'before' | 'after'> };

const work = workerData as SimulationWork;
const say = (news: SimulationNews) => parentPort?.postMessage(news);
const calendar = work.calendar ? compileCalendar(work.calendar) : null;
const model = async (xml: string) => compileDiagram(await readDiagram(xml)).model;
const shared = { past: work.past, calendar, seed: work.seed };
const before = await simulate({ ...shared, model: await model(work.before), people: work.peopleBefore, demand: 1, hours: {} }, (share) => say({ progress: share / 2 }));
const after = await simulate({ ...shared, model: await model(work.after), people: work.peopleAfter, demand: work.demand, hours: work.hours }, (share) => say({ progress: 0.5 + share / 2 }));
say({ done: { before, after } });
