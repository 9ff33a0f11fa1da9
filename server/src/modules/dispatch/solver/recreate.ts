import type { Problem } from './problem.ts';
import type { Random } from './random.ts';
import type { Tours } from './tours.ts';

/** What recreating needs to know of a problem, made once. */
export interface Recipe {
  /** Jobs worth standing next to, `width` for each job. */
  readonly fits: Int32Array;
  readonly width: number;
  /** Orders in which jobs may be put back, with how often each is used. */
  readonly orders: readonly { readonly weight: number; readonly key: Float64Array | null }[];
  /** Vehicles that are the same in everything; only the first empty one of each class is tried. */
  readonly classes: readonly (readonly number[])[];
}

export function recipe(problem: Problem, fits: Int32Array, width: number): Recipe {
  const { jobs, vehicles, places, cost } = problem;
  const home = vehicles[0]?.from ?? 0;
  const key = (of: (job: Problem['jobs'][number]) => number) => Float64Array.from(jobs, of);
  const orders = [
    { weight: 4, key: null },
    { weight: 4, key: key((job) => -job.demand) },
    { weight: 2, key: key((job) => -cost[home * places + job.place]!) },
    { weight: 1, key: key((job) => cost[home * places + job.place]!) },
    { weight: 2, key: key((job) => job.closes - job.opens) },
    { weight: 2, key: key((job) => job.opens) },
    { weight: 2, key: key((job) => -job.closes) },
    { weight: 3, key: key((job) => -job.penalty) },
  ];
  const classes = new Map<string, number[]>();
  vehicles.forEach((each, v) => {
    const pairs = problem.pairs ? `own${v}` : '';
    const name = [each.from, each.to, each.starts, each.ends, each.capacity, each.fixed, JSON.stringify(each.lunch ?? null), pairs].join();
    (classes.get(name) ?? classes.set(name, []).get(name))!.push(v);
  });
  return { fits, width, orders, classes: [...classes.values()] };
}

/** How often a place is overlooked, so that the greedy choice is not always the same. */
const blink = 0.01;

/** Puts unplanned jobs back, one after the other where each costs least; what fits nowhere stays unplanned. */
export function recreate(tours: Tours, recipe: Recipe, random: Random, touch: (v: number) => void): void {
  const waiting = tours.unplanned.splice(0);
  arrange(waiting, recipe, random);
  for (const job of waiting) {
    const behind = cheapest(tours, recipe, random, job);
    // A job whose detour costs more than leaving it is left.
    if (behind === -1) tours.unplanned.push(job);
    else {
      touch(tours.routeOf[behind]!);
      tours.insert(job, behind);
    }
  }
}

function cheapest(tours: Tours, { fits, width, classes }: Recipe, random: Random, job: number): number {
  const { routeOf, prev } = tours;
  let [best, at] = [tours.problem.jobs[job]!.penalty, -1];
  for (let k = job * width, end = k + width; k < end; k++) {
    const neighbour = fits[k]!;
    if (routeOf[neighbour] === -1) continue;
    if (random.next() >= blink) {
      const cost = tours.insertion(job, neighbour);
      if (cost < best) [best, at] = [cost, neighbour];
    }
    const before = prev[neighbour]!;
    const cost = tours.insertion(job, before);
    if (cost < best) [best, at] = [cost, before];
  }
  for (const group of classes) {
    for (const v of group) {
      if (tours.size[v] !== 0) continue;
      const cost = tours.insertion(job, tours.first(v));
      if (cost < best) [best, at] = [cost, tours.first(v)];
      break;
    }
  }
  return at;
}

function arrange(jobs: number[], { orders }: Recipe, random: Random): void {
  for (let i = jobs.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [jobs[i], jobs[j]] = [jobs[j]!, jobs[i]!];
  }
  let pick = random.next() * orders.reduce((sum, order) => sum + order.weight, 0);
  for (const { weight, key } of orders) {
    pick -= weight;
    if (pick >= 0) continue;
    if (key) jobs.sort((a, b) => key[a]! - key[b]!);
    return;
  }
}
