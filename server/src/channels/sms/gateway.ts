import type { Delivery, Desk, Piece } from '../social/platform.ts';
import type { SmsSettings } from './settings.ts';

/** A text from a phone, or what became of one of ours. Stored in this form, whichever gateway brought it. */
export type Arrived =
  | { readonly kind: 'text'; readonly from: string; readonly text: string; readonly at: string; readonly media: readonly { readonly url: string; readonly type: string }[] }
  | { readonly kind: 'receipt'; readonly id: string; readonly state: 'sent' | 'delivered' | 'failed'; readonly detail: string; /** Of ours, and whom it went to: where a message centre tells them. */ readonly reference?: number | null; readonly phone?: string };

/** A text to somebody. */
export interface Text {
  readonly phone: string;
  readonly text: string;
  /** The same again is the same. */
  readonly key: string;
  /** What it comes from there: a number or a name. */
  readonly source: string;
  /** Our message; null for words that are none. */
  readonly messageId: number | null;
  /** The message's last part. */
  readonly last: boolean;
}

/** What a gateway has of its own. */
export interface Gateway {
  genuine(delivery: Delivery, desk: Desk<SmsSettings>): boolean;
  pieces(delivery: Delivery, now: Date): readonly (Omit<Piece, 'content'> & { readonly arrived: Arrived })[];
  /** The gateway's id. */
  send(text: Text, desk: Desk<SmsSettings>): Promise<string>;
  /** What it answered before a break, where it can be asked: the id, or null. */
  find?(text: Text, since: Date, desk: Desk<SmsSettings>): Promise<string | null>;
  /** Takes a text over and reports later that it has left. */
  readonly reportsLater?: boolean;
  /** What a receipt is about. Null: of a part only, or of nothing of ours. */
  about?(receipt: Extract<Arrived, { kind: 'receipt' }>, desk: Desk<SmsSettings>, attempts: number): Promise<{ id: string; state: 'sent' | 'delivered' | 'failed' } | null>;
  /** Whether the account's keys are right; says what it answered. */
  look(desk: Desk<SmsSettings>): Promise<string>;
  readonly acknowledgement: { readonly type: string; readonly text: string };
}
