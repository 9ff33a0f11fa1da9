export { PoliciesChanged, SlaAcknowledged, SlaBreached, SlaEscalated, SlaMet, SlaWarned } from './events.ts';
export type { ClockFact, Escalated } from './events.ts';
export { clocksThrough } from './history.ts';
export type { PastClock, PastOccurrence } from './history.ts';
export { slaModule } from './module.ts';
export { matchPolicy } from './policy.ts';
export { createSla } from './sla.ts';
export type { Sla } from './sla.ts';
