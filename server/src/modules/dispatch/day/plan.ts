import type { TravelTable } from '../travel/port.ts';
import { type Plan, search } from '../solver/index.ts';
import type { DayFacts, Seconds, TechnicianFacts, VisitFacts } from './facts.ts';
import { dayProblem } from './problem.ts';

/** Where a plan puts a visit; nobody and never where it found no place. */
export interface Found { readonly visitId: number; readonly technicianId: number | null; readonly starts: Seconds | null }

/** A solver's plan in the words of the day. */
export function placesOf(plan: Plan, visits: readonly VisitFacts[], technicians: readonly TechnicianFacts[]): Found[] {
  const placed = new Map(plan.routes.flatMap((route) => route.stops.map((stop) => [stop.job, { technicianId: technicians[route.vehicle]!.id, starts: stop.begins }] as const)));
  // A locked visit that found no room stays as it is: the board shows what is wrong with it.
  return visits.map((v, j): Found => ({ visitId: v.id, ...(placed.get(j) ?? (v.locked ? { technicianId: v.technicianId, starts: v.starts } : { technicianId: null, starts: null })) }));
}

/** A plan made at once, with a given number of rounds: for small days and for making examples. */
export function planAtOnce(facts: DayFacts, travel: TravelTable, rounds: number, seed: number): Found[] {
  const { problem, visits, technicians } = dayProblem(facts, travel);
  return placesOf(search(problem, { deadlineMs: Infinity, rounds, seed }, () => 0), visits, technicians);
}
