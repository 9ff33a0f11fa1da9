import { ticketIn } from '@aftercare/contract/live';
import { z } from 'zod';
import { isEvent, type LoggedEvent } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { defineAction, defineModule } from '../../platform/module/index.ts';
import { TicketChanged } from '../tickets/index.ts';
import { CustomerUnhappy, SurveyAnswered, SurveyAsked } from './events.ts';
import type { Surveys } from './surveys.ts';

const ticket = (event: LoggedEvent) => `ticket:${(event.payload as { ticketId: number }).ticketId}`;

export function surveysModule(surveys: Surveys) {
  return defineModule({
    name: 'surveys',
    events: [SurveyAsked, SurveyAnswered, CustomerUnhappy],
    subscriptions: [{
      name: 'surveys.on-solved', events: [TicketChanged],
      async handle(events, tx) {
        for (const event of events) {
          if (!isEvent(event, TicketChanged)) continue;
          const { fields, status, changeId, at } = event.payload;
          if (fields.includes('status') && status === 'solved') await surveys.ask(tx, event.payload, changeId, new Date(at));
        }
      },
    }],
    actions: [defineAction({
      name: 'surveys.ask', alone: true, title: { zh: '邀请客户评价', en: 'Ask for a rating' }, input: z.object({}), output: z.object({ asked: z.boolean() }),
      run: async (_, { tx, stream }) => ({ asked: await surveys.askOnce(tx as Tx, ticketIn(stream) ?? 0) }),
    })],
    live: [
      { event: SurveyAsked, topics: (e) => [ticket(e)] },
      { event: SurveyAnswered, topics: (e) => [ticket(e), 'wallboard'] },
      { event: CustomerUnhappy, topics: (e) => [ticket(e), 'inbox', 'wallboard'] },
    ],
  });
}
