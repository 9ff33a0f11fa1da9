import { isEvent, type LoggedEvent, type Subscription } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { CustomerChanged } from '../customers/index.ts';
import { CalendarChanged } from '../org/index.ts';
import { AgentAnswered, CustomerReached, CustomerWrote, TicketChanged, type TicketFacts, TicketOpened, type Tickets } from '../tickets/index.ts';
import type { Occurrence } from './clocks.ts';
import { PoliciesChanged } from './events.ts';
import { reasonOf } from './explanation.ts';
import { decisiveFields } from './policy.ts';
import { beginReplay } from './replays.ts';
import type { Sla } from './sla.ts';
import * as store from './store.ts';

export function ticketSubscription(platform: Platform, sla: Sla, tickets: Tickets): Subscription {
  return {
    name: 'sla.on-tickets', events: [TicketOpened, TicketChanged, AgentAnswered, CustomerWrote, CustomerReached, CustomerChanged, CalendarChanged, PoliciesChanged], batch: 500,
    async handle(events, tx) {
      const occurrences: Occurrence[] = [];
      const decisive = events.some((e) => isEvent(e, TicketChanged)) ? decisiveFields(await sla.policies(tx)) : new Set<string>();
      for (const event of events) occurrences.push(...occurrencesIn(event, decisive), ...(isEvent(event, CustomerChanged) ? await ofCustomer(tx, event) : []));
      await sla.clocks.follow(tx, occurrences);
      if (events.some((e) => isEvent(e, PoliciesChanged))) await beginReplay(platform, tx, null);
      for (const calendarId of new Set(events.flatMap((e) => (isEvent(e, CalendarChanged) ? [e.payload.calendarId] : [])))) await beginReplay(platform, tx, calendarId);
      if (occurrences.length > 0) tx.afterCommit(sla.watch.hint);
    },
  };

  /** Another tier, contract, region or company is another promise for everything the customer has open. */
  async function ofCustomer(tx: Tx, event: LoggedEvent<{ customerId: number; fields: string[] }>): Promise<Occurrence[]> {
    const { fields } = event.payload;
    const moved = (['tier', 'contract', 'region', 'companyId'] as const).find((f) => fields.includes(f));
    if (!moved) return [];
    const ids = (await store.openTicketsOf(tx, [event.payload.customerId])).map((t) => t.id);
    return (await tickets.facts(tx, ids)).map((facts) => changed(facts, platform.clock.now(), moved === 'companyId' ? 'company' : moved));
  }
}

const changed = (facts: TicketFacts, at: Date, reason: string): Occurrence => ({ kind: 'changed', facts, at, reason });

function occurrencesIn(event: LoggedEvent, decisive: ReadonlySet<string>): Occurrence[] {
  if (isEvent(event, TicketOpened)) return event.payload.automatic ? [] : [{ kind: 'opened', facts: event.payload, at: new Date(event.payload.openedAt), reason: 'opened' }];
  if (isEvent(event, AgentAnswered)) return [{ kind: 'answered', facts: event.payload, at: new Date(event.payload.at), reason: 'answered' }];
  if (isEvent(event, CustomerReached)) return [{ kind: 'answered', facts: event.payload, at: new Date(event.payload.at), reason: 'reached' }];
  if (isEvent(event, CustomerWrote)) return event.payload.first ? [] : [{ kind: 'wrote', facts: event.payload, at: new Date(event.payload.at), reason: 'wrote' }];
  if (!isEvent(event, TicketChanged)) return [];
  const { before, status, fields, reason, at } = event.payload;
  // Somebody took a new ticket: that alone no clock minds.
  const counting = before.status === 'new' && status === 'open' ? fields.filter((f) => f !== 'status') : fields;
  if (!counting.some((f) => decisive.has(f))) return [];
  return [changed(event.payload, new Date(at), reasonOf(status, event.payload.waitsFor || reason))];
}
