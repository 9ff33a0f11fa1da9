import { byDistance, byFit } from './neighbours.ts';
import type { Limits, Plan, Problem, Progress } from './problem.ts';
import { createRandom } from './random.ts';
import { recipe, recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { start } from './start.ts';
import { Tours } from './tours.ts';

const settings = { mean: 10, longest: 10, split: 0.5 };
/** Neighbours tried when a job is put back; all of them in small problems. */
const neighbours = { all: 100, some: 60 };

interface Saved { readonly vehicle: number; readonly stops: readonly number[]; readonly lunchBefore: number }

/**
 * Looks for the cheapest plan until its time or its rounds are over: ruins a corner, builds it anew, keeps what is better or
 * – less and less often – a little worse (simulated annealing).
 * @param now a clock in milliseconds
 * @param groups jobs and the vehicles somebody thought good for them, to begin with
 */
export function search(problem: Problem, limits: Limits, now: () => number, watch?: (progress: Progress) => void, groups?: Int32Array): Plan {
  const begun = now();
  const random = createRandom(limits.seed);
  const n = problem.jobs.length;
  const tours = new Tours(problem);
  const width = n <= neighbours.all ? n : neighbours.some;
  const how = recipe(problem, byFit(problem, width), Math.min(width, n));
  start(tours, how, random, groups);
  if (n === 0 || problem.vehicles.length === 0) return tours.plan(0);
  const near = byDistance(problem);
  const mean = meanWay(problem);
  const [hot, cold] = [mean * 0.1, mean * 0.0005];

  let touched = new Map<number, Saved>();
  const touch = (vehicle: number) => {
    if (!touched.has(vehicle)) touched.set(vehicle, { vehicle, stops: tours.stops(vehicle), lunchBefore: tours.lunchBefore[vehicle]! });
  };
  let [current, best] = [tours.cost, tours.cost];
  /** The best plan, written down only when the search walks away from it. */
  let kept: Kept | null = null;
  let [done, round, told] = [0, 0, 0];
  let heat = hot;
  for (; ; round++) {
    if ((round & 63) === 0) {
      const spent = now() - begun;
      done = Math.max(spent / limits.deadlineMs, limits.rounds === undefined ? 0 : round / limits.rounds);
      if (done >= 1) break;
      heat = hot * (cold / hot) ** done;
      if (watch && spent - told > 200) {
        told = spent;
        watch({ done, cost: best, unplanned: (kept ?? tours).unplanned.length });
      }
    }
    const absent = tours.unplanned.slice();
    touched = new Map();
    ruin(tours, near, random, settings, touch);
    recreate(tours, how, random, touch);
    if (tours.cost < current - heat * Math.log(random.next())) {
      if (tours.cost < best) [best, kept] = [tours.cost, null];
      else kept ??= keep(tours, touched, absent);
      current = tours.cost;
    } else undo(tours, touched, absent);
  }
  if (kept) undo(tours, kept.routes, kept.unplanned);
  return tours.plan(round);
}

/** Mean way between neighbouring jobs and to the first vehicle's start: the scale on which a detour is big or small. */
function meanWay({ jobs, places, cost }: Problem): number {
  let [sum, count] = [0, 0];
  for (let a = 0; a < jobs.length; a += 1 + Math.floor(jobs.length / 200)) for (let b = 0; b < jobs.length; b += 1 + Math.floor(jobs.length / 200)) {
    sum += cost[jobs[a]!.place * places + jobs[b]!.place]!;
    count++;
  }
  return Math.max(1, sum / count);
}

interface Kept { readonly routes: ReadonlyMap<number, Saved>; readonly unplanned: readonly number[] }

/** The plan as it was before the routes in `touched` were changed. */
function keep(tours: Tours, touched: ReadonlyMap<number, Saved>, absent: readonly number[]): Kept {
  const routes = new Map<number, Saved>();
  for (let vehicle = 0; vehicle < tours.vehicles; vehicle++) routes.set(vehicle, touched.get(vehicle) ?? { vehicle, stops: tours.stops(vehicle), lunchBefore: tours.lunchBefore[vehicle]! });
  return { routes, unplanned: absent };
}

function undo(tours: Tours, touched: ReadonlyMap<number, Saved>, absent: readonly number[]): void {
  for (const job of tours.unplanned) tours.cost -= tours.problem.jobs[job]!.penalty;
  for (const job of absent) {
    tours.routeOf[job] = -1;
    tours.cost += tours.problem.jobs[job]!.penalty;
  }
  tours.unplanned.splice(0, tours.unplanned.length, ...absent);
  for (const { vehicle, stops, lunchBefore } of touched.values()) tours.write(vehicle, stops, lunchBefore);
}
