import type { Figures } from '@aftercare/contract/dispatch';
import { type DayFacts, isOver } from './facts.ts';
import { pairCost, perPoint, undoneCost } from './objective.ts';
import type { WalkedDay } from './walk.ts';

/** A day in a few numbers; `points` is what the search makes smaller. */
export function figuresOf(facts: DayFacts, { routes, faults }: WalkedDay): Figures {
  const { weights } = facts;
  const used = routes.filter((route) => route.stops.length > 0);
  const planned = facts.visits.filter((v) => v.state !== 'waiting');
  const undone = planned.filter((v) => !isOver(v) && (v.technicianId === null || v.starts === null));
  const driving = used.reduce((sum, route) => sum + route.driving, 0);
  const pairs = used.reduce((sum, { technician, stops }) => sum + stops.reduce((of, { visit }) => of + Math.max(0, pairCost(visit, technician, weights)), 0), 0);
  return {
    visits: planned.length, unplanned: undone.length, technicians: used.length, drivingMinutes: Math.round(driving / 60), kilometres: Math.round(used.reduce((sum, r) => sum + r.metres, 0) / 100) / 10,
    workMinutes: Math.round(planned.reduce((sum, v) => sum + v.takes, 0) / 60), conflicts: faults.filter((f) => !f.soft).length,
    points: Math.round((driving / 60) * weights.drivingMinute + used.length * weights.technicianUsed + (pairs + undone.reduce((sum, v) => sum + undoneCost(v, weights), 0)) / perPoint),
  };
}
