import type { Point, TravelTable } from '../travel/port.ts';
import type { Job, Problem, Vehicle } from '../solver/index.ts';
import { type DayFacts, type TechnicianFacts, type VisitFacts, endsAbout, isOver, isUnderWay } from './facts.ts';
import { pairCost, perPoint, undoneCost, wayCost } from './objective.ts';

/** The day as the solver takes it, with which row is which visit and technician. */
interface DayProblem {
  readonly problem: Problem;
  readonly visits: readonly VisitFacts[];
  readonly technicians: readonly TechnicianFacts[];
}

/** Index of each place in the travel table: technicians' homes first, then visits in the order of the facts. */
export function placesOf(facts: DayFacts): Point[] {
  const middle = facts.technicians[0]?.home ?? { lat: 0, lon: 0 };
  return [...facts.technicians.map((t) => t.home), ...facts.visits.map((v) => v.place ?? facts.technicians.find((t) => t.id === v.technicianId)?.home ?? middle)];
}

/**
 * Everything that can still be planned: what is over or under way says only where and when its technician is free again.
 * @param extra visits that are tried beyond those of the day, such as one a customer looks for a time for
 */
export function dayProblem(facts: DayFacts, travel: TravelTable): DayProblem {
  const { technicians, weights, now } = facts;
  const at = (visit: VisitFacts) => technicians.length + facts.visits.indexOf(visit);
  const visits = facts.visits.filter((v) => !isOver(v) && !isUnderWay(v));
  const working = technicians.flatMap((technician, t) => {
    const free = freeFrom(facts, technician, now);
    return technician.shift && free.from < technician.shift[1] ? [{ technician, t, free }] : [];
  });
  const vehicles: Vehicle[] = working.map(({ technician, t, free }) => ({
    id: technician.id, from: free.after ? at(free.after) : t, to: t, starts: free.from, ends: technician.shift![1], capacity: 1_000, fixed: free.after ? 0 : Math.round(weights.technicianUsed * perPoint),
    ...lunchOf(technician, free.from),
  }));
  const jobs: Job[] = visits.map((visit) => {
    const locked = visit.locked ? working.findIndex(({ technician }) => technician.id === visit.technicianId) : -1;
    const fixed = locked >= 0 && visit.starts !== null;
    return {
      id: visit.id, place: at(visit), duration: visit.takes, demand: 1, penalty: undoneCost(visit, weights),
      opens: fixed ? visit.starts : visit.opens, closes: fixed ? visit.starts : visit.closes, ...(locked >= 0 ? { locked } : {}),
    };
  });
  const pairs = new Int32Array(jobs.length * vehicles.length);
  // A lock is somebody's decision: it stands also where the rules would say no.
  visits.forEach((visit, j) => working.forEach(({ technician }, v) => { pairs[j * vehicles.length + v] = jobs[j]!.locked === v ? 0 : pairCost(visit, technician, weights); }));
  const cost = travel.seconds.map((seconds) => wayCost(seconds, weights));
  return { problem: { places: technicians.length + facts.visits.length, travel: travel.seconds, cost, jobs, vehicles, pairs }, visits, technicians: working.map((w) => w.technician) };
}

/** From when, and after which visit, a technician can be given more. */
function freeFrom(facts: DayFacts, technician: TechnicianFacts, now: number | null): { from: number; after: VisitFacts | null } {
  const start = technician.shift?.[0] ?? 0;
  const own = facts.visits.filter((v) => v.technicianId === technician.id);
  const active = own.find(isUnderWay);
  if (active) return { from: Math.max(start, endsAbout(active, now ?? start)), after: active };
  const last = own.filter(isOver).toSorted((a, b) => (b.finished ?? 0) - (a.finished ?? 0))[0];
  if (last) return { from: Math.max(start, now ?? start, last.finished ?? 0), after: last };
  return { from: Math.max(start, now ?? start), after: null };
}

/** Lunch as the solver takes it; none for who starts after its time. */
function lunchOf(technician: TechnicianFacts, from: number): { lunch?: Vehicle['lunch'] } {
  const { lunch, shift } = technician;
  if (!lunch || !shift || from > lunch.until || shift[1] < lunch.from + lunch.takes) return {};
  return { lunch: { earliest: lunch.from, latest: lunch.until, duration: lunch.takes } };
}
