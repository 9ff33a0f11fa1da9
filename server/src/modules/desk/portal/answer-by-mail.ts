import { systemActor } from '../../../platform/bus/index.ts';
import { say } from '../../../platform/i18n/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Conversations } from '../../conversations/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Tickets } from '../../tickets/index.ts';

/**
 * What the customer has not seen in the chat or on their page goes to them by mail, once, as one mail of the ticket: their answer to it comes
 * back to the same ticket. False when there is nothing to send, no address, or no mailbox of ours.
 */
export function createAnswerByMail({ db }: Pick<Platform, 'db'>, customers: Customers, conversations: Conversations, tickets: Tickets): (conversationId: number) => Promise<boolean> {
  return (conversationId) => db.tx(async (tx) => {
    const unseen = await conversations.unseen(tx, conversationId);
    const last = unseen.at(-1);
    const ticketId = await tickets.ticketOfConversation(conversationId, tx);
    const ticket = ticketId ? await tickets.get(ticketId, tx) : undefined;
    if (!last || !ticket) return false;
    const customer = await customers.get(ticket.customerId, tx);
    const mailboxes = (await conversations.accounts.rows()).filter((account) => account.kind === 'mail' && account.enabled);
    if (!customer?.identities.some((identity) => identity.kind === 'email') || mailboxes.length === 0) return false;
    const mailId = await tickets.conversationFor(tx, ticket, 'mail');
    const conversation = await conversations.conversation(conversationId, tx);
    const kind = (await conversations.accounts.rows()).find((account) => account.id === conversation?.accountId)?.kind;
    const text = [say(ticket.language, kind === 'portal' ? 'portal.by-mail' : 'chat.by-mail', { name: customer.name }), ...unseen.map((message) => message.text), `${say(ticket.language, 'chat.by-mail-link')} ${tickets.customerUrl(ticket.id)}`].filter(Boolean).join('\n\n');
    const sent = await conversations.write(tx, {
      conversationId: mailId, ticketId: ticket.id, author: { kind: 'agent', id: last.authorId, name: last.authorName }, subject: ticket.subject, text,
      files: unseen.flatMap((message) => message.files.map((file) => file.fileId)), meta: { followUpOf: unseen.map((message) => message.id) },
    }, systemActor);
    await conversations.markFollowedUp(tx, unseen.map((message) => message.id), sent);
    return true;
  });
}
