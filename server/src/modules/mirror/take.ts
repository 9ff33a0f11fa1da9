import { type DeskAdapter, type DeskMessage, type DeskState, DeskBusy } from '../../integrations/desk.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';
import * as store from './store.ts';
import { type Marks, type Seat, largestFile } from './words.ts';

export interface Room { readonly platform: Platform; readonly customers: Customers; readonly conversations: Conversations; readonly tickets: Tickets; readonly marks: Marks }
interface Fetched { readonly message: DeskMessage; readonly files: readonly number[] }

export const actorOf = (seat: Seat): Actor => ({ kind: 'system', id: null, name: seat.name });

/** The ticket, or the one it became part of: there its words go on. */
export async function ticketNow(tickets: Tickets, tx: Tx, id: number) {
  let ticket = await tickets.get(id, tx);
  for (let n = 0; n < 20 && ticket?.mergedInto; n++) ticket = await tickets.get(ticket.mergedInto, tx);
  return ticket;
}

/** Brings over what was written there: each message once, in one transaction with the position. */
export function createTake({ platform, customers, conversations, tickets, marks }: Room) {
  const { work: db, files, clock } = platform;

  /** Files first: outside of any transaction, and kept even when the rest must be tried again. A file that cannot be had is named. */
  async function fetchFiles(adapter: DeskAdapter, seat: Seat, message: DeskMessage): Promise<Fetched> {
    const ids: number[] = [];
    const left: string[] = [];
    for (const file of message.files.slice(0, 20)) {
      if (file.size > largestFile) { left.push(file.name); continue; }
      try {
        const bytes = await adapter.file(seat.account, file.url, largestFile);
        ids.push((await files.put(bytes, { name: file.name, declaredType: file.type, maxBytes: largestFile, owner: `mirror:${seat.account.id}` })).id);
      } catch (error) {
        // Busy passes; a file that is gone or refused does not hold the words up.
        if (error instanceof DeskBusy) throw error;
        left.push(file.name);
      }
    }
    return { message: { ...message, text: [message.text, ...left.map((name) => `[${name}]`)].filter((part) => part !== '').join('\n\n') }, files: ids };
  }

  const ticketOf = (tx: Tx, link: store.LinkRow) => ticketNow(tickets, tx, link.ticketId);
  /** The ticket's conversation that customers of this link speak in. */
  async function talkOf(tx: Tx, link: store.LinkRow, ticketId: number): Promise<{ id: number; accountId: number; threadKey: string } | undefined> {
    const all = await Promise.all((await tickets.conversationIds(ticketId, tx)).map((id) => conversations.conversation(id, tx)));
    const found = link.door === 'there' ? all.find((c) => c?.accountId === link.accountId) : all.at(-1);
    return found && { id: found.id, accountId: found.accountId, threadKey: found.threadKey };
  }

  async function takeOne(tx: Tx, seat: Seat, link: store.LinkRow, { message, files: ids }: Fetched, state: DeskState): Promise<void> {
    const note = (messageId: number, origin: 'here' | 'there') => store.insertTwin(tx, { linkId: link.id, messageId, remoteId: message.id, origin, at: clock.now() });
    const own = marks.readMessage(message.mark);
    // Ours, and the answer to our writing it was lost.
    if (own !== null && (await store.isOfTicket(tx, link.ticketId, own))) return void (await note(own, 'here'));
    const ticket = await ticketOf(tx, link);
    if (!ticket) return;
    if (!message.public) return takeNote(tx, seat, link, ticket.id, { message, files: ids });
    const talk = await talkOf(tx, link, ticket.id);
    if (message.from === 'agent') {
      const sent = link.door === 'there' ? { sent: { externalId: `${seat.kind}:${message.id}` }, channel: seat.kind } : { channel: undefined };
      return void (await note(await tickets.writeTo(tx, ticket, { text: message.text || '…', files: ids, sendAt: null, author: { kind: 'agent', id: null, name: message.authorName || seat.name }, meta: { mirrored: message.id }, ...sent }, actorOf(seat)), 'there'));
    }
    if (!talk) return;
    // Their customer goes on where we had closed.
    if (ticket.status === 'closed') await tickets.change(tx, ticket.id, { status: 'open' }, { actor: actorOf(seat), reason: 'mirror' });
    const customer = await customers.get(ticket.customerId, tx);
    const { messageId, duplicate } = await conversations.ingestIn(tx, {
      accountId: talk.accountId, externalId: `${seat.kind}:${link.accountId}:${message.id}`, threadKey: talk.threadKey, thread: { conversationId: talk.id },
      from: { name: message.authorName || state.ticket.customer.name, language: null, addresses: (customer?.identities ?? []).map((i) => ({ kind: i.kind, value: i.value })) },
      subject: state.ticket.subject, text: message.text, files: ids.map((fileId) => ({ fileId, inline: false })), at: message.at, meta: { mirrored: message.id, quiet: true },
    });
    await note(messageId, 'there');
    if (!duplicate) await store.setAwaits(tx, link.id, messageId);
  }

  /** An internal note of theirs, or one of ours come back; where notes stay at home, nothing. */
  async function takeNote(tx: Tx, seat: Seat, link: store.LinkRow, ticketId: number, { message, files: ids }: Fetched): Promise<void> {
    const note = (noteId: number, origin: 'here' | 'there') => store.insertNoteTwin(tx, { linkId: link.id, noteId, remoteId: message.id, origin, at: clock.now() });
    const own = marks.readNote(message.mark);
    if (own !== null) { if (await store.noteExists(tx, own)) await note(own, 'here'); return; }
    // What carries any other mark of ours (where a merged ticket goes on, say) is no note of anybody's.
    if (!seat.notes || message.mark !== null || message.from !== 'agent') return;
    await note(await tickets.noteFrom(tx, ticketId, { name: message.authorName || seat.name, text: message.text || '…', files: ids, at: message.at }, actorOf(seat)), 'there');
  }

  return {
    /** Number of messages that were new to us. */
    async take(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, state: DeskState): Promise<number> {
      const known = await store.knownRemote(db, link.id, state.messages.map((m) => m.id));
      const fresh: Fetched[] = [];
      for (const message of state.messages) {
        if (known.has(message.id)) continue;
        fresh.push(message.mark !== null || (!message.public && !seat.notes) ? { message, files: [] } : await fetchFiles(adapter, seat, message));
      }
      await db.tx(async (tx) => {
        for (const one of fresh) await takeOne(tx, seat, link, one, state);
        await store.setCursor(tx, link.id, state.cursor, state.ticket.url);
      });
      return fresh.length;
    },
    /** A ticket that began there becomes one of ours; its words are taken over next. Undefined when another look was quicker. */
    async adopt(seat: Seat, state: DeskState): Promise<number | undefined> {
      const first = state.messages.find((m) => m.public && m.from === 'customer');
      return db.tx(async (tx) => {
        const { customer } = state.ticket;
        const addresses = [...(customer.email ? [{ kind: 'email' as const, value: customer.email }] : []), ...(customer.phone ? [{ kind: 'phone' as const, value: customer.phone }] : []), { kind: 'external' as const, value: `${seat.kind}:${seat.account.address}:${customer.id}` }];
        const at = first?.at ?? clock.now();
        const who = await customers.findOrCreate(tx, { name: customer.name || customer.email || '?', language: seat.account.language, addresses });
        const conversationId = await conversations.begin(tx, { accountId: seat.account.id, customerId: who.id, subject: state.ticket.subject, threadKey: state.ticket.id });
        const words = (first?.text ?? '').replace(/\s+/g, ' ').trim();
        const ticket = await tickets.open(tx, {
          subject: state.ticket.subject || words.slice(0, 80) || `${seat.name} ${state.ticket.id}`, type: 'inquiry', priority: 'normal', channel: seat.kind, language: seat.account.language, customerId: who.id,
          teamId: seat.teamId, openedAt: at, preview: words.slice(0, 160), unread: true, actor: actorOf(seat),
        });
        await tickets.linkConversation(tx, conversationId, ticket.id);
        const link = await store.insertLink(tx, { accountId: seat.account.id, ticketId: ticket.id, remoteId: state.ticket.id, remoteUrl: state.ticket.url, door: 'there', at: clock.now() });
        if (!link) throw new AlreadyThere();
        // State and owner come from there.
        await store.setStatusBase(tx, link.id, 'open', unknown);
        await store.setOwnerBase(tx, link.id, '', unknown);
        return link.id;
      }).catch((error: unknown) => { if (error instanceof AlreadyThere) return undefined; throw error; });
    },
  };
}
/** Nothing of a second adoption stays. */
class AlreadyThere extends Error {}
/** A value nobody has: whatever stands there now has changed since. */
export const unknown = '?';
