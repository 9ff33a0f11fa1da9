import { type LoggedEvent, type NewEvent, type Subscription, isEvent } from '../../platform/bus/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { AgentAnswered, AsideReplied, CustomerWrote, NoteAdded, TicketChanged, WatchersTold } from './events.ts';
import { watchersAmong } from './store-asides.ts';

type Happening = 'customer-wrote' | 'answered' | 'note-added' | 'status' | 'owner' | 'aside-replied';
function happeningOf(event: LoggedEvent): Happening | null {
  if (isEvent(event, CustomerWrote)) return event.payload.flag === null ? 'customer-wrote' : null;
  if (isEvent(event, AgentAnswered)) return 'answered';
  if (isEvent(event, NoteAdded)) return 'note-added';
  if (isEvent(event, AsideReplied)) return 'aside-replied';
  if (isEvent(event, TicketChanged)) return event.payload.fields.includes('status') ? 'status' : event.payload.fields.includes('ownerId') ? 'owner' : null;
  return null;
}

/** Tells of what happened to watched tickets and who wants to know; whoever notifies people listens to it. Nobody hears of their own deeds. */
export function watchingSubscription({ bus }: Pick<Platform, 'bus'>): Subscription {
  return {
    name: 'tickets.watching', events: [CustomerWrote, AgentAnswered, NoteAdded, TicketChanged, AsideReplied], start: 'now', batch: 200,
    async handle(events, tx) {
      const told = events.flatMap((event) => { const what = happeningOf(event); return what ? [{ event, what, ticketId: (event.payload as { ticketId: number }).ticketId }] : []; });
      if (told.length === 0) return;
      const watchers = Map.groupBy(await watchersAmong(tx, [...new Set(told.map((t) => t.ticketId))]), (w) => w.ticketId);
      await bus.publishAll(tx, told.flatMap(({ event, what, ticketId }): NewEvent[] => {
        const agentIds = (watchers.get(ticketId) ?? []).map((w) => w.agentId).filter((id) => !(event.actor.kind === 'agent' && event.actor.id === id));
        return agentIds.length > 0 ? [{ type: WatchersTold, stream: `ticket:${ticketId}`, actor: event.actor, payload: { ticketId, agentIds, what, at: event.at.toISOString() } }] : [];
      }));
    },
  };
}
