import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Sql, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { cut } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { createChange } from './change.ts';
import { openTickets } from './open.ts';
import * as store from './store.ts';
import { setMergedInto, splitOrigin } from './store-merge.ts';

type Change = ReturnType<typeof createChange>;

/**
 * Messages about another matter become a ticket of their own. They stay where they were said, for that is what the customer wrote there;
 * the new ticket begins with copies, so that an answer goes out in a thread of its own.
 */
export function createSplit(platform: Pick<Platform, 'bus' | 'clock'>, conversations: Conversations, load: (h: Tx, p: Principal, id: number) => Promise<store.TicketRow>) {
  return async function split(tx: Tx, principal: Principal, id: number, s: { messageIds: readonly number[]; subject: string; type?: string | undefined }): Promise<number> {
    const ticket = await load(tx, principal, id);
    await store.lockTicket(tx, id);
    const here = new Set((await store.conversationsOf(tx, id)).map((c) => c.conversationId));
    const messages = await conversations.messagesById(s.messageIds, tx);
    const fits = messages.length === new Set(s.messageIds).size && messages.every((m) => here.has(m.conversationId) && m.delivery !== 'queued' && m.delivery !== 'sending' && typeof m.meta['splitTo'] !== 'number');
    const first = messages[0];
    if (!fits || !first) throw new Refusal('conflict', { key: 'tickets.split-what' });
    const type = s.type ?? ticket.type;
    if (!(await store.listTypes(tx)).some((t) => t.key === type)) throw new Refusal('invalid-input', { fields: [{ path: 'type', key: 'field.unknown', params: { value: type } }] });
    const [opened] = await openTickets(tx, platform, [{
      subject: s.subject, type, priority: ticket.priority, channel: first.channel, language: ticket.language, customerId: ticket.customerId, ownerId: null, teamId: ticket.teamId, product: ticket.product, serial: ticket.serial,
      openedAt: platform.clock.now(), preview: cut(messages.at(-1)?.body.replace(/\s+/g, ' ') ?? '', 160), unread: true, followsTicketId: id, actor: actorOf(principal),
    }]);
    if (!opened) throw new Error('the ticket was not written');
    const fresh = await conversations.splitOff(tx, messages, { customerId: ticket.customerId, subject: s.subject, ticketId: opened.id });
    await store.linkConversations(tx, fresh.map((conversationId) => ({ conversationId, ticketId: opened.id })));
    await store.insertLink(tx, { from: id, to: opened.id, kind: 'related' });
    return opened.id;
  };
}

/** While nothing but the copies stands there, a ticket that was split off can go back: it closes as part of the one it came from, whose messages are its own again. */
export function createUnsplit(conversations: Conversations, change: Change, visible: (p: Principal) => Sql, load: (h: Tx, p: Principal, id: number) => Promise<store.TicketRow>) {
  return async function unsplit(tx: Tx, principal: Principal, id: number): Promise<number> {
    const ticket = await load(tx, principal, id);
    const origin = await splitOrigin(tx, id, visible(principal));
    if (!origin) throw new Refusal('not-found');
    await store.lockedTickets(tx, [origin.id, id]);
    const into = await load(tx, principal, origin.id);
    // Looked at again under the lock: an answer may just have been written.
    if (ticket.mergedInto || into.mergedInto || !(await splitOrigin(tx, id, visible(principal)))?.untouched) throw new Refusal('conflict', { key: 'tickets.split-used' });
    await conversations.splitBack(tx, origin.id, id);
    // As after merging: its clocks count neither as kept nor as missed.
    if (ticket.status !== 'closed') await change.change(tx, id, { status: 'closed' }, { actor: actorOf(principal), reason: `merged|${origin.id}`, unasked: true });
    await setMergedInto(tx, id, origin.id);
    return origin.id;
  };
}
