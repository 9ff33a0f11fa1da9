import { ChannelKind } from '@aftercare/contract/basics';
import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** What rules look at: always the state after the fact. */
export const TicketFacts = z.object({
  ticketId: z.int(), type: z.string(), status: z.enum(['new', 'open', 'pending', 'hold', 'solved', 'closed']), priority: z.enum(['low', 'normal', 'high', 'urgent']),
  channel: ChannelKind, language: z.enum(['zh-CN', 'en']), customerId: z.int(), tier: z.enum(['standard', 'silver', 'gold', 'vip']),
  /** The service level their contract in force promises; empty without one. And where they are served. */
  contract: z.string().optional(), region: z.string().optional(),
  ownerId: z.int().nullable(), teamId: z.int().nullable(), tags: z.array(z.string()),
  /** ISO; the moment the ticket was opened. */
  openedAt: z.string(),
  /** ISO; asleep until then. */
  snoozedUntil: z.string().nullable().optional(),
  /** What it waits for, in somebody's words. */
  waitsFor: z.string().optional(),
});
export type TicketFacts = z.infer<typeof TicketFacts>;

/** A request became a ticket. `automatic`: made by an auto-reply, bounce or list mail – no acknowledgement, no clocks. */
export const TicketOpened = defineEvent('tickets.opened', 1, TicketFacts.extend({ subject: z.string(), automatic: z.boolean(), followsTicketId: z.int().nullable() }));
/** Any field changed (status, owner, team, type, priority, tags, snooze …). `before` has the old values of the changed ones. */
export const TicketChanged = defineEvent('tickets.changed', 1, TicketFacts.extend({ changeId: z.int(), before: TicketFacts.partial(), fields: z.array(z.string()), reason: z.string().nullable(), at: z.string() }));
/** The customer said something on a ticket (also its first words). */
export const CustomerWrote = defineEvent('tickets.customer-wrote', 1, TicketFacts.extend({ messageId: z.int(), conversationId: z.int(), first: z.boolean(), flag: z.string().nullable(), via: z.string().optional(), at: z.string() }));
/** An agent or bot answered the customer: the first response clock stops here. */
export const AgentAnswered = defineEvent('tickets.agent-answered', 1, TicketFacts.extend({ messageId: z.int(), conversationId: z.int(), authorKind: z.string(), authorId: z.int().nullable(), first: z.boolean(), at: z.string() }));
/** Somebody of ours spoke with the customer, by telephone: as good as an answer. */
export const CustomerReached = defineEvent('tickets.customer-reached', 1, TicketFacts.extend({ by: z.int().nullable(), first: z.boolean(), at: z.string() }));
export const NoteAdded = defineEvent('tickets.note-added', 1, z.object({ ticketId: z.int(), noteId: z.int(), /** Null: somebody in an outside desk. */ authorId: z.int().nullable(), mentions: z.array(z.int()), teamId: z.int().nullable() }));
export const NoteRemoved = defineEvent('tickets.note-removed', 1, z.object({ ticketId: z.int(), noteId: z.int() }));
/** Its next deadline moved (told by sla through `setDue`). */
export const DueChanged = defineEvent('tickets.due-changed', 1, z.object({ ticketId: z.int(), teamId: z.int().nullable(), ownerId: z.int().nullable(), dueAt: z.string().nullable(), dueTarget: z.string().nullable(), breached: z.boolean() }));
/** One became part of the other (`undone`: they are two again). */
export const TicketsMerged = defineEvent('tickets.merged', 1, z.object({ mergeId: z.int(), fromId: z.int(), intoId: z.int(), undone: z.boolean(), at: z.string() }));
const Cell = z.object({ ownerId: z.int(), teamId: z.int(), status: z.string(), channel: z.string(), snoozed: z.boolean(), n: z.int() });
/** They came with their history from elsewhere: nothing of it happened now. `messages`: each with its ticket; `cells`: what the new tickets are in the kept counts. */
export const BroughtIn = defineEvent('tickets.brought-in', 1, z.object({ tickets: z.array(z.int()), messages: z.array(z.tuple([z.int(), z.int()])), notes: z.array(z.int()), cells: z.array(Cell) }));
/** They are gone as if they had never come. */
export const TakenBack = defineEvent('tickets.taken-back', 1, z.object({ tickets: z.array(z.int()), messages: z.array(z.int()).default([]), cells: z.array(Cell) }));
/** Conversations and notes stand on another ticket now. */
export const ItemsMoved = defineEvent('tickets.items-moved', 1, z.object({ ticketId: z.int(), fromId: z.int(), conversations: z.array(z.int()), notes: z.array(z.int()) }));
/** Another department or a partner was asked by mail; the customer knows nothing of it. */
export const AsideOpened = defineEvent('tickets.aside-opened', 1, z.object({ ticketId: z.int(), conversationId: z.int(), kind: z.string() }));
/** They answered. */
export const AsideReplied = defineEvent('tickets.aside-replied', 1, z.object({ ticketId: z.int(), conversationId: z.int(), messageId: z.int(), at: z.string() }));
export const TaskAssigned = defineEvent('tickets.task-assigned', 1, z.object({ ticketId: z.int(), taskId: z.int(), assigneeId: z.int(), title: z.string(), dueAt: z.string().nullable() }));
/** Something happened to a ticket that these people watch; who did it is not among them. For whoever notifies. */
export const WatchersTold = defineEvent('tickets.watchers-told', 1, z.object({ ticketId: z.int(), agentIds: z.array(z.int()), what: z.enum(['customer-wrote', 'answered', 'note-added', 'status', 'owner', 'aside-replied']), at: z.string() }));
