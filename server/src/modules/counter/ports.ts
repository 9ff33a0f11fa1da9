import type { Handle, Tx } from '../../platform/db/index.ts';

/** A registered unit, as the counter needs it. */
export interface KnownUnit { readonly id: number; readonly product: string; readonly serial: string; readonly customerId: number | null }
type Words = { readonly zh: string; readonly en: string };
export interface Owed { readonly covered: boolean; readonly until: string | null; readonly clause: Words | null; readonly reason: { readonly code: string; readonly text: Words } | null }
/** What the counter asks of the catalogue. */
export interface UnitPort {
  bySerial(handle: Handle, serial: string): Promise<KnownUnit | undefined>;
  /** What it is owed today. */
  owed(handle: Handle, unitId: number): Promise<Owed>;
  /** The ticket is about this unit. */
  attach(tx: Tx, ticketId: number, unitId: number): Promise<void>;
}
