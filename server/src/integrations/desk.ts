import type { z } from 'zod';

/** An outside desk as an adapter needs it: settings checked by its schema, secrets decrypted. */
export interface DeskAccount<S = Record<string, unknown>> { readonly id: number; readonly address: string; readonly language: 'zh-CN' | 'en'; readonly settings: S }

/** States that both sides know. What a desk cannot tell apart, `reach` says. */
export type DeskStatus = 'open' | 'pending' | 'hold' | 'solved';
export interface DeskPerson { readonly name: string; readonly email: string | null }
export interface DeskFile { readonly name: string; readonly type: string; readonly size: number; readonly url: string }

/** One message of a ticket over there. */
export interface DeskMessage {
  readonly id: string;
  readonly at: Date;
  readonly from: 'customer' | 'agent';
  readonly authorName: string;
  /** Their customer sees it. */
  readonly public: boolean;
  readonly text: string;
  readonly files: readonly DeskFile[];
  /** What we wrote ourselves carries our mark. */
  readonly mark: string | null;
}
export interface DeskTicket {
  readonly id: string;
  readonly subject: string;
  readonly status: DeskStatus;
  /** Nothing more can be added; what goes on there is a new ticket. */
  readonly sealed: boolean;
  readonly assignee: DeskPerson | null;
  readonly customer: { readonly id: string; readonly name: string; readonly email: string | null; readonly phone: string | null };
  readonly url: string;
  readonly mark: string | null;
  /** Somebody over there made it part of this other one. */
  readonly mergedInto: string | null;
  /** Changes whenever the ticket does; given back with a change so that nobody's is overwritten unseen. */
  readonly stamp: string;
}
/** `cursor`: up to where the messages were read; give it back to hear only what is newer. */
export interface DeskState { readonly ticket: DeskTicket; readonly messages: readonly DeskMessage[]; readonly cursor: string | null }

/** Words of ours to be written there. */
export interface DeskWords {
  readonly mark: string;
  readonly from: 'customer' | 'agent';
  readonly author: DeskPerson;
  readonly text: string;
  readonly public: boolean;
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
}
export interface NewDeskTicket {
  readonly mark: string;
  readonly subject: string;
  /** `key` tells them apart over there. Without an address, so that the desk cannot write to them beside us. */
  readonly customer: { readonly key: string; readonly name: string };
  readonly status: DeskStatus;
  readonly assignee: DeskPerson | null;
  readonly first: DeskWords;
  /** The sealed ticket this one goes on with. */
  readonly follows: string | null;
}

/** It asked us to wait. */
export class DeskBusy extends Error {
  readonly seconds: number;
  constructor(seconds: number) { super(`the desk asks for ${seconds} s of peace`); this.seconds = seconds; }
}
/** It will say the same again, whatever we do. */
export class DeskRefused extends Error {}
/** Nobody over there has this name or address. */
export class NobodyThere extends Error {}
/** A request that claims to come from the desk and does not. */
export class NotTheDesk extends Error {}

export interface DeskProbe { readonly name: string; readonly ok: boolean; readonly detail: string }

/** The port every outside desk goes through. One folder per kind; nothing outside the composition root knows them. */
export interface DeskAdapter {
  readonly kind: 'zendesk' | 'chatwoot';
  readonly settings: z.ZodType<Record<string, unknown>>;
  /** Names in the settings that are encrypted and never read back. */
  readonly secretSettings: readonly string[];
  /** The state it keeps for one of ours. */
  reach(status: DeskStatus): DeskStatus;
  /** Asks it something harmless with the account's keys. */
  check(account: DeskAccount, language: string): Promise<DeskProbe[]>;
  /** Tickets that changed since the cursor; from now on where there is none. */
  changes(account: DeskAccount, cursor: string | null, now: Date): Promise<{ readonly ids: readonly string[]; readonly cursor: string; readonly more: boolean }>;
  /** A ticket as it stands and its messages after the cursor; null when it is gone. */
  state(account: DeskAccount, id: string, cursor: string | null): Promise<DeskState | null>;
  /** The ticket we made with this mark, should we have forgotten. */
  find(account: DeskAccount, mark: string, customerKey: string): Promise<string | null>;
  /** `messageId` where it says which one the first words became. */
  open(account: DeskAccount, ticket: NewDeskTicket): Promise<{ readonly id: string; readonly messageId: string | null }>;
  /** The new message's id. */
  write(account: DeskAccount, ticket: DeskTicket, words: DeskWords): Promise<string>;
  /** Changes state or owner (null: nobody). False when the ticket is no longer as `ticket` says: look again. @throws NobodyThere */
  set(account: DeskAccount, ticket: DeskTicket, change: { readonly status?: DeskStatus; readonly assignee?: DeskPerson | null }): Promise<boolean>;
  /** Our tickets of these two became one. `into` goes on; this one says so and ends. */
  join(account: DeskAccount, ticket: DeskTicket, into: string, words: { readonly from: string; readonly into: string }): Promise<void>;
  file(account: DeskAccount, url: string, maxBytes: number): Promise<Uint8Array>;
  /** Tickets a message of the desk's is about. @throws NotTheDesk */
  heard(account: DeskAccount, message: { readonly body: Buffer; readonly headers: Readonly<Record<string, string | string[] | undefined>> }, now: Date): readonly string[];
}
