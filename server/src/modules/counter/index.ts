export { createCounter } from './counter.ts';
export type { Counter } from './counter.ts';
export { ItemArrived, ItemHandedBack, ItemReceived, ItemSent, NumberMoved } from './events.ts';
export { counterModule } from './module.ts';
export type { KnownUnit, Owed, UnitPort } from './ports.ts';
