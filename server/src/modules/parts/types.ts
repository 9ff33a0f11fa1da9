import type { Reservation } from '@aftercare/contract/parts';
import type { Actor } from '../../platform/bus/index.ts';

export type ReservationRow = Omit<Reservation, 'at'> & { readonly at: Date };
/**
 * Every command takes a `key` of its caller: the same key again does nothing and gives the first answer. Derive it from what
 * causes the move (`ctx.taskKey`, `repair:12:line:3`), never from a random number.
 */
export interface Wanted {
  readonly partId: number; readonly siteId: number; readonly quantity: number;
  /** The job it is for: `repair:12`, `visit:9`. */
  readonly for: string;
  /** Whose process is told when waited-for parts arrive. */
  readonly ticketId?: number | null;
  readonly key: string; readonly actor?: Actor;
}
export interface Use { readonly reservationId: number; /** All of it unless told. */ readonly quantity?: number; readonly serials?: readonly string[]; readonly key: string; readonly actor?: Actor }
/** Parts used that nobody reserved, such as from a van. */
export interface UseAtOnce extends Wanted { readonly serials?: readonly string[] }
export interface OldPart {
  readonly partId: number; readonly siteId: number; readonly quantity: number; readonly what: 'return' | 'scrap' | 'refurbish';
  readonly for?: string | null; readonly ticketId?: number | null; readonly serials?: readonly string[]; readonly reason?: string; readonly key: string; readonly actor?: Actor;
}
export interface Receipt { readonly partId: number; readonly siteId: number; readonly quantity: number; readonly unitCostMinor: number; readonly serials?: readonly string[]; readonly reason?: string; readonly orderLineId?: number | null; readonly key: string; readonly actor?: Actor }
export interface Sending { readonly partId: number; readonly fromId: number; readonly toId: number; readonly quantity: number; readonly note?: string; readonly key: string; readonly actor?: Actor }
export interface Counted { readonly partId: number; readonly siteId: number; readonly counted: number; readonly reason: string; readonly key: string; readonly actor?: Actor }
export interface Whereabouts { readonly siteId: number; readonly siteKey: string; readonly siteName: { zh: string; en: string }; readonly siteKind: string; readonly onHand: number; readonly reserved: number; readonly available: number; readonly inTransit: number }
