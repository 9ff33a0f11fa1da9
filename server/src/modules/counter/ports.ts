import type { Handle, Tx } from '../../platform/db/index.ts';

/** A registered unit, as the counter needs it. */
export interface KnownUnit { readonly id: number; readonly product: string; readonly serial: string; readonly customerId: number | null }
/** What the counter asks of the catalogue. */
export interface UnitPort {
  bySerial(handle: Handle, serial: string): Promise<KnownUnit | undefined>;
  /** The ticket is about this unit. */
  attach(tx: Tx, ticketId: number, unitId: number): Promise<void>;
}
