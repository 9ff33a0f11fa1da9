import { type Principal } from '../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import { createAsides } from './asides.ts';
import { createBringIn } from './bring-in.ts';
import { createChange } from './change.ts';
import { createContinue } from './continue.ts';
import { createDesign } from './design.ts';
import { CustomerReached, DueChanged, NoteAdded, NoteRemoved } from './events.ts';
import { type Opening, openTickets } from './open.ts';
import { createPlacing } from './place.ts';
import { customersSeenBy, seesFile, visibleTo } from './store-visible.ts';
import { createOpenBy } from './open-by.ts';
import { createMerge } from './merge.ts';
import { createRelations } from './relations.ts';
import { createReplies } from './replies.ts';
import { createSplit, createUnsplit } from './split.ts';
import { createTasks } from './tasks.ts';
import * as store from './store.ts';

export type TicketRow = store.TicketRow;
/** The one record of a request, from its first word to its close. */
export function createTickets(platform: Platform, customers: Customers, conversations: Conversations) {
  const { db, bus, clock, secrets, config } = platform;
  customers.seenBy(customersSeenBy);
  const changes = createChange(platform, conversations);
  const load = async (handle: Handle, principal: Principal, id: number) => {
    const row = await store.findTicket(handle, id, visibleTo(principal));
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const replies = createReplies(platform, conversations, customers, changes, load);
  const customerToken = (ticketId: number) => secrets.sign('ticket', String(ticketId), null);

  const going = createContinue(platform, conversations, customerToken);
  const relations = createRelations(platform);
  const design = createDesign(platform);
  const { openBy, openGathered } = createOpenBy(platform, conversations);

  return {
    ...changes,
    place: createPlacing(platform),
    bringIn: createBringIn(platform),
    ...replies,
    merging: createMerge(platform, changes),
    relations,
    design,
    asides: createAsides(platform, conversations, customers, load),
    tasks: createTasks(platform, load),
    split: createSplit(platform, conversations, load),
    unsplit: createUnsplit(conversations, changes, visibleTo, load),
    get: (id: number, handle: Handle = db) => store.findTicket(handle, id),
    getMany: (ids: readonly number[], handle: Handle = db) => store.findTickets(handle, ids),
    /** The ticket when this caller may see it; `not-found` otherwise. */
    load,
    /** Condition on alias `t` for lists. */
    visible: visibleTo,
    seesFile: (principal: Principal, fileId: number, handle: Handle = db) => seesFile(handle, principal, fileId),
    /** Which of these the caller may see; null: all of them. */
    visibleAmong: async (principal: Principal, ids: readonly number[], handle: Handle = db): Promise<ReadonlySet<number> | null> => (principal.scope === 'all' ? null : new Set((await store.visibleAmong(handle, ids, visibleTo(principal))).map((r) => r.id))),
    facts: async (handle: Handle, ids: readonly number[]) => (await store.findTickets(handle, ids)).map(store.factsOf),
    conversationIds: async (ticketId: number, handle: Handle = db) => (await store.conversationsOf(handle, ticketId)).map((c) => c.conversationId),
    ticketOfConversation: async (conversationId: number, handle: Handle = db) => (await store.ticketOfConversations(handle, [conversationId]))[0]?.ticketId,
    types: (handle: Handle = db) => store.listTypes(handle),
    /** Says which unit a ticket is about; null when none. */
    setUnit: (tx: Tx, id: number, unitId: number | null, options: { actor: Actor; reason?: string | null }) => changes.change(tx, id, { unitId }, options),
    open: async (tx: Tx, opening: Opening) => {
      const [opened] = await openTickets(tx, platform, [opening]);
      if (!opened) throw new Error('the ticket was not written');
      return opened;
    },
    /** A code by which the customer goes on elsewhere, and the ways to use it. */
    goOnElsewhere: going.begin,
    openBy,
    openGathered,
    openMany: (tx: Tx, openings: readonly Opening[]) => openTickets(tx, platform, openings),
    linkConversation: (tx: Tx, conversationId: number, ticketId: number) => store.linkConversations(tx, [{ conversationId, ticketId }]),
    /** Somebody of ours speaks with the customer of a ticket: it stops the clocks of answers. Of one call it is told once by whoever knows the call. */
    async reached(tx: Tx, id: number, by: number | null, actor: Actor): Promise<void> {
      const ticket = await store.lockTicket(tx, id);
      if (!ticket) return;
      const now = clock.now();
      if (!ticket.firstAnsweredAt) await store.patchTicket(tx, id, { firstAnsweredAt: now }, now, false);
      await bus.publish(tx, CustomerReached, { stream: `ticket:${id}`, actor, payload: { ...store.factsOf(ticket), by, first: ticket.firstAnsweredAt === null, at: now.toISOString() } });
    },
    /** Next deadline of tickets, for lists; told by sla. */
    async setDue(tx: Tx, rows: readonly { ticketId: number; dueAt: Date | null; dueTarget: string | null; breached: boolean }[], actor: Actor): Promise<void> {
      if (rows.length === 0) return;
      const moved = new Map((await store.setDue(tx, rows)).map((r) => [r.id, r]));
      await bus.publishAll(tx, rows.flatMap((r) => {
        const now = moved.get(r.ticketId);
        return now ? [{ type: DueChanged, stream: `ticket:${r.ticketId}`, actor, payload: { ticketId: r.ticketId, teamId: now.teamId, ownerId: now.ownerId, dueAt: r.dueAt?.toISOString() ?? null, dueTarget: r.dueTarget, breached: r.breached } }] : [];
      }));
    },
    async addNote(tx: Tx, principal: Principal, id: number, note: { text: string; mentions: readonly number[]; files: readonly number[] }, actor: Actor) {
      const ticket = await load(tx, principal, id);
      if (principal.kind !== 'agent') throw new Refusal('not-allowed', { params: { right: 'self' } });
      const at = clock.now();
      const row = await store.insertNote(tx, { ticketId: id, authorId: principal.id, body: note.text, mentions: note.mentions, files: note.files, at });
      if (!row) throw new Error('the note was not written');
      await bus.publish(tx, NoteAdded, { stream: `ticket:${id}`, actor, payload: { ticketId: id, noteId: row.id, authorId: principal.id, mentions: [...note.mentions], teamId: ticket.teamId } });
      const files = await conversations.files(note.files, tx);
      return { id: row.id, ticketId: id, author: { id: principal.id, name: principal.name }, text: note.text, mentions: [...note.mentions], files: files.map((f) => ({ id: f.id, name: f.name, type: f.type, size: f.size, url: `/api/v1/files/${f.key}` })), at };
    },
    /** Somebody elsewhere noted this; its id. */
    async noteFrom(tx: Tx, id: number, note: { name: string; text: string; files: readonly number[]; at: Date }, actor: Actor): Promise<number> {
      const ticket = await store.findTicket(tx, id);
      if (!ticket) throw new Refusal('not-found');
      const row = await store.insertNote(tx, { ticketId: id, authorId: null, authorName: note.name, body: note.text, mentions: [], files: note.files, at: note.at });
      if (!row) throw new Error('the note was not written');
      await bus.publish(tx, NoteAdded, { stream: `ticket:${id}`, actor, payload: { ticketId: id, noteId: row.id, authorId: null, mentions: [], teamId: ticket.teamId } });
      return row.id;
    },
    /** A note that was written a moment ago by a click is taken back with it. */
    async removeNote(tx: Tx, id: number, noteId: number): Promise<void> {
      if ((await store.deleteNote(tx, id, noteId)) > 0) await bus.publish(tx, NoteRemoved, { stream: `ticket:${id}`, actor: systemActor, payload: { ticketId: id, noteId } });
    },
    lastChangeId: (handle: Handle, id: number) => store.lastChangeId(handle, id),
    changesSince: (handle: Handle, id: number, after: number) => store.changesSince(handle, id, after),
    async link(tx: Tx, principal: Principal, id: number, other: { ticketId: number; kind: 'related' | 'parent' | 'child' | 'duplicate' }): Promise<void> {
      await load(tx, principal, id);
      await load(tx, principal, other.ticketId);
      const pair = other.kind === 'child' ? { from: id, to: other.ticketId, kind: 'parent' } : other.kind === 'parent' ? { from: other.ticketId, to: id, kind: 'parent' } : { from: id, to: other.ticketId, kind: other.kind };
      if (pair.kind === 'parent') await relations.assertParent(tx, pair.from, pair.to);
      if (pair.from === pair.to) throw new Refusal('conflict');
      await store.insertLink(tx, pair);
    },
    async unlink(tx: Tx, principal: Principal, id: number, linkId: number): Promise<void> {
      await load(tx, principal, id);
      if ((await store.deleteLink(tx, id, linkId)) === 0) throw new Refusal('not-found');
    },
    /** Signed access of the customer to this one ticket; goes into mails and surveys. */
    customerToken,
    customerUrl: (ticketId: number, extra = '') => `${config.publicUrl}/portal/t/${ticketId}?t=${customerToken(ticketId)}${extra}`,
    /** Ticket number of a token; undefined when it is not ours. */
    readCustomerToken(token: string): number | undefined {
      const read = secrets.verify('ticket', token, clock.now());
      return 'payload' in read ? Number(read.payload) : undefined;
    },
  };
}
export type Tickets = ReturnType<typeof createTickets>;
