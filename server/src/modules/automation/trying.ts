import type { RuleWrite, Trial } from '@aftercare/contract/automation';
import type { Handle } from '../../platform/db/index.ts';
import { cronMatcher, nextMoments } from '../../platform/jobs/index.ts';
import type { Loose } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Tickets, fillTemplate, meets } from '../tickets/index.ts';
import type { Segments } from '../segments/index.ts';
import { asksSegments, contextOf, happenings, ticketOf, wordOf } from './happenings.ts';
import { inputFor } from './running.ts';
import * as store from './store-rules.ts';

/** Happenings or tickets looked at in one trial. */
const most = 10_000;
const pageSize = 1000;
const samplesShown = 20;
const dayMs = 86_400_000;
type Ticket = NonNullable<Awaited<ReturnType<Tickets['get']>>>;

/** What a rule would have done, from what truly happened. Reads only: the fields of the fact as they were then, the rest as it is today. */
export function createTrying({ clock }: Pick<Platform, 'clock'>, tickets: Tickets, segments: Pick<Segments, 'namesOfMany'>) {
  const inside = async (db: Handle, rule: RuleWrite, list: readonly Ticket[]) => (asksSegments(rule) ? segments.namesOfMany(db, list.map((t) => t.customerId)) : new Map<number, string[]>());
  /** The number of the first fact since a moment: facts stand in the order of time, so it is found by halving. */
  async function firstSince(db: Handle, at: Date): Promise<number> {
    let [low, high] = [0, (await store.lastEvent(db)) + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = await store.eventNear(db, middle);
      if (found && found.at < at) low = found.id + 1; else high = middle;
    }
    return low;
  }
  const would = (rule: RuleWrite, ticket: Ticket, context: Record<string, unknown>) => rule.actions.map((a) => ({ name: a.name, input: safely(() => inputFor(a.input, context, (text) => fillTemplate(text, { ticket, agentName: '', company: { name: '', timeZone: 'UTC' }, link: tickets.customerUrl(ticket.id), now: clock.now() }).text) as Record<string, unknown>) ?? {} }));

  async function pastTriggers(db: Handle, rule: RuleWrite, days: number): Promise<Loose<Trial>> {
    const types = rule.events.map((e) => happenings[e].name);
    let after = (await firstSince(db, new Date(clock.now().getTime() - days * dayMs))) - 1;
    const samples: Trial['samples'][number][] = [];
    const matchedTickets = new Set<number>();
    const times = new Map<number, number[]>();
    let [looked, matched, held, goesOn] = [0, 0, 0, types.length > 0];
    while (goesOn && looked < most) {
      const events = await store.pastEvents(db, after, types, pageSize);
      goesOn = events.length === pageSize;
      const rows = new Map((await tickets.getMany([...new Set(events.map((e) => ticketOf(e.payload)))], db)).map((t) => [t.id, t]));
      const within = await inside(db, rule, [...rows.values()]);
      for (const event of events) {
        looked += 1;
        after = event.id;
        const ticket = rows.get(ticketOf(event.payload));
        const word = wordOf(event.type);
        if (!ticket || !word) continue;
        const context = contextOf({ ...ticket, segments: within.get(ticket.customerId) ?? [] }, { event: word, payload: event.payload, by: event.actor.kind }, event.at, true);
        if (!meets(rule.condition, context)) continue;
        const lately = (times.get(ticket.id) ?? []).filter((at) => at > event.at.getTime() - 3_600_000);
        if (lately.length >= rule.mostPerHour) { held += 1; continue; }
        times.set(ticket.id, [...lately, event.at.getTime()]);
        matched += 1;
        matchedTickets.add(ticket.id);
        samples.push({ ticket: { id: ticket.id, subject: ticket.subject }, at: event.at.toISOString(), event: word, would: would(rule, ticket, context) });
        if (samples.length > samplesShown) samples.shift();
      }
    }
    return { looked, matched, tickets: matchedTickets.size, truncated: goesOn, held, samples: samples.toReversed(), next: [] };
  }

  /** Tickets that would be taken if the time came now. */
  async function today(db: Handle, rule: RuleWrite): Promise<Loose<Trial>> {
    const now = clock.now();
    const { timing } = rule;
    const samples: Trial['samples'][number][] = [];
    let [looked, matched, after, goesOn] = [0, 0, 0, true];
    const one = (ticket: Ticket, within: ReadonlyMap<number, string[]>) => {
      looked += 1;
      const context = contextOf({ ...ticket, segments: within.get(ticket.customerId) ?? [] }, null, now);
      if (!meets(rule.condition, context)) return;
      matched += 1;
      if (samples.length < samplesShown) samples.push({ ticket: { id: ticket.id, subject: ticket.subject }, at: now.toISOString(), event: 'time', would: would(rule, ticket, context) });
    };
    if (timing && 'after' in timing) {
      const until = new Date(now.getTime() - timing.after * 3_600_000);
      const found = await store.waitedLong(db, 0, timing.since, new Date(until.getTime() - 7 * dayMs), until, most);
      for (let i = 0; i < found.length; i += pageSize) { const rows = await tickets.getMany(found.slice(i, i + pageSize).map((f) => f.id), db); const within = await inside(db, rule, rows); for (const ticket of rows) one(ticket, within); }
      return { looked, matched, tickets: matched, truncated: found.length === most, held: 0, samples, next: [] };
    }
    while (goesOn && looked < most) {
      const ids = await store.openAfter(db, after, pageSize);
      goesOn = ids.length === pageSize;
      after = ids.at(-1) ?? after;
      const rows = await tickets.getMany(ids, db);
      const within = await inside(db, rule, rows);
      for (const ticket of rows) one(ticket, within);
    }
    const next = timing && 'cron' in timing ? nextMoments(cronMatcher(timing.cron, timing.timeZone), now, 3) : [];
    return { looked, matched, tickets: matched, truncated: goesOn, held: 0, samples, next };
  }

  return (db: Handle, rule: RuleWrite, days: number) => (rule.kind === 'trigger' ? pastTriggers(db, rule, days) : today(db, rule));
}

function safely<T>(work: () => T): T | undefined {
  try { return work(); } catch { return undefined; }
}
