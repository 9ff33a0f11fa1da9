import type { Names } from '@aftercare/contract/basics';
import type { Currency } from '@aftercare/contract/money';
import type { Owed } from '@aftercare/contract/repairs';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';

export interface UnitFacts { readonly id: number; readonly serial: string; readonly model: Names; readonly modelId: number; /** What was paid for it, where a proof says so; minor units. */ readonly paidMinor: number | null; readonly currency: string }
export interface PlannedPart { readonly partId: number; readonly quantity: number }
export interface PartFacts { readonly id: number; readonly number: string; readonly name: Names; readonly priceMinor: number; readonly taxRate: number; readonly consumable: boolean; readonly leadDays: number }

/** What repairs and returns ask of products: the unit, what it is owed, how a known fault is mended, and the change of one unit for another. */
export interface Units {
  unit(handle: Handle, unitId: number): Promise<UnitFacts | undefined>;
  /** Several at once, by their ids; those that are unknown are left out. */
  units(handle: Handle, unitIds: readonly number[]): Promise<ReadonlyMap<number, UnitFacts>>;
  unitOfTicket(handle: Handle, ticketId: number): Promise<UnitFacts | undefined>;
  owed(handle: Handle, ask: { readonly unitId: number; readonly on: Date; readonly faultKey?: string | null; readonly language: 'zh-CN' | 'en' }): Promise<Owed>;
  /** Standard plan of a known fault; undefined when there is none. */
  plan(handle: Handle, ask: { readonly unitId: number; readonly faultKey: string }): Promise<{ readonly fault: Names; readonly minutes: number; readonly parts: readonly PlannedPart[] } | undefined>;
  /** Keeps the damage that takes the unit out of warranty, with its evidence. */
  exclude(tx: Tx, input: { readonly unitId: number; readonly ticketId: number; readonly kind: 'human' | 'disaster' | 'unauthorised' | 'wear'; readonly note: string; readonly files: readonly number[]; readonly actor: Actor }): Promise<void>;
  /** A failure in the field, once per repair: what fault rates and replacement by rule are counted from. */
  failed(tx: Tx, input: { readonly unitId: number; readonly ticketId: number; readonly repairId: number; readonly on: Date; readonly faultKey: string; readonly partNumber: string; readonly covered: boolean; readonly minutes: number }): Promise<void>;
  /** Days the customer had to do without it: terms may be prolonged by them. */
  inWorkshop(tx: Tx, unitId: number, days: number): Promise<void>;
  /** The customer has another unit now: the new one takes over owner and warranty, the old one is ours. */
  swap(tx: Tx, input: { readonly oldUnitId: number; readonly serial: string; readonly ticketId: number; readonly actor: Actor }): Promise<UnitFacts>;
  /** The customer has it no more: it goes into the stock of finished goods. `restocked` can be given to somebody else, `returned` waits there to be made good, `recycled` never comes back. */
  retire(tx: Tx, input: { readonly unitId: number; readonly ticketId: number; readonly how: 'restocked' | 'returned' | 'recycled'; readonly siteId: number | null; readonly grade: 'A' | 'B' | 'C' | 'D' | null; readonly actor: Actor }): Promise<void>;
}

/** What repairs ask of parts. Every command takes a key: the same key again does nothing. */
export interface PartsDesk {
  parts(handle: Handle, ids: readonly number[]): Promise<readonly PartFacts[]>;
  reserve(tx: Tx, wanted: { readonly partId: number; readonly siteId: number; readonly quantity: number; readonly for: string; readonly ticketId: number; readonly wait: boolean; readonly key: string; readonly actor?: Actor }): Promise<{ readonly id: number; readonly state: string }>;
  reservations(handle: Handle, what: string): Promise<readonly { readonly id: number; readonly state: string }[]>;
  use(tx: Tx, use: { readonly reservationId: number; readonly quantity?: number; readonly serials?: readonly string[]; readonly key: string; readonly actor?: Actor }): Promise<unknown>;
  release(tx: Tx, release: { readonly reservationId: number; readonly key: string; readonly actor?: Actor }): Promise<unknown>;
  oldBack(tx: Tx, old: { readonly partId: number; readonly siteId: number; readonly quantity: number; readonly for: string; readonly ticketId: number; readonly key: string; readonly actor?: Actor }): Promise<unknown>;
}

/** What repairs ask of charges. */
export interface Bills {
  quote(tx: Tx, input: { readonly ticketId: number; readonly currency: Currency; readonly lines: readonly { readonly kind: 'part' | 'labour' | 'shipping' | 'other'; readonly description: string; readonly quantity: number; readonly unitMinor: number; readonly taxRate: number; readonly partId: number | null }[]; readonly actor: Actor }): Promise<{ readonly id: number; readonly grossMinor: number }>;
  send(tx: Tx, quoteId: number, actor: Actor): Promise<unknown>;
  state(handle: Handle, ticketId: number, quoteId: number): Promise<string | undefined>;
}
/** Rows of a decision table that apply. */
export type Decide = (handle: Handle, ref: string, variables: Record<string, unknown>) => Promise<unknown>;
