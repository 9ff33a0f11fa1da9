import { type LoggedEvent, type Subscription, isEvent } from '../../platform/bus/index.ts';
import { CustomerChanged, CustomersImported, CustomersJoined, JoiningUndone } from '../customers/index.ts';
import { OrderChanged, OrderReceived } from '../orders/index.ts';
import { UnitRegistered } from '../products/index.ts';
import { SurveyAnswered } from '../surveys/index.ts';
import { TicketChanged, TicketOpened } from '../tickets/index.ts';
import type { Segments } from './segments.ts';

const customersIn = (e: LoggedEvent): number[] => {
  if (isEvent(e, TicketChanged) && !e.payload.fields.some((f) => f === 'status' || f === 'type' || f === 'customerId')) return [];
  const p = e.payload as { customerId?: number | null; fromId?: number; intoId?: number };
  return [p.customerId, p.fromId, p.intoId].filter((id): id is number => typeof id === 'number');
};

/** What happens to a customer may bring them into a segment or out of it. */
export function onFacts(segments: Segments): Subscription {
  return {
    name: 'segments.on-facts', events: [CustomerChanged, CustomersImported, CustomersJoined, JoiningUndone, TicketOpened, TicketChanged, SurveyAnswered, OrderReceived, OrderChanged, UnitRegistered], start: 'now', batch: 500, lingerMs: 200,
    async handle(events, tx) {
      const all = await segments.ids(tx);
      if (all.length === 0) return;
      if (events.some((e) => isEvent(e, CustomersImported))) await segments.count(tx, null);
      await segments.settle(tx, all, [...new Set(events.flatMap(customersIn))]);
    },
  };
}
