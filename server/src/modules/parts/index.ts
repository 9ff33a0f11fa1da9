export { PartMoved, PartsArrived } from './events.ts';
export { partsModule } from './module.ts';
export { createParts } from './parts.ts';
export type { Parts } from './parts.ts';
export type { Counted, OldPart, Receipt, ReservationRow, Sending, Use, UseAtOnce, Wanted, Whereabouts } from './types.ts';
