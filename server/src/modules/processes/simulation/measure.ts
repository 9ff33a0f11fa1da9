import type { SimulationSide } from '@aftercare/contract/processes';
import { mean, quantile, rounded, sorted } from '../../../platform/simulation/index.ts';
import type { Drawn } from './drawn.ts';
import type { World } from './past.ts';
import { QueueMeter, type Staff } from './staff.ts';

interface Element { entered: number; readonly hours: number[]; breaches: number; readonly queue: QueueMeter }
const hour = 3_600_000;

/** Counts what happens while cases are played. Times are epoch milliseconds. */
export class Measure {
  readonly #elements = new Map<string, Element>();
  readonly #hours: number[] = [];
  #cases = 0;
  #steps = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = 0;

  constructor(model: Drawn) {
    for (const id of model.nodes.keys()) this.#elements.set(id, { entered: 0, hours: [], breaches: 0, queue: new QueueMeter() });
  }

  #of(id: string): Element {
    return this.#elements.get(id) as Element;
  }
  came(at: number): void {
    this.#cases++;
    this.#first = Math.min(this.#first, at);
  }
  now(at: number): void {
    this.#last = Math.max(this.#last, at);
  }
  passed(id: string): void {
    this.#of(id).entered++;
  }
  entered(id: string): void {
    this.#of(id).entered++;
    this.#steps++;
  }
  queue(id: string): QueueMeter {
    return this.#of(id).queue;
  }
  left(id: string, from: number, at: number, due: number | null): void {
    const element = this.#of(id);
    element.hours.push((at - from) / hour);
    if (due !== null && at > due) element.breaches++;
  }
  finished(from: number, at: number): void {
    this.#hours.push((at - from) / hour);
  }

  /** What came of it. */
  side(staff: readonly Staff<never>[] | readonly Staff<unknown>[], world: World): SimulationSide {
    const all = sorted(this.#hours);
    const elements = [...this.#elements].filter(([, e]) => e.entered > 0);
    const open = openSeconds(world, this.#first, this.#last);
    return {
      cases: this.#cases, completed: this.#hours.length, medianHours: rounded(quantile(all, 0.5)), p90Hours: rounded(quantile(all, 0.9)), meanHours: rounded(mean(this.#hours)),
      breaches: elements.reduce((sum, [, e]) => sum + e.breaches, 0), steps: this.#steps,
      elements: elements.map(([id, e]) => {
        const hours = sorted(e.hours);
        const { maxQueue, meanQueue } = e.queue.read(this.#last);
        return { id, entered: e.entered, medianHours: rounded(quantile(hours, 0.5)), p90Hours: rounded(quantile(hours, 0.9)), breaches: e.breaches, maxQueue, meanQueue: rounded(meanQueue) };
      }),
      roles: staff.map((crew) => {
        const { maxQueue, meanQueue } = crew.queue.read(this.#last);
        return { role: crew.role, people: crew.people, busyShare: open > 0 ? rounded(Math.min(1, crew.busySeconds / (crew.people * open)), 3) : 0, maxQueue, meanQueue: rounded(meanQueue) };
      }),
    };
  }
}

/** Seconds of opening hours between two instants, found by halving: the world only knows how to add. */
function openSeconds(world: World, from: number, to: number): number {
  if (!(to > from)) return 0;
  let low = 0;
  let high = Math.ceil((to - from) / 1000);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (world.addWorking(from, middle) <= to) low = middle;
    else high = middle - 1;
  }
  return low;
}
