import { type Masked, type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { hiddenIn } from '../../platform/masking/index.ts';
import type { Audit } from '../audit/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';

const everything = new Set<Masked>(['phone', 'identity']);
export interface RevealNeeds { readonly audit: Audit; readonly customers: Customers; readonly tickets: Tickets; readonly conversations: Conversations }

/** Masked numbers in full, for who may see the thing they stand in; each look is written down before it is answered. */
export function createReveal({ audit, customers, tickets, conversations }: RevealNeeds) {
  const load = async (tx: Tx, principal: Principal, what: 'customer' | 'ticket' | 'message', id: number): Promise<unknown> => {
    if (what === 'customer') return customers.load(tx, principal, id);
    if (what === 'ticket') {
      const ticket = await tickets.load(tx, principal, id);
      return { ticket, customer: await customers.get(ticket.customerId, tx) };
    }
    const message = await conversations.message(id, tx);
    const ticketId = message && (await tickets.ticketOfConversation(message.conversationId, tx));
    if (!ticketId) throw new Refusal('not-found');
    await tickets.load(tx, principal, ticketId);
    return { text: message.body, quoted: message.quoted, subject: message.subject };
  };
  return async (tx: Tx, principal: Principal, asked: { what: 'customer' | 'ticket' | 'message'; id: number; reason: string }) => {
    const values = hiddenIn(await load(tx, principal, asked.what, asked.id), everything);
    await audit.record(tx, { actor: actorOf(principal), action: `${asked.what}.revealed`, subject: `${asked.what}:${asked.id}`, after: { values: values.map((v) => v.shown) }, reason: asked.reason || null });
    return { values };
  };
}
export type Reveal = ReturnType<typeof createReveal>;
