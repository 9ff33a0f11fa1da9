export { planAtOnce } from './day/plan.ts';
export { createDispatch } from './dispatch.ts';
export type { Dispatch } from './dispatch.ts';
export { DayPlanChanged, VisitArrived, VisitBooked, VisitCancelled, VisitDone, VisitFailed, VisitMoved, VisitOffered, VisitOnTheWay } from './events.ts';
export { dispatchModule } from './module.ts';
export { costOf, faults, search, solve } from './solver/index.ts';
export type { Plan, Problem } from './solver/index.ts';
export type { TravelTimes } from './travel/port.ts';
export { vansOf } from './vans.ts';
