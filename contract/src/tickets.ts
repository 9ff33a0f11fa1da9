import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language, Names, Tier } from './basics.ts';
import { FileInfo } from './files.ts';
import { route } from './route.ts';

/** States: pending = waiting for the customer 等待客户, hold = waiting for us, a part or a partner 挂起. */
export const TicketStatus = z.enum(['new', 'open', 'pending', 'hold', 'solved', 'closed']);
export type TicketStatus = z.infer<typeof TicketStatus>;
export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof Priority>;

export const TicketType = z.object({ key: z.string(), name: Names, active: z.boolean(), position: z.int() });
export type TicketType = z.infer<typeof TicketType>;
export const FieldValue = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

export const Ticket = z.object({
  id: z.int(),
  subject: z.string(),
  type: z.string(),
  status: TicketStatus,
  priority: Priority,
  channel: ChannelKind,
  language: Language,
  customer: z.object({ id: z.int(), name: z.string(), tier: Tier }),
  owner: z.object({ id: z.int(), name: z.string() }).nullable(),
  team: z.object({ id: z.int(), name: z.string() }).nullable(),
  product: z.string(),
  serial: z.string(),
  /** The registered unit it is about. */
  unitId: z.int().nullable(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), FieldValue),
  openedAt: Instant,
  updatedAt: Instant,
  solvedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  /** What it waits for while it waits, in somebody's words; empty: nobody said. */
  waitsFor: z.string(),
  reopened: z.int(),
  /** It became part of this one. */
  mergedInto: z.int().nullable(),
  /** Pass as If-Match on update. */
  version: z.int(),
});
export type Ticket = z.infer<typeof Ticket>;

export const TicketLink = z.object({ id: z.int(), kind: z.enum(['related', 'parent', 'child', 'follow-up', 'follows', 'duplicate']), ticket: z.object({ id: z.int(), subject: z.string(), status: TicketStatus }) });
export const Note = z.object({ id: z.int(), ticketId: z.int(), author: z.object({ /** Null: somebody in an outside desk. */ id: z.int().nullable(), name: z.string() }), text: z.string(), mentions: z.array(z.int()), files: z.array(FileInfo), at: Instant });
export type Note = z.infer<typeof Note>;

const Changes = z.object({
  subject: z.string().min(1).max(500), type: z.string().max(40), status: TicketStatus, priority: Priority, ownerId: Id.nullable(), teamId: Id.nullable(),
  product: z.string().max(200), serial: z.string().max(100), unitId: Id.nullable(), tags: z.array(z.string().min(1).max(40)).max(30), fields: z.record(z.string().max(60), FieldValue),
  snoozedUntil: Instant.nullable(), /** Only while it waits (pending, hold); it goes with that state. */ waitsFor: z.string().max(200),
});
export type TicketChanges = Partial<z.infer<typeof Changes>>;

export const tickets = {
  open: route({
    method: 'POST', path: '/tickets', summary: 'Open a ticket', right: 'tickets.create', status: 201, idempotent: true,
    body: z.object({
      subject: z.string().min(1).max(500),
      /** First words of the customer. */
      text: z.string().max(100_000).default(''),
      customerId: Id.optional(),
      /** Instead of an id: found or made by these addresses. */
      customer: z.object({ name: z.string().min(1).max(200), email: z.email().max(320).optional(), phone: z.string().max(40).optional(), language: Language.optional() }).optional(),
      type: z.string().max(40).default('inquiry'), priority: Priority.default('normal'), channel: ChannelKind.default('phone'),
      teamId: Id.optional(), ownerId: Id.optional(), product: z.string().max(200).default(''), serial: z.string().max(100).default(''),
      tags: z.array(z.string().min(1).max(40)).max(30).default([]), fields: z.record(z.string().max(60), FieldValue).default({}),
    }),
    response: z.object({ id: z.int(), status: TicketStatus, version: z.int() }),
  }),
  get: route({ method: 'GET', path: '/tickets/:id', summary: 'One ticket', right: 'tickets.read', params: IdParam, response: Ticket }),
  update: route({
    method: 'PATCH', path: '/tickets/:id', summary: 'Change a ticket (If-Match with its version guards against lost updates)', right: 'tickets.write', params: IdParam,
    body: Changes.partial().extend({ reason: z.string().max(500).optional() }), response: Ticket,
  }),
  /** Puts the fields of one earlier change back. */
  undo: route({ method: 'POST', path: '/tickets/:id/changes/:changeId/undo', summary: 'Undo a change', right: 'tickets.write', params: IdParam.extend({ changeId: Id }), response: Ticket }),
  addNote: route({
    method: 'POST', path: '/tickets/:id/notes', summary: 'Add an internal note', right: 'tickets.write', status: 201, idempotent: true, params: IdParam,
    body: z.object({ text: z.string().min(1).max(50_000), mentions: z.array(Id).max(20).default([]), files: z.array(Id).max(20).default([]) }), response: Note,
  }),
  link: route({ method: 'POST', path: '/tickets/:id/links', summary: 'Link to another ticket', right: 'tickets.write', params: IdParam, body: z.object({ ticketId: Id, kind: z.enum(['related', 'parent', 'child', 'duplicate']) }), response: Done }),
  unlink: route({ method: 'DELETE', path: '/tickets/:id/links/:linkId', summary: 'Remove a link', right: 'tickets.write', params: IdParam.extend({ linkId: Id }), response: Done }),
  types: route({ method: 'GET', path: '/ticket-types', summary: 'Ticket types', right: 'tickets.read', response: z.object({ items: z.array(TicketType) }) }),
  /** Mails or links the customer's page of a ticket. */
  customerLink: route({ method: 'GET', path: '/tickets/:id/customer-link', summary: "The customer's signed link to this ticket", right: 'tickets.reply', params: IdParam, response: z.object({ url: z.string() }) }),
};
