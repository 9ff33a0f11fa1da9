import { storable } from '../../../platform/db/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import type { House } from './house.ts';
import type { CustomerSurveys } from './surveys.ts';

/** The house as the chat's visitors meet it. */
export function createChatDesk(platform: Pick<Platform, 'db'>, house: House, tickets: Tickets, surveys: CustomerSurveys, answerByMail: (conversationId: number) => Promise<boolean>) {
  return {
    companyName: async () => (await house.company()).name,
    opening: house.opening,
    agent: house.agent,
    anyoneOnline: house.anyoneOnline,
    async ticketOf(conversationId: number) {
      const ticketId = await tickets.ticketOfConversation(conversationId);
      if (ticketId === undefined) return undefined;
      const [ticket, survey] = await Promise.all([tickets.get(ticketId), surveys.latest(ticketId)]);
      return ticket && { ticketId, ownerId: ticket.ownerId, askRating: survey !== undefined && survey.answeredAt === null };
    },
    async rate({ ticketId, customerId, overall, comment }: { ticketId: number; customerId: number; overall: number; comment: string }): Promise<void> {
      await platform.db.tx(async (tx) => {
        const ticket = await tickets.get(ticketId, tx);
        if (!ticket || ticket.customerId !== customerId) throw new Refusal('not-found');
        await surveys.answer(tx, ticketId, { overall, comment }, 'chat');
      });
    },
    /** Asked as for an inquiry, which every chat begins as, and of a ticket that stands by its own type. */
    async form(conversationId: number | null, draft: Readonly<Record<string, string | number | boolean | null>> = {}) {
      const ticketId = conversationId === null ? undefined : await tickets.ticketOfConversation(conversationId);
      const ticket = ticketId === undefined ? undefined : await tickets.get(ticketId);
      const fields = ticket?.fields ?? {};
      return (await tickets.design.form(platform.db, { type: ticket?.type ?? 'inquiry', fields: { ...fields, ...draft }, door: 'chat' })).filter((f) => (fields[f.key] ?? '') === '');
    },
    async fill({ conversationId, customerId, values }: { conversationId: number | null; customerId: number; values: Readonly<Record<string, string | number | boolean | null>> }): Promise<void> {
      await platform.db.tx(async (tx) => {
        const ticketId = conversationId === null ? undefined : await tickets.ticketOfConversation(conversationId, tx);
        const ticket = ticketId === undefined ? undefined : await tickets.get(ticketId, tx);
        if (!ticket) throw new Refusal('not-ready');
        if (ticket.customerId !== customerId) throw new Refusal('not-found');
        // Only what is asked here: nobody writes into fields that are not theirs.
        // What follows from an answer given in the same go is asked as well.
        const asked = new Set((await tickets.design.form(tx, { type: ticket.type, fields: { ...ticket.fields, ...values }, door: 'chat' })).map((f) => f.key));
        const given = Object.fromEntries(Object.entries(values).filter(([key, value]) => asked.has(key) && value !== null && value !== '').map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]));
        if (Object.keys(given).length > 0) await tickets.change(tx, ticket.id, { fields: given }, { actor: { kind: 'customer', id: ticket.customerId, name: ticket.customerName }, reason: null });
      });
    },
    async goOn(conversationId: number) {
      const ticketId = await tickets.ticketOfConversation(conversationId);
      const ticket = ticketId === undefined ? undefined : await tickets.get(ticketId);
      if (!ticket) return undefined;
      const { expiresAt, ...ways } = await tickets.goOnElsewhere(ticket, 'page');
      return { ...ways, expiresAt: expiresAt.toISOString() };
    },
    answerByMail,
  };
}
