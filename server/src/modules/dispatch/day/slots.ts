import { forbidden } from '../solver/index.ts';
import { Tours } from '../solver/tours.ts';
import type { DayFacts, Seconds, VisitFacts } from './facts.ts';
import { pairCost } from './objective.ts';
import { dayProblem } from './problem.ts';
import type { TravelTable } from '../travel/port.ts';

export interface FreeSlot {
  readonly from: Seconds;
  readonly until: Seconds;
  /** Cheapest place found for it. */
  readonly technicianId: number;
  readonly starts: Seconds;
  /** Seconds of driving it adds. */
  readonly detour: Seconds;
  /** Other visits of the day that begin at another moment of their windows for it. */
  readonly moves: readonly { readonly visitId: number; readonly starts: Seconds }[];
}

/**
 * Which windows of a day are really free for a visit: somebody with the skill can be there, everybody's other visits keep
 * their windows, lunch and the way home stay. Nobody's visit is moved to another technician for it.
 * @param facts the day with the visit among its visits, on nobody's route
 */
export function freeSlots(facts: DayFacts, travel: TravelTable, wanted: VisitFacts, windows: readonly (readonly [Seconds, Seconds])[]): FreeSlot[] {
  const { problem, visits, technicians } = dayProblem(facts, travel);
  const job = visits.indexOf(wanted);
  if (job === -1) return [];
  const free: FreeSlot[] = [];
  for (const [from, until] of windows) {
    // The same day with this window for the visit: its lists are rebuilt, which takes less than a millisecond.
    const tours = new Tours({ ...problem, jobs: problem.jobs.map((each, j) => (j === job ? { ...each, opens: from, closes: until } : each)) });
    let best: { node: number; cost: number; v: number } | null = null;
    technicians.forEach((technician, v) => {
      if (pairCost(wanted, technician, facts.weights) === forbidden || !settle(tours, v, technician.id, visits, wanted)) return;
      for (let node = tours.first(v); node !== tours.last(v); node = tours.next[node]!) {
        const cost = tours.insertion(job, node);
        if (cost !== Infinity && (best === null || cost < best.cost)) best = { node, cost, v };
      }
    });
    if (best === null) continue;
    const { node, v } = best as { node: number; cost: number; v: number };
    const [a, b, p] = [tours.place[node]!, tours.place[tours.next[node]!]!, tours.place[job]!];
    const way = (x: number, y: number) => problem.travel[x * problem.places + y]!;
    tours.insert(job, node);
    const moves = tours.stops(v).flatMap((j) => (j !== job && visits[j]!.starts !== tours.early[j] ? [{ visitId: visits[j]!.id, starts: tours.early[j]! }] : []));
    free.push({ moves, from, until, technicianId: technicians[v]!.id, starts: tours.early[job]!, detour: way(a, p) + way(p, b) - (tours.size[v] === 1 ? 0 : way(a, b)) });
  }
  return free;
}

/** Puts a technician's visits on the route as they are planned; false when they do not fit as they are, so that nothing may be added. */
function settle(tours: Tours, v: number, technicianId: number, visits: readonly VisitFacts[], wanted: VisitFacts): boolean {
  const own = visits.flatMap((visit, j) => (visit !== wanted && visit.technicianId === technicianId && visit.starts !== null ? [j] : []));
  own.sort((a, b) => visits[a]!.starts! - visits[b]!.starts!);
  return tours.settle(v, own);
}
