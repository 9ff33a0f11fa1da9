export { QueuesChanged } from './events.ts';
export { routingModule } from './module.ts';
export { choose, matchQueue, urgency } from './policy.ts';
export type { Person, Verdict } from './policy.ts';
export { routerActor } from './router.ts';
export { createRouting } from './routing.ts';
export type { Routing } from './routing.ts';
