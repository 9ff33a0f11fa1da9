import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import { AsideReplied, AsideOpened } from './events.ts';
import { messageView } from './message-view.ts';
import * as store from './store-asides.ts';
import type { TicketRow } from './store.ts';

interface Words { readonly text: string; readonly files: readonly number[] }
const shown = 100;

/**
 * Side conversations: ordinary threads of the mail door with a signed address of their own, which stand beside the ticket and not on it.
 * So nothing that shows a customer their ticket can ever show one, and what they answer moves no clock of the customer's.
 */
export function createAsides({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, conversations: Conversations, customers: Customers, load: (h: Handle, p: Principal, id: number) => Promise<TicketRow>) {
  const found = async (handle: Handle, who: Principal, id: number): Promise<store.AsideRow> => {
    const row = await store.findAside(handle, id);
    if (!row) throw new Refusal('not-found');
    await load(handle, who, row.ticketId);
    return row;
  };
  const view = async (handle: Handle, row: store.AsideRow) => ({ ...row, messages: (await conversations.messages([row.id], { before: null, limit: shown }, handle)).map(messageView) });
  const write = (tx: Tx, who: Principal, row: { id: number; ticketId: number; subject: string }, words: Words) =>
    conversations.write(tx, { conversationId: row.id, ticketId: null, author: { kind: 'agent', id: who.kind === 'agent' ? who.id : null, name: who.name }, text: words.text, subject: row.subject, files: words.files, meta: { asideOf: row.ticketId } }, actorOf(who));

  return {
    list: async (handle: Handle, ticketId: number) => Promise.all((await store.asidesOf(handle, ticketId)).map((row) => view(handle, row))),
    async open(tx: Tx, who: Principal, ticketId: number, a: Words & { kind: store.AsideRow['kind']; name: string; address: string; subject: string; answerMinutes: number | null }) {
      const ticket = await load(tx, who, ticketId);
      const address = a.address.trim().toLowerCase();
      const customer = await customers.get(ticket.customerId, tx);
      if (customer?.identities.some((i) => i.kind === 'email' && i.value === address)) throw new Refusal('conflict', { key: 'tickets.aside-customer' });
      const rows = (await conversations.accounts.rows()).filter((r) => r.kind === 'mail' && r.enabled);
      const account = rows.find((r) => r.teamId !== null && r.teamId === ticket.teamId) ?? rows.find((r) => r.teamId === null) ?? rows[0];
      if (!account) throw new Refusal('conflict', { key: 'messages.no-channel' });
      const contact = await customers.findOrCreate(tx, { name: a.name, language: ticket.language, addresses: [{ kind: 'email', value: address }] });
      const id = await conversations.begin(tx, { accountId: account.id, customerId: contact.id, subject: a.subject });
      await store.insertAside(tx, { id, ticketId, kind: a.kind, name: a.name, address, subject: a.subject, by: who.kind === 'agent' ? who.id : null, at: clock.now(), answerMinutes: a.answerMinutes });
      await write(tx, who, { id, ticketId, subject: a.subject }, a);
      await bus.publish(tx, AsideOpened, { stream: `ticket:${ticketId}`, actor: actorOf(who), payload: { ticketId, conversationId: id, kind: a.kind } });
      return view(tx, (await store.findAside(tx, id)) as store.AsideRow);
    },
    async say(tx: Tx, who: Principal, id: number, words: Words) {
      const row = await found(tx, who, id);
      const messageId = await write(tx, who, row, words);
      await store.askAside(tx, id, clock.now());
      await store.closeAside(tx, id, null);
      await store.markAside(tx, id, false);
      const message = await conversations.message(messageId, tx);
      if (!message) throw new Error('the message was not written');
      return messageView(message);
    },
    async set(tx: Tx, who: Principal, id: number, s: { closed?: boolean | undefined; seen?: true | undefined }): Promise<void> {
      await found(tx, who, id);
      if (s.seen) await store.markAside(tx, id, false);
      if (s.closed !== undefined) await store.closeAside(tx, id, s.closed ? clock.now() : null);
    },
    /** Which of these conversations stand beside tickets. */
    among: async (handle: Handle, ids: readonly number[]) => new Map((await store.asidesAmong(handle, ids)).map((r) => [r.id, r.ticketId])),
    /** They answered. */
    async answered(tx: Tx, ticketId: number, conversationId: number, messageId: number, actor: Actor): Promise<void> {
      await store.markAside(tx, conversationId, true);
      await store.answerAside(tx, conversationId, clock.now());
      await bus.publish(tx, AsideReplied, { stream: `ticket:${ticketId}`, actor, payload: { ticketId, conversationId, messageId, at: clock.now().toISOString() } });
    },
  };
}
export type Asides = ReturnType<typeof createAsides>;
