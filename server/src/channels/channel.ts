import type { ChannelKind } from '@aftercare/contract/basics';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Tx } from '../platform/db/index.ts';
import type { Platform } from '../platform/module/index.ts';

/** One mailbox, one chat on a site, one webhook: settings already checked by the adapter's schema, secrets decrypted. */
export interface Account<S = Record<string, unknown>> {
  readonly id: number;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly address: string;
  readonly language: 'zh-CN' | 'en';
  readonly enabled: boolean;
  readonly settings: S;
  readonly cursor: Readonly<Record<string, unknown>>;
  readonly version: number;
}

export interface SenderAddress { readonly kind: 'email' | 'phone' | 'chat' | 'external'; readonly value: string; readonly verified?: boolean }
export interface FileRef { readonly fileId: number; readonly inline: boolean; readonly cid?: string | null }

/** A message from outside, mapped to our words. */
export interface Inbound {
  readonly accountId: number;
  /** The channel's own id: the same one again is the same message. */
  readonly externalId: string;
  /** Messages with the same key on the same account stand in one conversation. */
  readonly threadKey: string;
  /** Better proof of the thread than the key, best first. */
  readonly thread?: {
    /** From a reply address or token that we signed. */
    readonly conversationId?: number;
    /** Ids of earlier messages this one answers (ours or theirs). */
    readonly answers?: readonly string[];
    /** Ticket number in the subject; believed only when the customer fits. */
    readonly ticketId?: number;
  };
  readonly from: { readonly name: string; readonly language: 'zh-CN' | 'en' | null; readonly addresses: readonly SenderAddress[] };
  readonly subject: string;
  /** What the person wrote now. */
  readonly text: string;
  readonly html?: string | null;
  readonly quoted?: string | null;
  readonly files?: readonly FileRef[];
  readonly flag?: 'encrypted' | 'broken' | 'auto-reply' | 'bounce' | 'list' | null;
  /** Delivery reports: what became of messages of ours, named by our row id (from an address we signed), by the channel's id, or by nothing: the newest we sent to this person. */
  readonly reports?: readonly { readonly messageId?: number; readonly externalId?: string; readonly newest?: boolean; readonly state: 'delivered' | 'failed'; readonly detail: string }[];
  readonly rawItemId?: number | null;
  readonly at: Date;
  /** What the customer told beside the words. */
  readonly hints?: { /** Came by a code of ours that names the ticket: it goes on there, whoever the customer is. */ readonly boundTicketId?: number; readonly type?: string; readonly product?: string; readonly serial?: string; readonly purchasedOn?: string };
  /** What the adapter wants to find again when we answer: kept with the message, comes back as `Outbound.lastMeta`. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** What came in, as it was stored. */
export interface RawItem { readonly id: number; readonly accountId: number; readonly externalId: string; readonly content: Uint8Array; readonly meta: Record<string, unknown>; readonly receivedAt: Date; /** Times it was tried before. */ readonly attempts?: number }

/** A message to bring to the customer. */
export interface Outbound {
  readonly messageId: number;
  /** The same key again must not reach the customer twice. */
  readonly idempotencyKey: string;
  readonly conversationId: number;
  readonly ticketId: number | null;
  readonly threadKey: string;
  readonly to: { readonly name: string; readonly addresses: readonly SenderAddress[]; readonly language: 'zh-CN' | 'en' };
  readonly author: { readonly kind: 'agent' | 'system' | 'bot' | 'customer'; readonly name: string };
  readonly subject: string;
  readonly text: string;
  readonly files: readonly { readonly fileId: number; readonly name: string; readonly type: string; readonly size: number }[];
  /** Channel ids of the conversation's messages so far, oldest first (mail's References). */
  readonly history: readonly string[];
  readonly meta: Readonly<Record<string, unknown>>;
  /** `Inbound.meta` of the newest message the customer wrote in this conversation; empty when there is none. */
  readonly lastMeta: Readonly<Record<string, unknown>>;
}
/** `accepted`: somebody of ours has it and will report when it has left. */
export interface Sent { readonly externalId: string; readonly state: 'accepted' | 'sent' | 'delivered' }

/** What went wrong, so that each reader is told in their own language; `words` are the other side's own. */
export interface FailureReason { readonly key: string; readonly values: Readonly<Record<string, string | number>> }
/** Thrown by `send` when another try may help. */
export class SendFailure extends Error {
  readonly reason: FailureReason | null;
  constructor(message: string, { reason, ...options }: ErrorOptions & { readonly reason?: FailureReason } = {}) {
    super(message, options);
    this.reason = reason ?? null;
  }
}
/** Thrown by `send` when trying again cannot help. The sentence is kept, in the house's language. */
export class PermanentFailure extends SendFailure {}
/** Thrown by `send` when the customer may have it or not, nobody can tell, and sending it again might bring it twice: a person decides. */
export class UnsureArrival extends Error {}
/** Thrown by `send` when the message may leave, but not now: quiet hours, say. Nobody's fault, and no try is counted. */
export class NotBefore extends Error {
  readonly at: Date;
  constructor(at: Date) {
    super(`not before ${at.toISOString()}`);
    this.at = at;
  }
}

/** `waiting`: it is a person's turn, with these words. */
export interface Probe { readonly name: string; readonly ok: boolean; readonly detail: string; readonly waiting?: boolean; readonly words?: string }

/** A message as a screen of the customer's shows it. */
export interface TalkMessage {
  readonly id: number; readonly conversationId: number; readonly accountId: number; readonly threadKey: string; readonly externalId: string; readonly direction: 'in' | 'out';
  readonly author: { readonly kind: 'customer' | 'agent' | 'system' | 'bot'; readonly name: string };
  readonly text: string; readonly files: readonly { readonly key: string; readonly name: string; readonly type: string; readonly size: number }[]; readonly at: Date;
  /** The other side has seen it. */
  readonly read: boolean;
}
export interface TalkThread {
  readonly conversationId: number; readonly closed: boolean; readonly customerId: number; readonly customerName: string;
  /** There is a mail address or a phone number to answer to. */
  readonly reachable: boolean;
  /** The other side has seen everything up to here. */
  readonly agentReadId: number;
}
/** For channels whose screens stay open: what such a screen shows and does beside bringing messages in. */
export interface Talk {
  /** The newest conversation of a thread; undefined when nobody wrote there yet. */
  thread(accountId: number, threadKey: string): Promise<TalkThread | undefined>;
  /** Messages of all conversations of a thread after `since`: the newest `limit`, oldest first. */
  messages(accountId: number, threadKey: string, options: { since: number | null; limit: number }): Promise<TalkMessage[]>;
  message(id: number): Promise<TalkMessage | undefined>;
  /** The customer has seen everything up to this message of the conversation. */
  read(conversationId: number, messageId: number): Promise<void>;
  /**
   * Who they are, in their own words. Somebody known only by this channel becomes the customer who has that address already.
   * `insteadOf`: the name made up for them, which the true one replaces. Returns the customer they are now.
   */
  contact(customerId: number, who: { name: string; addresses: readonly SenderAddress[]; insteadOf: string }): Promise<{ customerId: number; customerName: string; reachable: boolean }>;
}

/** What an adapter may ask of us. */
export interface ChannelContext {
  readonly platform: Platform;
  /** All enabled accounts of this kind; follow changes by `onAccountsChanged`. */
  accounts(): Promise<Account[]>;
  onAccountsChanged(listener: () => void): () => void;
  account(id: number): Promise<Account | undefined>;
  /** Account by its address (mail address, site key, webhook name). */
  accountByAddress(address: string): Promise<Account | undefined>;
  /**
   * Stores what came in. When this resolves it is on disk: only then acknowledge. `duplicate` when it was there already.
   * With `cursor` the account's position moves in the same transaction.
   */
  accept(raw: { accountId: number; externalId: string; content: Uint8Array; meta?: Record<string, unknown> }, cursor?: Record<string, unknown>): Promise<{ duplicate: boolean }>;
  /** Which of these external ids were accepted before. */
  known(accountId: number, externalIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Many at once, in one transaction. */
  acceptMany(raws: readonly { accountId: number; externalId: string; content: Uint8Array; meta?: Record<string, unknown> }[], cursor?: { accountId: number; value: Record<string, unknown> }): Promise<void>;
  /** For channels that talk (chat, portal): takes a message in at once, in one transaction; resolves when it is on disk. */
  ingest(inbound: Inbound): Promise<{ messageId: number; conversationId: number; customerId: number; at: Date; duplicate: boolean }>;
  /** What became of a message that was sent. */
  report(messageId: number, state: 'sent' | 'delivered' | 'failed' | 'unsure', detail?: string): Promise<void>;
  /** What nobody was sure of is known now: goes on with the rest of the message. */
  resume(messageId: number): Promise<void>;
  /** A person wants no more messages on this kind of channel, or wants them again, in their own words. False when that was known. */
  wish(from: SenderAddress, wish: { granted: boolean; words: string }): Promise<boolean>;
  health(accountId: number, fault: string | null): Promise<void>;
  readonly talk: Talk;
}

/** The port every door goes through. One folder per kind; nothing outside app.ts knows them. */
export interface ChannelAdapter {
  readonly kind: ChannelKind;
  readonly settings: z.ZodType<Record<string, unknown>>;
  /** Names in the settings that are encrypted and never read back. */
  readonly secretSettings: readonly string[];
  /** Delivered by open screens: a message is sent as soon as it is written, no job. */
  readonly instant?: boolean;
  /**
   * Maps a stored raw item; throws only for faults that may pass. What cannot be read comes back flagged `broken`. Null: nothing
   * anybody should see, such as a mail of our own that came back.
   */
  read?(raw: RawItem, account: Account, context: ChannelContext): Promise<Inbound | null>;
  send?(message: Outbound, account: Account, context: ChannelContext): Promise<Sent>;
  /** A person decided what became of a message nobody was sure of: what was in doubt counts as arrived, or leaves again. */
  settle?(tx: Tx, messageId: number, arrived: boolean, account: Account, context: ChannelContext): Promise<void>;
  /** Settings page's «try it». */
  probe?(account: Account, context: ChannelContext, who: { email: string; language: string }): Promise<Probe[]>;
  /** Key of the thread a customer's own words would come in by, so that a talk we begin goes on when they answer; null where they cannot be reached first. */
  threadOf?(account: Account, addresses: readonly SenderAddress[]): string | null;
  /** A link, to be shown as a QR code too, that leads a customer to this door with a code of ours in hand (`signTicketCode`). */
  invite?(account: Account, context: ChannelContext, code: string): Promise<string | null>;
  /** HTTP and WebSocket doors (api role). */
  mount?(app: FastifyInstance, context: ChannelContext): void | Promise<void>;
  /** Listeners and pollers (channels role). */
  start?(context: ChannelContext): Promise<{ stop(): Promise<void> }>;
}
