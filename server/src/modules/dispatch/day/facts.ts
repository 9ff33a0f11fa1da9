import type { Weights } from '@aftercare/contract/dispatch';
import type { Point } from '../travel/port.ts';

/** Seconds since local midnight of the day; may pass 86,400. */
export type Seconds = number;

export interface TechnicianFacts {
  readonly id: number;
  readonly name: string;
  readonly home: Point;
  readonly territories: readonly number[];
  /** Skill → level. */
  readonly skills: ReadonlyMap<number, number>;
  /** Null when off or absent that day. */
  readonly shift: readonly [Seconds, Seconds] | null;
  /** Why there is no shift although there should be; null otherwise. */
  readonly absent: string | null;
  readonly lunch: { readonly from: Seconds; readonly until: Seconds; readonly takes: Seconds } | null;
  /** Part → pieces free in the van; null where the technician has no van, so that nothing can be said. */
  readonly stock: ReadonlyMap<number, number> | null;
}

export interface VisitFacts {
  readonly id: number;
  readonly state: 'waiting' | 'planned' | 'on-the-way' | 'arrived' | 'done' | 'failed';
  /** Null where the address has no place on the map: planned as if at the technician's home. */
  readonly place: Point | null;
  readonly territory: number | null;
  readonly takes: Seconds;
  readonly opens: Seconds;
  readonly closes: Seconds;
  readonly skills: readonly { readonly skillId: number; readonly level: number }[];
  readonly parts: readonly { readonly partId: number; readonly quantity: number }[];
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly technicianId: number | null;
  readonly starts: Seconds | null;
  readonly locked: boolean;
  readonly published: boolean;
  /** What really happened so far. */
  readonly eta: Seconds | null;
  readonly arrived: Seconds | null;
  readonly finished: Seconds | null;
}

/** All there is to know of a day before planning it. */
export interface DayFacts {
  readonly technicians: readonly TechnicianFacts[];
  readonly visits: readonly VisitFacts[];
  /** Now, when the day is today; null for days to come. */
  readonly now: Seconds | null;
  readonly weights: Weights;
}

export const isOver = (visit: VisitFacts): boolean => visit.state === 'done' || visit.state === 'failed';
export const isUnderWay = (visit: VisitFacts): boolean => visit.state === 'on-the-way' || visit.state === 'arrived';

/** When the visit under way will be over, by what is known. */
export function endsAbout(visit: VisitFacts, now: Seconds): Seconds {
  if (visit.arrived !== null) return Math.max(now, visit.arrived + visit.takes);
  return Math.max(now, visit.eta ?? visit.starts ?? now) + visit.takes;
}
