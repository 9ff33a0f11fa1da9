export { QueuesChanged } from './events.ts';
export { routingModule } from './module.ts';
export { createRouting } from './routing.ts';
export type { Routing } from './routing.ts';
