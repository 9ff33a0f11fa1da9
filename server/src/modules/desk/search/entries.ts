import { type LoggedEvent, type Subscription, isEvent } from '../../../platform/bus/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { MessageRecalled } from '../../conversations/index.ts';
import { AgentAnswered, BroughtIn, CustomerWrote, ItemsMoved, NoteAdded, NoteRemoved, TakenBack, TicketChanged, TicketOpened } from '../../tickets/index.ts';
import { normalizeText, tokensOf, longestText } from './tokens.ts';
import type { Spelling } from './spelling.ts';
import * as store from './store-entries.ts';

export function entryOf(source: store.Source): store.Entry {
  const body = normalizeText(source.text.slice(0, longestText));
  return { ticketId: source.ticketId, kind: source.kind, itemId: source.itemId, at: source.at, body, tokens: tokensOf(body) };
}

/** Keeps every subject, message and note findable. */
export function createEntries(spelling: Spelling) {
  async function follow(events: readonly LoggedEvent[], tx: Tx): Promise<void> {
    const tickets = new Set<number>();
    const opened: number[] = [];
    const messages = new Map<number, number>();
    const notes = new Set<number>();
    const gone = new Set<number>();
    for (const event of events) {
      if (isEvent(event, TicketOpened)) { tickets.add(event.payload.ticketId); opened.push(event.payload.ticketId); }
      else if (isEvent(event, TicketChanged)) { if (event.payload.fields.some((f) => f === 'subject' || f === 'product' || f === 'serial')) tickets.add(event.payload.ticketId); }
      else if (isEvent(event, CustomerWrote) || isEvent(event, AgentAnswered)) messages.set(event.payload.messageId, event.payload.ticketId);
      else if (isEvent(event, NoteAdded)) notes.add(event.payload.noteId);
      else if (isEvent(event, NoteRemoved)) await store.dropNote(tx, event.payload.noteId);
      else if (isEvent(event, ItemsMoved)) await store.moveEntries(tx, event.payload.ticketId, event.payload.conversations, event.payload.notes);
      else if (isEvent(event, BroughtIn)) {
        for (const id of event.payload.tickets) tickets.add(id);
        for (const [id, ticketId] of event.payload.messages) messages.set(id, ticketId);
        for (const id of event.payload.notes) notes.add(id);
      } else if (isEvent(event, TakenBack)) {
        await store.dropTickets(tx, event.payload.tickets);
        for (const id of event.payload.messages) gone.add(id);
      }
      else if (isEvent(event, MessageRecalled)) gone.add(event.payload.messageId);
    }
    const sources = [
      ...(tickets.size > 0 ? await store.subjects(tx, [...tickets]) : []),
      ...(opened.length > 0 ? await store.messagesOfTickets(tx, opened) : []),
      // A message that was taken back meanwhile is not read, so it is not found.
      ...(messages.size > 0 ? await store.messages(tx, [...messages].map(([itemId, ticketId]) => ({ itemId, ticketId }))) : []),
      ...(notes.size > 0 ? await store.notes(tx, [...notes]) : []),
    ];
    const once = new Map(sources.map((s) => [`${s.kind} ${s.itemId}`, s]));
    const entries = [...once.values()].map(entryOf);
    if (entries.length > 0) await store.putEntries(tx, entries);
    await spelling.learn(tx, entries.flatMap((e) => e.tokens));
    if (gone.size > 0) await store.dropMessages(tx, [...gone]);
  }

  const subscription: Subscription = { name: 'desk.search', events: [TicketOpened, TicketChanged, CustomerWrote, AgentAnswered, NoteAdded, MessageRecalled, NoteRemoved, ItemsMoved, BroughtIn, TakenBack], batch: 200, handle: follow };

  return { subscription };
}
