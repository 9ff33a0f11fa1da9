import type { PostalAddress, ShipmentState } from '@aftercare/contract/shipments';
import type { z } from 'zod';

/** One contract with a carrier: settings checked by the adapter's schema, secrets decrypted. */
export interface CarrierAccount<S = Record<string, unknown>> { readonly id: number; readonly key: string; readonly settings: S }

export interface LabelOrder {
  /** The same key again must give the same parcel, not a second one. */
  readonly idempotencyKey: string;
  /** What people call it: the ticket's number. */
  readonly reference: string;
  readonly from: PostalAddress;
  readonly to: PostalAddress;
  readonly contents: string;
  readonly weightGrams: number;
}
export interface OrderedLabel {
  readonly trackingNumber: string | null;
  /** The carrier's own PDF; null: we print one. */
  readonly pdf: Uint8Array | null;
  readonly expectedAt: Date | null;
}
/** One thing that happened to a parcel. `id` is the carrier's own: told twice, it is one scan. */
export interface CarrierScan { readonly id: string; readonly trackingNumber: string; readonly at: Date; readonly state: ShipmentState; readonly place: string; readonly words: string }

/** The carrier will not take this order, whatever we try; the sentence is shown to the agent. */
export class OrderRefused extends Error {}
/** A request that claims to come from the carrier and does not. */
export class NotTheCarrier extends Error {
  readonly reason: 'missing' | 'malformed' | 'forged' | 'stale';
  constructor(reason: NotTheCarrier['reason']) { super(reason); this.reason = reason; }
}

/** The port every carrier goes through. One folder per kind; nothing outside the composition root knows them. */
export interface CarrierAdapter {
  readonly kind: string;
  readonly settings: z.ZodType<Record<string, unknown>>;
  /** Names in the settings that are encrypted and never read back. */
  readonly secretSettings: readonly string[];
  /** Tells nothing by itself: people type in what they know. */
  readonly manual: boolean;
  /** Throws `OrderRefused` for good; anything else thrown is tried again. */
  order(order: LabelOrder, account: CarrierAccount): Promise<OrderedLabel>;
  /** Everything the carrier knows of a parcel, for when its messages did not reach us. */
  track(trackingNumber: string, account: CarrierAccount): Promise<CarrierScan[]>;
  /** Asks the carrier something harmless with the account's keys; undefined where there is nobody to ask. Rejects with what it said. */
  check?(account: CarrierAccount): Promise<void>;
  /** Reads a message of the carrier's. Throws `NotTheCarrier`, or a ZodError for what is not of its shape. */
  read(message: { readonly body: Buffer; readonly headers: Readonly<Record<string, string | string[] | undefined>> }, account: CarrierAccount, now: Date): CarrierScan[];
  /** Where people follow a parcel. */
  trackingUrl(trackingNumber: string, account: CarrierAccount): string | null;
}
