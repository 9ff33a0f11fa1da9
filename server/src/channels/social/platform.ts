import type { ChannelKind } from '@aftercare/contract/basics';
import type { z } from 'zod';
import type { Tx } from '../../platform/db/index.ts';
import type { GuardedFetch } from '../../platform/net/index.ts';
import type { Account, ChannelContext, Outbound, Probe, RawItem, SenderAddress } from '../channel.ts';

/** A request of the platform's to our webhook. Header names in small letters. */
export interface Delivery {
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The whole address as the platform was told it, for signatures over it. */
  readonly url: string;
}

/** One thing out of a delivery, with the id by which the platform would bring it again. */
export interface Piece {
  readonly externalId: string;
  readonly content: string;
  /** Address of another account of the same app that this is meant for. */
  readonly to?: string | undefined;
}

export interface Media {
  readonly name: string;
  readonly type: string;
  readonly fetch: () => Promise<Uint8Array>;
}

/** What a stored piece turns out to be. */
export type Reading =
  | {
    readonly kind: 'message';
    readonly person: { readonly id: string; readonly name: string; readonly language?: 'zh-CN' | 'en' | null; readonly addresses?: readonly SenderAddress[] };
    readonly text: string;
    readonly media?: readonly Media[];
    readonly at: Date;
    readonly answers?: readonly string[];
    /** A code of ours by which the person came; see `code.ts`. */
    readonly code?: string | undefined;
    readonly meta?: Readonly<Record<string, unknown>>;
    readonly subject?: string;
  }
  | { readonly kind: 'receipt'; /** Of ours, given with the part. */ readonly key?: string | undefined; readonly externalIds: readonly string[]; readonly state: 'sent' | 'delivered' | 'seen' | 'failed'; readonly detail: string }
  | { readonly kind: 'nothing' };

/** A message leaves as one or several of these, one call each. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: Outbound['files'][number] }
  /** The whole text by a template agreed with the platform: the only way once the window is shut. */
  | { readonly kind: 'template'; readonly text: string };

export interface Recipient {
  readonly id: string;
  readonly message: Outbound;
  /** Of the part: the same again is the same. */
  readonly key: string;
  readonly first: boolean;
  readonly last: boolean;
}

export interface Token { readonly value: string; readonly version: number }

/** What a platform's own code works with: one account, its settings, and what all platforms share. */
export interface Desk<S> {
  readonly account: Account;
  readonly settings: S;
  readonly context: ChannelContext;
  readonly fetch: GuardedFetch;
  readonly now: () => Date;
  /** Where the platform delivers to. */
  readonly hook: string;
  /** The same for another account of this kind. */
  readonly of: (account: Account) => Desk<S>;
  /** Works with the access token of the account; with a new one when the platform wants that. */
  readonly authorised: <T>(work: (token: string) => Promise<T>) => Promise<T>;
  /** A link to a file of ours that needs no sign-in, for platforms that fetch. */
  readonly fileUrl: (fileId: number) => Promise<string>;
  readonly fileBytes: (fileId: number) => Promise<Uint8Array>;
}

interface Acknowledgement { readonly type: string; readonly text: string }

/** The API's address is a setting, so that the same code speaks to a simulator, a proxy or the platform of another country. */
export interface SocialSettings extends Record<string, unknown> { readonly apiBase: string }

/** What one platform has of its own. Everything else stands in this folder once. */
export interface SocialPlatform<S extends SocialSettings> {
  readonly kind: ChannelKind;
  readonly settings: z.ZodType<S>;
  readonly secretSettings: readonly string[];
  /** Characters of one text. */
  readonly textLimit: number;
  readonly bodyLimit?: number;
  /** What we answer to a delivery that is on disk. */
  readonly acknowledgement: Acknowledgement | ((settings: S) => Acknowledgement);
  /** Who a customer is here, where an address of theirs says so by itself. */
  personOf?(addresses: Outbound['to']['addresses']): string | null;
  /** The platform asks whether the address is ours (GET): what to answer, null when it is not the platform that asks. */
  challenge?(delivery: Delivery, desk: Desk<S>): string | null;
  /** Whether a delivery is the platform's own. */
  genuine(delivery: Delivery, desk: Desk<S>): boolean;
  pieces(delivery: Delivery, desk: Desk<S>): readonly Piece[];
  /** Two accounts whose deliveries come to one address and are signed alike. */
  sameApp?(one: S, other: S): boolean;
  /** A delivery that only says «come and look»: looks. Called once what `pieces` gave is on disk. */
  delivered?(delivery: Delivery, desk: Desk<S>): Promise<void>;
  read(raw: RawItem, desk: Desk<S>): Promise<Reading>;
  /** Sends one part and gives the platform's id of it. */
  deliver(part: Part, to: Recipient, desk: Desk<S>): Promise<string>;
  /**
   * The same part with the same key again is the same to the platform, so that it may be sent again after any break: always, or by how it
   * was sent at `begun`. Where it is not, and the platform neither can be asked nor tells, a break leaves the message unsure.
   */
  readonly keyed?: true | ((to: Recipient, begun: Date, desk: Desk<S>) => boolean);
  /**
   * After a break between the platform's yes and our note: its id of the part, if it has it; null when it has it not. Asked only for
   * parts begun before (`since`).
   */
  find?(part: Part, to: Recipient, since: Date, desk: Desk<S>): Promise<string | null>;
  /** Tells of each part with a key of ours once it has it; so long we wait for that after a break. */
  readonly tellsWithinSeconds?: number;
  /** A person decided about what it was handed over and nobody is sure of. */
  settle?(tx: Tx, messageId: number, arrived: boolean, desk: Desk<S>): Promise<void>;
  /** `deliver` only hands over; `context.report` tells when the message has left. */
  reportsLater?(settings: S): boolean;
  /** Whether deliveries come by HTTP; they do unless told. */
  byHook?(settings: S): boolean;
  /** Lines of its own (channels role). */
  start?(context: ChannelContext, deskOf: (account: Account) => Desk<S>): Promise<{ stop(): Promise<void> }>;
  /** Hours after the person's last message in which we may write; null for ever. */
  windowHours?(to: Outbound, desk: Desk<S>): number | null;
  /** Whether a template is agreed on for later. */
  hasTemplate?(desk: Desk<S>): boolean;
  /** Asks for an access token. One node at a time. */
  newToken?(desk: Desk<S>): Promise<{ value: string; seconds: number }>;
  probe(desk: Desk<S>, language: string): Promise<Probe[]>;
  /** A link (to be shown as QR code too) that leads a customer here with a code of ours. */
  invite?(desk: Desk<S>, code: string): Promise<string>;
  /** Polls, where the platform does not push everything. */
  poll?: { readonly everySeconds: number; readonly work: (desk: Desk<S>) => Promise<void> };
}
