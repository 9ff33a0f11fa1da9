import type { ChannelKind } from '@aftercare/contract/basics';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations, MessageRow } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { createChange } from './change.ts';
import { type Door, doorsFor } from './doors.ts';
import { AgentAnswered } from './events.ts';
import { historyWords } from './history.ts';
import { wantedKind } from './store-continue.ts';
import * as store from './store.ts';

export interface Reply { readonly text: string; readonly channel?: ChannelKind | undefined; readonly files: readonly number[]; readonly undoSeconds: number; readonly then: 'keep' | 'wait' | 'solve' }

/** Answers to the customer: by which door, in which conversation, and what becomes of the ticket. */
export function createReplies(platform: Platform, conversations: Conversations, customers: Customers, changes: ReturnType<typeof createChange>, load: (h: Handle, p: Principal, id: number) => Promise<store.TicketRow>) {
  const { bus, clock } = platform;

  /** Doors by which the customer of a ticket can be answered, best first: what they prefer, where they wrote last, what we know. */
  async function doors(ticket: store.TicketRow, handle: Handle): Promise<Door[]> {
    const customer = await customers.get(ticket.customerId, handle);
    const rows = await conversations.accounts.rows();
    const last = await lastConversation(ticket.id, handle);
    const lastKind = last ? rows.find((r) => r.id === last.accountId)?.kind : undefined;
    const asked = await wantedKind(handle, ticket.id);
    return doorsFor({ asked: asked?.kind as ChannelKind | undefined, lastKind: lastKind ?? null, prefers: customer?.preferredChannel ?? null, identities: customer?.identities ?? [], accounts: rows });
  }

  async function lastConversation(ticketId: number, handle: Handle) {
    const ids = (await store.conversationsOf(handle, ticketId)).map((c) => c.conversationId);
    const rows = await Promise.all(ids.map((id) => conversations.conversation(id, handle)));
    const newest = (await conversations.messages(ids, { before: null, limit: 1 }, handle))[0];
    return rows.find((r) => r?.id === newest?.conversationId) ?? rows.at(-1);
  }

  /** The ticket's conversation on this channel, begun when there is none. */
  async function conversationFor(tx: Tx, ticket: store.TicketRow, kind: ChannelKind): Promise<number> {
    const rows = await conversations.accounts.rows();
    const ids = (await store.conversationsOf(tx, ticket.id)).map((c) => c.conversationId);
    for (const id of ids.toReversed()) {
      const c = await conversations.conversation(id, tx);
      if (c && rows.find((r) => r.id === c.accountId)?.kind === kind) return id;
    }
    if (kind === 'chat') {
      const latest = await conversations.latestOf(ticket.customerId, 'chat', tx);
      if (latest) return latest.id;
      throw new Refusal('conflict', { key: 'messages.no-channel' });
    }
    const ours = rows.filter((r) => r.kind === kind && r.enabled);
    const customer = ours.length > 1 ? await customers.get(ticket.customerId, tx) : undefined;
    // Of several accounts at a platform the one that knows them.
    const account = ours.find((r) => customer?.identities.some((i) => i.kind === 'external' && i.value.startsWith(`${kind}:${r.address}:`))) ?? ours.find((r) => r.teamId === null || r.teamId === ticket.teamId) ?? ours[0];
    if (!account) throw new Refusal('conflict', { key: 'messages.no-channel' });
    const id = await conversations.begin(tx, { accountId: account.id, customerId: ticket.customerId, subject: ticket.subject });
    await store.linkConversations(tx, [{ conversationId: id, ticketId: ticket.id }]);
    return id;
  }

  /** Writes to the customer on behalf of a person or the system; stops the first response clock by its fact. */
  async function writeTo(tx: Tx, ticket: store.TicketRow, w: { text: string; files: readonly number[]; sendAt: Date | null; channel: ChannelKind | undefined; author: { kind: 'agent' | 'system' | 'bot'; id: number | null; name: string }; meta?: Record<string, unknown>; sent?: { externalId: string } }, actor: Actor): Promise<number> {
    const kind = w.channel ?? (await doors(ticket, tx))[0]?.kind;
    if (!kind) throw new Refusal('conflict', { key: 'messages.no-channel' });
    const before = (await store.conversationsOf(tx, ticket.id)).map((c) => c.conversationId);
    const conversationId = await conversationFor(tx, ticket, kind);
    // A conversation that begins now: what was said elsewhere goes along.
    const history = before.length > 0 && !before.includes(conversationId) && kind !== 'portal' ? historyWords(await conversations.messages(before, { before: null, limit: 6 }, tx), ticket.language) : null;
    const messageId = await conversations.write(tx, { conversationId, ticketId: ticket.id, author: w.author, text: w.text, subject: ticket.subject, files: w.files, sendAt: w.sendAt, ...(w.sent ? { sent: w.sent } : {}), meta: { ...w.meta, ...(history ? { history } : {}) } }, actor);
    if (w.author.kind !== 'system') {
      const now = clock.now();
      await store.patchTicket(tx, ticket.id, { unread: false, ...(ticket.firstAnsweredAt ? {} : { firstAnsweredAt: now }) }, now, false);
      await bus.publish(tx, AgentAnswered, { stream: `ticket:${ticket.id}`, actor, payload: { ...store.factsOf(ticket), messageId, conversationId, authorKind: w.author.kind, authorId: w.author.id, first: ticket.firstAnsweredAt === null, at: now.toISOString() } });
    }
    return messageId;
  }

  async function reply(tx: Tx, principal: Principal, id: number, r: Reply): Promise<MessageRow> {
    await store.lockTicket(tx, id);
    const ticket = await load(tx, principal, id);
    if (ticket.mergedInto) throw new Refusal('conflict', { key: 'tickets.merged', params: { id: ticket.mergedInto } });
    const actor = actorOf(principal);
    const sendAt = r.undoSeconds > 0 ? new Date(clock.now().getTime() + r.undoSeconds * 1000) : null;
    // Who answers takes it, so that the customer's next word finds somebody.
    if (!ticket.ownerId && principal.kind === 'agent') await changes.change(tx, id, { ownerId: principal.id }, { actor, reason: 'answered' });
    const messageId = await writeTo(tx, ticket, { text: r.text, files: r.files, sendAt, channel: r.channel, author: { kind: 'agent', id: principal.kind === 'agent' ? principal.id : null, name: principal.name } }, actor);
    const status = r.then === 'solve' ? 'solved' : r.then === 'wait' ? 'pending' : ticket.status === 'closed' || ticket.status === 'solved' || ticket.status === 'new' ? 'open' : undefined;
    if (status && status !== ticket.status) {
      if (ticket.status === 'closed') await changes.change(tx, id, { status: 'open' }, { actor });
      await changes.change(tx, id, { status }, { actor });
    }
    if (principal.kind === 'agent') await conversations.clearDraft(tx, principal.id, id);
    const message = await conversations.message(messageId, tx);
    if (!message) throw new Error('the message was not written');
    return message;
  }

  return { doors, reply, writeTo, conversationFor };
}
