import type { LoggedEvent, NewEvent, Subscription } from '../../platform/bus/index.ts';
import { isEvent, systemActor } from '../../platform/bus/index.ts';
import { type Tx, cut } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { MessageReceived, type MessageReceivedPayload } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import { codeIn } from './continue.ts';
import { CustomerWrote } from './events.ts';
import { type Opening, openTickets } from './open.ts';
import { moveConversation, takeContinuations } from './store-continue.ts';
import { standing } from './store-merge.ts';
import { notingWords } from './store-many.ts';
import * as store from './store.ts';
import type { Tickets } from './tickets.ts';

type Received = LoggedEvent<MessageReceivedPayload>;
interface Going { readonly ticketId: number; readonly event: Received }
const automatic = new Set(['auto-reply', 'bounce']);

/** A customer's message becomes a new ticket or goes on with theirs. Batches: one look, one insert, one write of facts. */
export function messageSubscription(platform: Platform, tickets: Tickets, customers: Customers): Subscription {
  return {
    name: 'tickets.on-messages', events: [MessageReceived], batch: 200, lingerMs: 10, shows: true,
    async handle(events, tx) {
      const all = events.filter((e): e is Received => isEvent(e, MessageReceived));
      // What stands beside a ticket is no word of its customer.
      const beside = await tickets.asides.among(tx, all.map((e) => e.payload.conversationId));
      for (const { payload, actor } of all) {
        const ticketId = beside.get(payload.conversationId);
        if (ticketId !== undefined && !automatic.has(payload.flag ?? '')) await tickets.asides.answered(tx, ticketId, payload.conversationId, payload.messageId, actor);
      }
      const received = all.filter((e) => !beside.has(e.payload.conversationId));
      if (received.length === 0) return;
      const known = await ticketsOf(tx, received);
      const facts: NewEvent[] = [];
      const fresh = new Map<number, Received[]>();
      const going: Going[] = [];
      for (const event of received) {
        const ticketId = known.get(event.payload.conversationId);
        if (ticketId) going.push({ ticketId, event });
        else fresh.set(event.payload.conversationId, [...(fresh.get(event.payload.conversationId) ?? []), event]);
      }
      await goOn(tx, going, facts);
      await openFor(tx, fresh, facts);
      await platform.bus.publishAll(tx, facts);
    },
  };

  /** Tickets the conversations belong to already, by a code of ours, or by the number in the subject when it is the same customer's. */
  async function ticketsOf(tx: Tx, received: readonly Received[]): Promise<Map<number, number>> {
    const known = new Map((await store.ticketOfConversations(tx, received.map((e) => e.payload.conversationId))).map((r) => [r.conversationId, r.ticketId]));
    await byCode(tx, received, known);
    const named = ({ payload }: Received) => payload.hints.boundTicketId ?? payload.hints.ticketId ?? 0;
    const hinted = received.filter((e) => named(e) && !known.has(e.payload.conversationId));
    if (hinted.length === 0) return known;
    // A number of a merged one leads on to where it went.
    const stands = await standing(tx, hinted.map(named));
    const rows = new Map((await store.findTickets(tx, [...stands.values()])).map((r) => [r.id, r]));
    const proved = hinted.flatMap((event) => {
      const { payload } = event;
      const ticket = rows.get(stands.get(named(event)) ?? 0);
      return ticket && (ticket.customerId === payload.customerId || payload.hints.boundTicketId) && ticket.status !== 'closed' ? [{ conversationId: payload.conversationId, ticketId: ticket.id }] : [];
    });
    if (proved.length > 0) await store.linkConversations(tx, proved);
    for (const { conversationId, ticketId } of proved) known.set(conversationId, ticketId);
    return known;
  }

  /** «AC-7K3M-9QXT» written to us anywhere: it is that ticket, and that customer. */
  async function byCode(tx: Tx, received: readonly Received[], known: Map<number, number>): Promise<void> {
    const codes = received.flatMap(({ payload }) => { const code = codeIn(`${payload.subject} ${payload.preview}`); return code ? [{ code, conversationId: payload.conversationId }] : []; });
    if (codes.length === 0) return;
    for (const { code, ticketId, conversationId, customerId } of await takeContinuations(tx, codes, platform.clock.now())) {
      await moveConversation(tx, conversationId, ticketId);
      const from = received.find(({ payload }) => payload.conversationId === conversationId)?.payload.customerId;
      if (from !== undefined) await customers.merging.merge(tx, { fromId: from, intoId: customerId, proof: 'qr', reasons: [{ code: 'qr', value: code }], actor: systemActor });
      known.set(conversationId, ticketId);
    }
  }

  /** Messages of tickets that exist: one lock, one look and one write for all; only tickets whose state changes are touched singly. */
  async function goOn(tx: Tx, going: readonly Going[], facts: NewEvent[]): Promise<void> {
    if (going.length === 0) return;
    const ids = [...new Set(going.map((g) => g.ticketId))];
    const rows = new Map((await store.lockedTickets(tx, ids)).map((r) => [r.id, r]));
    const spoken = new Map<number, { id: number; preview: string; unread: boolean }>();
    for (const { ticketId, event: { payload } } of going) {
      const unread = !automatic.has(payload.flag ?? '');
      spoken.set(ticketId, { id: ticketId, preview: payload.preview, unread: unread || (spoken.get(ticketId)?.unread ?? false) });
    }
    // Nobody asks for its answer: it travels with the commit.
    for (const words of spoken.values()) tx.atCommit(notingWords, { ...words, at: platform.clock.now() });
    for (const { ticketId, event } of going) {
      let ticket = rows.get(ticketId);
      if (!ticket) continue;
      // An out-of-office answer is no answer: it neither reopens nor ends the waiting.
      const silent = automatic.has(event.payload.flag ?? '');
      const wake = ticket.status === 'pending' || ticket.status === 'solved' || ticket.status === 'closed';
      if (!silent && (wake || ticket.snoozedUntil)) {
        ticket = (await tickets.change(tx, ticketId, { ...(wake ? { status: 'open' as const } : {}), snoozedUntil: null }, { actor: event.actor, reason: 'customer-wrote' })).ticket;
        rows.set(ticketId, ticket);
      }
      facts.push(wrote(ticket, event, false));
    }
  }

  async function openFor(tx: Tx, fresh: ReadonlyMap<number, readonly Received[]>, facts: NewEvent[]): Promise<void> {
    const groups = [...fresh.values()];
    if (groups.length === 0) return;
    const follows = await store.ticketOfConversations(tx, groups.flatMap((g) => (g[0]?.payload.follows ? [g[0].payload.follows] : [])));
    const customers = await languagesOf(tx, groups);
    const types = new Set((await store.listTypes(tx)).map((t) => t.key));
    const openings = groups.map((group): Opening => {
      const { payload, actor } = group[0] as Received;
      const mine = automatic.has(payload.flag ?? '');
      return {
        subject: payload.subject || cut(payload.preview, 80) || '—', type: payload.hints.type && types.has(payload.hints.type) ? payload.hints.type : 'inquiry', priority: mine ? 'low' : 'normal', channel: payload.channel,
        language: payload.language ?? customers.get(payload.customerId) ?? 'zh-CN', customerId: payload.customerId, teamId: payload.teamId, product: payload.hints.product ?? '', serial: payload.hints.serial ?? '',
        fields: payload.hints.purchasedOn ? { purchasedOn: payload.hints.purchasedOn } : {}, tags: mine ? ['automatic'] : [], openedAt: platform.clock.now(),
        preview: group.at(-1)?.payload.preview ?? payload.preview, unread: !mine, automatic: mine, followsTicketId: follows.find((f) => f.conversationId === payload.follows)?.ticketId ?? null, actor,
      };
    });
    const opened = await openTickets(tx, platform, openings);
    await store.linkConversations(tx, groups.map((g, i) => ({ conversationId: g[0]?.payload.conversationId ?? 0, ticketId: opened[i]?.id ?? 0 })));
    const rows = new Map((await store.findTickets(tx, opened.map((o) => o.id))).map((r) => [r.id, r]));
    for (const [i, group] of groups.entries()) {
      const row = rows.get(opened[i]?.id ?? 0);
      const previous = openings[i]?.followsTicketId;
      if (row && previous) await store.insertLink(tx, { from: previous, to: row.id, kind: 'follow-up' });
      if (row) group.forEach((event, n) => facts.push(wrote(row, event, n === 0)));
    }
  }

  async function languagesOf(tx: Tx, groups: readonly (readonly Received[])[]): Promise<Map<number, 'zh-CN' | 'en'>> {
    const ids = [...new Set(groups.flatMap((g) => (g[0] && g[0].payload.language === null ? [g[0].payload.customerId] : [])))];
    return ids.length > 0 ? new Map((await store.customerLanguages(tx, ids)).map((r) => [r.id, r.language])) : new Map();
  }

  function wrote(row: store.TicketRow, event: Received, first: boolean): NewEvent {
    const { payload } = event;
    return { type: CustomerWrote, stream: `ticket:${row.id}`, actor: event.actor ?? systemActor, payload: { ...store.factsOf(row), messageId: payload.messageId, conversationId: payload.conversationId, first, flag: payload.flag, via: payload.channel, at: payload.at } };
  }
}
