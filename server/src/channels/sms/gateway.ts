import type { Delivery, Desk, Piece } from '../social/platform.ts';
import type { SmsSettings } from './settings.ts';

/** A text from a phone, or what became of one of ours. Stored in this form, whichever gateway brought it. */
export type Arrived =
  | { readonly kind: 'text'; readonly from: string; readonly text: string; readonly at: string; readonly media: readonly { readonly url: string; readonly type: string }[] }
  | { readonly kind: 'receipt'; readonly id: string; readonly state: 'sent' | 'delivered' | 'failed'; readonly detail: string };

/** What a gateway has of its own. */
export interface Gateway {
  genuine(delivery: Delivery, desk: Desk<SmsSettings>): boolean;
  pieces(delivery: Delivery, now: Date): readonly (Omit<Piece, 'content'> & { readonly arrived: Arrived })[];
  /** The gateway's id. */
  send(phone: string, text: string, key: string, desk: Desk<SmsSettings>): Promise<string>;
  /** Whether the account's keys are right; says what it answered. */
  look(desk: Desk<SmsSettings>): Promise<string>;
  readonly acknowledgement: { readonly type: string; readonly text: string };
}
