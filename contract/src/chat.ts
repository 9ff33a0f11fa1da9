import { z } from 'zod';
import { Instant, Language } from './basics.ts';
import { FormField } from './ticket-fields.ts';
import { FieldValue } from './tickets.ts';
import { GoOn } from './go-on.ts';

/**
 * Live chat between a customer's page and us, at `/api/v1/chat/:site` (WebSocket). The visitor's secret, kept in the page's
 * storage, is their identity; it is made by the server at the first `hello`. Each message carries the visitor's own id
 * (`clientId`), so that resending after a reconnect never doubles; the server answers `ack` only once it is on disk.
 * Files: `POST /api/v1/chat/:site/files?visitor=SECRET&name=…` (raw body) gives a `fileToken` for `send`.
 */
export const ChatClientFrame = z.discriminatedUnion('kind', [
  /** `since`: id of the last message this page has, to get what it missed. */
  z.object({ kind: z.literal('hello'), visitor: z.string().max(200).nullable(), since: z.int().nullable(), language: Language, page: z.string().max(2000).default('') }),
  z.object({ kind: z.literal('send'), clientId: z.string().min(8).max(64), text: z.string().max(20_000), files: z.array(z.string().max(400)).max(10).default([]) }),
  z.object({ kind: z.literal('typing'), on: z.boolean() }),
  /** Everything up to this message was seen. */
  z.object({ kind: z.literal('read'), messageId: z.int() }),
  z.object({ kind: z.literal('contact'), name: z.string().max(200), email: z.string().max(320).optional(), phone: z.string().max(40).optional() }),
  /** Answers to the form that came with the welcome. */
  z.object({ kind: z.literal('fields'), values: z.record(z.string().max(60), FieldValue) }),
  /** What is filled in so far: which questions follow from it? Nothing is kept. */
  z.object({ kind: z.literal('form'), values: z.record(z.string().max(60), FieldValue) }),
  z.object({ kind: z.literal('rate'), ticketId: z.int(), overall: z.int().min(1).max(5), comment: z.string().max(4000).default('') }),
  /** How to go on with this on the phone, by mail or elsewhere. */
  z.object({ kind: z.literal('go-on') }),
  z.object({ kind: z.literal('ping') }),
]);
export type ChatClientFrame = z.infer<typeof ChatClientFrame>;

export const ChatMessage = z.object({
  id: z.int(), clientId: z.string().nullable(), from: z.enum(['me', 'agent', 'system']), name: z.string(), text: z.string(), at: Instant,
  files: z.array(z.object({ name: z.string(), type: z.string(), size: z.int(), url: z.string() })), readAt: Instant.nullable(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ChatServerFrame = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('welcome'), visitor: z.string(), company: z.string(), greeting: z.string(), open: z.boolean(),
    /** When closed: the next opening. */
    opensAt: Instant.nullable(), agent: z.object({ name: z.string(), online: z.boolean() }).nullable(),
    messages: z.array(ChatMessage),
    /** Do we have a name and an address to answer to? Asked for only when we would need it. */
    contactKnown: z.boolean(), askContact: z.boolean(), ticketId: z.int().nullable(), askRating: z.boolean(),
    /** What the house asks in a chat and does not know yet. */
    form: z.array(FormField).optional(),
  }),
  z.object({ kind: z.literal('ack'), clientId: z.string(), id: z.int(), at: Instant }),
  z.object({ kind: z.literal('message'), message: ChatMessage }),
  z.object({ kind: z.literal('typing'), name: z.string(), on: z.boolean() }),
  /** They have seen everything up to this message. */
  z.object({ kind: z.literal('read'), messageId: z.int() }),
  z.object({ kind: z.literal('agent'), agent: z.object({ name: z.string(), online: z.boolean() }).nullable() }),
  z.object({ kind: z.literal('ask-contact') }),
  z.object({ kind: z.literal('ask-rating'), ticketId: z.int() }),
  z.object({ kind: z.literal('rated') }),
  /** The questions as they are now, by what is filled in. */
  z.object({ kind: z.literal('form'), form: z.array(FormField) }),
  /** The form's answers stand on the ticket. */
  z.object({ kind: z.literal('filled') }),
  GoOn.extend({ kind: z.literal('ways') }),
  z.object({ kind: z.literal('refused'), clientId: z.string().nullable(), code: z.string(), detail: z.string() }),
  z.object({ kind: z.literal('pong') }),
]);
export type ChatServerFrame = z.infer<typeof ChatServerFrame>;
