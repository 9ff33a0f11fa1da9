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
    answerByMail,
  };
}
