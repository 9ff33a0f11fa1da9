import type { Random } from './random.ts';
import { type Recipe, recreate } from './recreate.ts';
import type { Tours } from './tours.ts';

/**
 * A first plan: locked jobs where they are locked, then jobs with the vehicle they were assigned to, then all others by
 * regret – the job that would lose most by waiting goes first – while they are few, or greedily when they are many.
 */
export function start(tours: Tours, recipe: Recipe, random: Random, groups?: Int32Array): void {
  const { jobs } = tours.problem;
  const locked = tours.unplanned.filter((job) => jobs[job]!.locked !== undefined).toSorted((a, b) => jobs[a]!.opens - jobs[b]!.opens);
  for (const job of locked) place(tours, job, jobs[job]!.locked!);
  if (groups) for (const job of tours.unplanned.toSorted((a, b) => jobs[a]!.closes - jobs[b]!.closes)) {
    const vehicle = groups[job]!;
    if (vehicle >= 0 && jobs[job]!.locked === undefined) place(tours, job, vehicle);
  }
  if (tours.unplanned.length * tours.vehicles <= 20_000) regret(tours);
  recreate(tours, recipe, random, () => undefined);
}

/** Puts a job on a vehicle where it costs least, if it fits. */
function place(tours: Tours, job: number, vehicle: number): void {
  const { behind } = cheapestOn(tours, job, vehicle);
  if (behind === -1) return;
  tours.unplanned.splice(tours.unplanned.indexOf(job), 1);
  tours.insert(job, behind);
}

function cheapestOn(tours: Tours, job: number, vehicle: number): { behind: number; cost: number } {
  let [behind, best] = [-1, Infinity];
  for (let node = tours.first(vehicle); node !== tours.last(vehicle); node = tours.next[node]!) {
    const cost = tours.insertion(job, node);
    if (cost < best) [behind, best] = [node, cost];
  }
  return { behind, cost: best };
}

/** Regret-2 insertion: costs of every job on every vehicle are kept and renewed only for the vehicle that changed. */
function regret(tours: Tours): void {
  const { vehicles, problem: { jobs } } = tours;
  const offers = new Map(tours.unplanned.map((job) => [job, Array.from({ length: vehicles }, (_, v) => cheapestOn(tours, job, v))]));
  while (offers.size > 0) {
    let [next, vehicle, most] = [-1, -1, -Infinity];
    for (const [job, costs] of offers) {
      let [first, second, at] = [Infinity, Infinity, -1];
      for (let v = 0; v < vehicles; v++) {
        const { cost } = costs[v]!;
        if (cost < first) [second, first, at] = [first, cost, v];
        else if (cost < second) second = cost;
      }
      if (at === -1 || first >= jobs[job]!.penalty) { offers.delete(job); continue; }
      const loss = Math.min(second, jobs[job]!.penalty) - first;
      if (loss > most) [next, vehicle, most] = [job, at, loss];
    }
    if (next === -1) return;
    tours.unplanned.splice(tours.unplanned.indexOf(next), 1);
    tours.insert(next, offers.get(next)![vehicle]!.behind);
    offers.delete(next);
    for (const [job, costs] of offers) costs[vehicle] = cheapestOn(tours, job, vehicle);
  }
}
