export { PoliciesChanged, SlaBreached, SlaMet, SlaWarned } from './events.ts';
export type { ClockFact } from './events.ts';
export { clocksThrough } from './history.ts';
export type { PastClock, PastOccurrence } from './history.ts';
export { slaModule } from './module.ts';
export { matchPolicy } from './policy.ts';
export { createSla } from './sla.ts';
export type { Sla } from './sla.ts';
