import { forbidden, type Plan, type Problem } from './problem.ts';

/**
 * Walks a plan's routes by the clock and says every rule it breaks; empty when it is sound. Shares nothing with the search,
 * so that a fault there is found here.
 */
export function faults(problem: Problem, plan: Plan): string[] {
  const found: string[] = [];
  const { jobs, vehicles, travel, places } = problem;
  const way = (from: number, to: number) => travel[from * places + to] ?? NaN;
  const seen = new Map<number, number>();
  const usedVehicles = new Set<number>();
  for (const route of plan.routes) {
    const vehicle = vehicles[route.vehicle];
    if (!vehicle) { found.push(`vehicle ${route.vehicle} does not exist`); continue; }
    if (usedVehicles.has(route.vehicle)) found.push(`vehicle ${route.vehicle} has two routes`);
    usedVehicles.add(route.vehicle);
    let [at, time, load] = [vehicle.from, route.leaves, 0];
    if (route.leaves < vehicle.starts) found.push(`vehicle ${route.vehicle} leaves before its shift`);
    const { lunch } = vehicle;
    if (lunch && (route.lunchAt === null || route.lunchAt < lunch.earliest || route.lunchAt > lunch.latest)) found.push(`vehicle ${route.vehicle} has no lunch in time`);
    /** Lunch between two moments that are otherwise free: on the way or waiting. */
    const rest = (from: number, to: number) => (lunch && route.lunchAt !== null && route.lunchAt >= from && route.lunchAt < to ? lunch.duration : 0);
    let eaten = 0;
    for (const stop of route.stops) {
      const job = jobs[stop.job];
      if (!job) { found.push(`job ${stop.job} does not exist`); continue; }
      seen.set(stop.job, (seen.get(stop.job) ?? 0) + 1);
      load += job.demand;
      const eats = eaten === 0 ? rest(time, stop.begins) : 0;
      eaten += eats;
      if (stop.begins < time + way(at, job.place) + eats) found.push(`job ${stop.job} begins before anybody can be there`);
      if (stop.begins < job.opens || stop.begins > job.closes) found.push(`job ${stop.job} begins outside its window`);
      if (stop.leaves < stop.begins + job.duration) found.push(`job ${stop.job} is left before it is done`);
      if (lunch && route.lunchAt !== null && route.lunchAt > stop.begins && route.lunchAt < stop.begins + job.duration) found.push(`lunch falls into job ${stop.job}`);
      if (job.locked !== undefined && job.locked !== route.vehicle) found.push(`locked job ${stop.job} was moved`);
      if (problem.pairs?.[stop.job * vehicles.length + route.vehicle] === forbidden) found.push(`job ${stop.job} may not go to vehicle ${route.vehicle}`);
      [at, time] = [job.place, stop.leaves];
    }
    const eats = eaten === 0 ? rest(time, Infinity) : 0;
    if (lunch && eaten + eats !== lunch.duration) found.push(`vehicle ${route.vehicle} eats not exactly once`);
    if (route.returns < time + way(at, vehicle.to) + eats) found.push(`vehicle ${route.vehicle} is home before it can be`);
    if (route.returns > vehicle.ends) found.push(`vehicle ${route.vehicle} is home after its shift`);
    if (load > vehicle.capacity) found.push(`vehicle ${route.vehicle} carries ${load} of ${vehicle.capacity}`);
  }
  for (const job of plan.unplanned) seen.set(job, (seen.get(job) ?? 0) + 1);
  jobs.forEach((_, j) => { if (seen.get(j) !== 1) found.push(`job ${j} stands ${seen.get(j) ?? 0} times in the plan`); });
  return found;
}

/** Cost of a plan, added up anew: ways, pairs, use, and what was left undone. */
export function costOf(problem: Problem, plan: Plan): number {
  const { jobs, vehicles, cost, places, pairs } = problem;
  const way = (from: number, to: number) => cost[from * places + to] ?? NaN;
  let sum = 0;
  for (const { vehicle: v, stops } of plan.routes) {
    const vehicle = vehicles[v]!;
    let at = vehicle.from;
    sum += vehicle.fixed;
    for (const { job } of stops) {
      sum += way(at, jobs[job]!.place) + (pairs?.[job * vehicles.length + v] ?? 0);
      at = jobs[job]!.place;
    }
    sum += way(at, vehicle.to);
  }
  for (const job of plan.unplanned) sum += jobs[job]!.penalty;
  return sum;
}
