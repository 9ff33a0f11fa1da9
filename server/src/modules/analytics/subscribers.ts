import { type LoggedEvent, type Subscription, isEvent } from '../../platform/bus/index.ts';
import { SlaBreached, SlaMet } from '../sla/index.ts';
import { SurveyAnswered, SurveyAsked } from '../surveys/index.ts';
import { AgentAnswered, CustomerReached, TicketChanged, TicketOpened, isFinished } from '../tickets/index.ts';
import { type DurationSample, type HourDelta, addSamples, addToHours } from './store.ts';

const secondsBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** What a batch of facts adds to the hours. Auto-replies and bounces are no arrivals: nobody waits for an answer. */
export function hourDeltas(events: readonly LoggedEvent[]): { deltas: HourDelta[]; samples: DurationSample[] } {
  const deltas: HourDelta[] = [];
  const samples: DurationSample[] = [];
  for (const event of events) {
    if (isEvent(event, TicketOpened)) {
      const { ticketId, channel, openedAt: at, automatic } = event.payload;
      if (!automatic) deltas.push({ at, ticketId, channel, arrivals: 1 });
    } else if (isEvent(event, TicketChanged)) {
      const { ticketId, channel, openedAt, at, status, before } = event.payload;
      if (before.status === undefined || !isFinished(status) || isFinished(before.status)) continue;
      deltas.push({ at, ticketId, channel, solved: 1 });
      samples.push({ kind: 'solution', at, ticketId, seconds: secondsBetween(openedAt, at) });
    } else if (isEvent(event, AgentAnswered) || isEvent(event, CustomerReached)) {
      const { ticketId, openedAt, at, first } = event.payload;
      if (first) samples.push({ kind: 'first-response', at, ticketId, seconds: secondsBetween(openedAt, at) });
    } else if (isEvent(event, SlaBreached)) deltas.push({ at: event.payload.at, ticketId: event.payload.ticketId, channel: event.payload.channel, breached: 1 });
    else if (isEvent(event, SlaMet)) {
      if (!event.payload.late) deltas.push({ at: event.payload.at, ticketId: event.payload.ticketId, channel: event.payload.channel, met: 1 });
    } else if (isEvent(event, SurveyAsked)) deltas.push({ at: event.payload.at, ticketId: event.payload.ticketId, channel: null, asked: 1 });
    else if (isEvent(event, SurveyAnswered)) deltas.push({ at: event.payload.at, ticketId: event.payload.ticketId, channel: null, rated: 1, ratingSum: event.payload.overall });
  }
  return { deltas, samples };
}

/** Keeps the hours as things happen. */
export const hourSubscription: Subscription = {
  name: 'analytics.hours', events: [TicketOpened, TicketChanged, AgentAnswered, CustomerReached, SlaBreached, SlaMet, SurveyAsked, SurveyAnswered], batch: 1000,
  async handle(events, tx) {
    const { deltas, samples } = hourDeltas(events);
    if (deltas.length > 0) await addToHours(tx, deltas);
    if (samples.length > 0) await addSamples(tx, samples);
  },
};
