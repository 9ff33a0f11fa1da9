export type { Counted, OldPart, Receipt, ReservationRow, Sending, Use, UseAtOnce, Wanted, Whereabouts } from './types.ts';
