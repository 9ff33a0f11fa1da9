import { type LoggedEvent, type Subscription, isEvent } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { DeliveryChanged, ForwardAsked } from '../conversations/index.ts';
import { AgentAnswered, CustomerWrote, NoteAdded, TicketChanged, TicketOpened, TicketsMerged } from '../tickets/index.ts';
import type { Forwarding } from './forward.ts';
import type { Mirror } from './mirror.ts';
import * as store from './store.ts';
import { insertForwardings } from './store-forward.ts';

/** Of what we changed ourselves on the other side's word nobody need tell the other side. */
const ours = (event: LoggedEvent) => isEvent(event, TicketChanged) && event.payload.reason === 'mirror';

/** What happens to a mirrored ticket here is told to its twin; a ticket at a mirrored door gets one. */
export function ticketSubscription({ clock }: Pick<Platform, 'clock'>, mirror: Mirror): Subscription {
  async function ticketsOf(tx: Tx, events: readonly LoggedEvent[]): Promise<number[]> {
    const ids = new Set<number>();
    const conversations: number[] = [];
    for (const event of events) {
      if (isEvent(event, TicketOpened) || isEvent(event, TicketChanged) || isEvent(event, CustomerWrote) || isEvent(event, AgentAnswered)) { if (!ours(event)) ids.add(event.payload.ticketId); }
      else if (isEvent(event, NoteAdded)) { if (event.payload.authorId !== null) ids.add(event.payload.ticketId); }
      else if (isEvent(event, TicketsMerged)) { ids.add(event.payload.intoId); ids.add(event.payload.fromId); }
      else if (isEvent(event, DeliveryChanged) && ['sent', 'delivered', 'failed', 'unsure'].includes(event.payload.state)) conversations.push(event.payload.conversationId);
    }
    if (conversations.length > 0) for (const { ticketId } of await store.ticketsOfConversations(tx, conversations)) ids.add(ticketId);
    return [...ids];
  }
  return {
    name: 'mirror.on-tickets', events: [TicketOpened, TicketChanged, CustomerWrote, AgentAnswered, NoteAdded, TicketsMerged, DeliveryChanged], start: 'now', batch: 200,
    async handle(events, tx) {
      // Most houses have no desk elsewhere: they pay nothing for it.
      if (!(await mirror.any())) return;
      const ids = await ticketsOf(tx, events);
      if (ids.length === 0) return;
      for (const one of await store.unlinked(tx, ids)) await store.insertLink(tx, { ...one, remoteId: null, door: 'here', at: clock.now() });
      const links = await store.linksOf(tx, ids);
      for (const event of events) {
        for (const link of links) {
          // The ticket woke because a customer's words were brought over: their side knows, nobody decided.
          if (link.awaitsMessageId !== null && isEvent(event, TicketChanged) && event.payload.ticketId === link.ticketId && event.payload.reason === 'customer-wrote') await store.setStatusHere(tx, link.id, 'open');
          if (link.awaitsMessageId !== null && isEvent(event, CustomerWrote) && event.payload.ticketId === link.ticketId) await store.clearAwaits(tx, link.id, event.payload.messageId);
        }
      }
      for (const { id } of links) await mirror.ask(tx, id);
    },
  };
}

export function forwardSubscription({ clock }: Pick<Platform, 'clock'>, forwarding: Forwarding): Subscription {
  return {
    name: 'mirror.on-forwards', events: [ForwardAsked], batch: 200,
    async handle(events, tx) {
      const list = events.flatMap((e) => (isEvent(e, ForwardAsked) ? [{ messageId: e.payload.messageId, accountId: e.payload.accountId }] : []));
      for (const { messageId } of await insertForwardings(tx, list, clock.now())) await forwarding.ask(tx, messageId);
    },
  };
}
