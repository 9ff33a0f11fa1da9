export { createBus } from './bus.ts';
export type { Bus, Subscription } from './bus.ts';
export { defineEvent, isEvent, systemActor } from './event.ts';
export type { Actor, EventType, LoggedEvent } from './event.ts';
export { historyOf } from './history.ts';
export { lag, rewind } from './store.ts';
export type { NewEvent } from './store.ts';
