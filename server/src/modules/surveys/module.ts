import { isEvent, type LoggedEvent } from '../../platform/bus/index.ts';
import { defineModule } from '../../platform/module/index.ts';
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
    live: [
      { event: SurveyAsked, topics: (e) => [ticket(e)] },
      { event: SurveyAnswered, topics: (e) => [ticket(e), 'wallboard'] },
      { event: CustomerUnhappy, topics: (e) => [ticket(e), 'inbox', 'wallboard'] },
    ],
  });
}
