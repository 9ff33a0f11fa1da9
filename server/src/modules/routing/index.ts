export { CertificateEnding, OfferMissed, QueuesChanged } from './events.ts';
export { routingModule } from './module.ts';
export type { Person, Verdict } from './person.ts';
export { choose, matchQueue } from './policy.ts';
export { urgency } from './queue-settings.ts';
export { routerActor } from './router.ts';
export { createRouting } from './routing.ts';
export type { AskVendor, Routing } from './routing.ts';
