import { z } from 'zod';
import { Done, Id, IdParam, Instant } from './basics.ts';
import { route } from './route.ts';
import { Priority, TicketStatus } from './tickets.ts';

/** Why two tickets look like one matter. `value`: per cent for text, hours for time, the number of the unit. */
export const LikeReason = z.object({ code: z.enum(['same-customer', 'similar-text', 'same-unit', 'near-in-time']), value: z.string() });
export type LikeReason = z.infer<typeof LikeReason>;
export const LikelyDuplicate = z.object({
  ticket: z.object({ id: z.int(), subject: z.string(), status: TicketStatus, openedAt: Instant }),
  /** 0–100. */
  score: z.int(), reasons: z.array(LikeReason),
  /** Merging moves what customers wrote; between two customers only a link is proposed. */
  mergeable: z.boolean(),
});
export type LikelyDuplicate = z.infer<typeof LikelyDuplicate>;
export const TicketMerge = z.object({
  id: z.int(), from: z.object({ id: z.int(), subject: z.string() }), into: z.object({ id: z.int(), subject: z.string() }), at: Instant, by: z.string(), conversations: z.int(), notes: z.int(),
  undoneAt: Instant.nullable(), undoneBy: z.string().nullable(),
});
export type TicketMerge = z.infer<typeof TicketMerge>;
export const ChildTicket = z.object({
  id: z.int(), subject: z.string(), status: TicketStatus, priority: Priority, ownerName: z.string().nullable(), customerName: z.string(), dueAt: Instant.nullable(), breached: z.boolean(),
});
export type ChildTicket = z.infer<typeof ChildTicket>;
/** Everything a ticket belongs with. */
export const Relations = z.object({
  mergedInto: z.object({ id: z.int(), subject: z.string() }).nullable(),
  merges: z.array(TicketMerge),
  likely: z.array(LikelyDuplicate),
  /** The ticket whose messages this one began with; `undoable` as long as nothing else was said here. */
  splitFrom: z.object({ id: z.int(), subject: z.string(), undoable: z.boolean() }).nullable(),
  parent: z.object({ id: z.int(), subject: z.string(), status: TicketStatus }).nullable(),
  children: z.array(ChildTicket),
  /** How many children stand where, all of them. */
  roll: z.object({ total: z.int(), finished: z.int(), late: z.int(), byStatus: z.record(z.string(), z.int()), nextDueAt: Instant.nullable() }),
});
export type Relations = z.infer<typeof Relations>;
const MergePreview = z.object({
  from: z.object({ id: z.int(), subject: z.string(), status: TicketStatus, openedAt: Instant, customerName: z.string() }),
  into: z.object({ id: z.int(), subject: z.string(), status: TicketStatus, openedAt: Instant, customerName: z.string() }),
  conversations: z.int(), notes: z.int(), children: z.int(),
  /** Fields of the one that stays which change with it. */
  becomes: z.object({ priority: Priority.optional(), tags: z.array(z.string()).optional(), product: z.string().optional(), serial: z.string().optional() }),
  reasons: z.array(LikeReason),
  /** Stable word of what stands in the way; null: nothing. */
  hindrance: z.enum(['other-customer', 'closed', 'merged']).nullable(),
});
const Pair = z.object({ fromId: Id, intoId: Id });

export const relations = {
  of: route({ method: 'GET', path: '/tickets/:id/relations', summary: 'Merges, likely duplicates, parent and children of a ticket', right: 'tickets.read', params: IdParam, response: Relations }),
  preview: route({ method: 'GET', path: '/ticket-merges/preview', summary: 'What merging two tickets would do', right: 'tickets.write', query: Pair, response: MergePreview }),
  merge: route({ method: 'POST', path: '/ticket-merges', summary: 'Merge a ticket into another', right: 'tickets.write', status: 201, idempotent: true, body: Pair, response: TicketMerge }),
  undo: route({ method: 'POST', path: '/ticket-merges/:id/undo', summary: 'They are two again', right: 'tickets.write', params: IdParam, response: TicketMerge }),
  distinct: route({ method: 'POST', path: '/tickets/:id/distinct', summary: 'Two tickets are not the same matter', right: 'tickets.write', params: IdParam, body: z.object({ ticketId: Id }), response: Done }),
  unsplit: route({ method: 'POST', path: '/tickets/:id/unsplit', summary: 'A ticket that was split off goes back to where its messages stand', right: 'tickets.write', params: IdParam, response: z.object({ id: z.int() }) }),
  split: route({
    method: 'POST', path: '/tickets/:id/split', summary: 'Make messages of a ticket a ticket of their own', right: 'tickets.write', status: 201, idempotent: true, params: IdParam,
    body: z.object({ messageIds: z.array(Id).min(1).max(50), subject: z.string().min(1).max(500), type: z.string().max(40).optional() }), response: z.object({ id: z.int() }),
  }),
};
