import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language, Names } from './basics.ts';
import { FileInfo } from './files.ts';
import { route } from './route.ts';

export const Attachment = FileInfo.extend({ inline: z.boolean() });
export const DeliveryState = z.enum(['received', 'queued', 'sending', 'sent', 'delivered', 'failed', /** The line broke: the customer may have it or not, and nobody can tell. */ 'unsure']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One item of a conversation. `text` is what the person wrote; `quoted` and `signature` were folded away. */
export const Message = z.object({
  id: z.int(),
  conversationId: z.int(),
  channel: ChannelKind,
  direction: z.enum(['in', 'out']),
  author: z.object({ kind: z.enum(['customer', 'agent', 'system', 'bot']), id: z.int().nullable(), name: z.string() }),
  text: z.string(),
  /** Already made safe; still shown in a sandboxed frame. */
  html: z.string().nullable(),
  quoted: z.string().nullable(),
  subject: z.string().nullable(),
  attachments: z.array(Attachment),
  delivery: DeliveryState,
  /** Sentence of what went wrong, when delivery failed: in the house's language, or the other server's own words. */
  deliveryError: z.string().nullable(),
  /** The same where we know what it was, for a sentence in the reader's language: such as `mail.too-large` with `limit`; `words` are the other side's own. */
  deliveryReason: z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable().optional(),
  /** Kept although it could not be read as usual. */
  flag: z.enum(['encrypted', 'broken', 'auto-reply', 'bounce', 'list']).nullable(),
  at: Instant,
  /** When the other side had seen it. */
  readAt: Instant.nullable(),
  /** The ticket it became by splitting. */
  splitTo: z.int().nullable().optional(),
  /** Files that stayed in the desk this was brought in from: what they are called, where they lie, and why they were not fetched. */
  elsewhere: z.array(z.object({ name: z.string(), type: z.string(), size: z.number(), url: z.string(), why: z.enum(['gone', 'sign-in', 'too-large', 'refused', 'no-answer']).nullish() })).nullable().optional(),
});
export type Message = z.infer<typeof Message>;

/** A prepared answer 话术 with variables such as {{customer.name}}, {{ticket.number}}, {{agent.name}}. */
export const Template = z.object({
  id: z.int(), name: Names, language: Language, body: z.string().max(20_000), channels: z.array(ChannelKind), shortcut: z.string().max(40),
});
export type Template = z.infer<typeof Template>;

export const conversations = {
  reply: route({
    method: 'POST', path: '/tickets/:id/messages', summary: 'Answer the customer', right: 'tickets.reply', status: 201, idempotent: true, params: IdParam,
    body: z.object({
      text: z.string().min(1).max(100_000),
      /** The door to answer by; the one the customer came in or prefers unless told. */
      channel: ChannelKind.optional(),
      files: z.array(Id).max(20).default([]),
      /** Seconds during which the message can be taken back before it leaves. */
      undoSeconds: z.int().min(0).max(60).default(0),
      /** What becomes of the ticket with this answer. */
      then: z.enum(['keep', 'wait', 'solve']).default('wait'),
    }),
    response: Message,
  }),
  /** Takes a queued message back; conflict once it has left. */
  recall: route({ method: 'DELETE', path: '/messages/:id', summary: 'Take back a message that has not left yet', right: 'tickets.reply', params: IdParam, response: Done }),
  retry: route({ method: 'POST', path: '/messages/:id/retry', summary: 'Send again what failed, or what nobody is sure of', right: 'tickets.reply', params: IdParam, response: Message }),
  arrived: route({ method: 'POST', path: '/messages/:id/arrived', summary: 'Note that the customer has a message nobody was sure of', right: 'tickets.reply', params: IdParam, response: Message }),
  raw: route({ method: 'GET', path: '/messages/:id/raw', summary: 'The message exactly as it came in', right: 'tickets.read', params: IdParam, response: z.object({ content: z.string(), truncated: z.boolean() }) }),
  getDraft: route({ method: 'GET', path: '/tickets/:id/draft', summary: 'My unsent draft', right: 'tickets.read', params: IdParam, response: z.object({ text: z.string(), kind: z.enum(['reply', 'note']), files: z.array(FileInfo), savedAt: Instant.nullable() }) }),
  saveDraft: route({ method: 'PUT', path: '/tickets/:id/draft', summary: 'Keep my draft', right: 'tickets.read', params: IdParam, body: z.object({ text: z.string().max(100_000), kind: z.enum(['reply', 'note']).default('reply'), files: z.array(Id).max(20).default([]) }), response: Done }),
  templates: route({ method: 'GET', path: '/templates', summary: 'Prepared answers', right: 'tickets.read', response: z.object({ items: z.array(Template) }) }),
  /** The template's text with this ticket's values filled in. */
  renderTemplate: route({ method: 'GET', path: '/tickets/:id/templates/:templateId', summary: 'A prepared answer filled in for a ticket', right: 'tickets.read', params: IdParam.extend({ templateId: Id }), response: z.object({ text: z.string() }) }),
  createTemplate: route({ method: 'POST', path: '/templates', summary: 'Add a prepared answer', right: 'templates.manage', status: 201, body: Template.omit({ id: true }), response: Template }),
  updateTemplate: route({ method: 'PUT', path: '/templates/:id', summary: 'Change a prepared answer', right: 'templates.manage', params: IdParam, body: Template.omit({ id: true }), response: Template }),
  deleteTemplate: route({ method: 'DELETE', path: '/templates/:id', summary: 'Remove a prepared answer', right: 'templates.manage', params: IdParam, response: Done }),
};
