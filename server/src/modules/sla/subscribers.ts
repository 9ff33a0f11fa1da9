import { isEvent, type LoggedEvent, type Subscription } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { CustomerChanged } from '../customers/index.ts';
import { CalendarChanged } from '../org/index.ts';
import { AgentAnswered, TicketChanged, type TicketFacts, TicketOpened, type Tickets } from '../tickets/index.ts';
import type { Occurrence } from './clocks.ts';
import { PoliciesChanged } from './events.ts';
import { reasonOf } from './explanation.ts';
import type { Sla } from './sla.ts';
import * as store from './store.ts';

const renewJob = 'sla.renew';
/** Tickets renewed in one transaction after a policy or calendar changed. */
const page = 500;
/** Fields that decide about clocks. */
const decisive = new Set(['status', 'type', 'priority']);

export function ticketSubscription(platform: Platform, sla: Sla, tickets: Tickets): Subscription {
  return {
    name: 'sla.on-tickets', events: [TicketOpened, TicketChanged, AgentAnswered, CustomerChanged, CalendarChanged, PoliciesChanged], batch: 500,
    async handle(events, tx) {
      const occurrences: Occurrence[] = [];
      for (const event of events) occurrences.push(...occurrencesIn(event), ...(isEvent(event, CustomerChanged) ? await ofCustomer(tx, event) : []));
      await sla.clocks.follow(tx, occurrences);
      if (events.some((e) => isEvent(e, CalendarChanged) || isEvent(e, PoliciesChanged))) await platform.jobs.enqueue(tx, renewJob, { after: 0 }, { key: renewJob });
      if (occurrences.length > 0) tx.afterCommit(sla.watch.hint);
    },
  };

  /** Another tier is another promise for everything the customer has open. */
  async function ofCustomer(tx: Tx, event: LoggedEvent<{ customerId: number; fields: string[] }>): Promise<Occurrence[]> {
    if (!event.payload.fields.some((f) => f === 'tier' || f === 'contract' || f === 'region')) return [];
    const ids = (await store.openTicketsOf(tx, [event.payload.customerId])).map((t) => t.id);
    return (await tickets.facts(tx, ids)).map((facts) => changed(facts, platform.clock.now(), 'tier'));
  }
}

const changed = (facts: TicketFacts, at: Date, reason: string): Occurrence => ({ kind: 'changed', facts, at, reason });

function occurrencesIn(event: LoggedEvent): Occurrence[] {
  if (isEvent(event, TicketOpened)) return event.payload.automatic ? [] : [{ kind: 'opened', facts: event.payload, at: new Date(event.payload.openedAt), reason: 'opened' }];
  if (isEvent(event, AgentAnswered)) return [{ kind: 'answered', facts: event.payload, at: new Date(event.payload.at), reason: 'answered' }];
  // Somebody took a new ticket: no clock minds.
  if (isEvent(event, TicketChanged) && event.payload.before.status === 'new' && event.payload.status === 'open' && !event.payload.fields.some((f) => f === 'type' || f === 'priority')) return [];
  if (isEvent(event, TicketChanged) && event.payload.fields.some((f) => decisive.has(f))) return [changed(event.payload, new Date(event.payload.at), reasonOf(event.payload.status, event.payload.reason))];
  return [];
}

/** After a policy or calendar changed: all tickets that are not closed, a page at a time. */
export function renewal(platform: Platform, sla: Sla, tickets: Tickets): Job<{ after: number }> {
  const { work: db, clock, jobs } = platform;
  return {
    name: renewJob,
    handle: ({ after }) => db.tx(async (tx) => {
      const ids = (await store.openTicketsAfter(tx, after, page)).map((t) => t.id);
      const now = clock.now();
      const facts = await tickets.facts(tx, ids);
      await sla.clocks.follow(tx, facts.map((f) => changed(f, now, 'policies')), true);
      const last = ids.at(-1);
      // A new change of policies begins anew under its own key and does not lose this place.
      if (ids.length === page && last) await jobs.enqueue(tx, renewJob, { after: last });
      tx.afterCommit(sla.watch.hint);
    }),
  };
}
