import { type Queue, QueueSettings } from '@aftercare/contract/routing';
import type { TicketFacts } from '../tickets/index.ts';

const shipped: QueueSettings = QueueSettings.parse({});
/** A queue's settings, as shipped where it says nothing. */
export const settingsOf = (queue: Pick<Partial<Queue>, 'settings'> | null | undefined): QueueSettings => queue?.settings ?? shipped;

export const tierRank = { standard: 0, silver: 1, gold: 2, vip: 3 } as const;
/** Minutes ahead of a ticket of ordinary priority. Their whole spread is less than a step of tiers as shipped. */
const priorityMinutes = { low: -30, normal: 0, high: 60, urgent: 180 } as const;

/** How many minutes of waiting a ticket is ahead of an ordinary one: its tier, then its priority. */
export function urgency(facts: Pick<TicketFacts, 'tier' | 'priority'>, queue: Pick<Partial<Queue>, 'settings'> | null = null): number {
  return (facts.tier === 'standard' ? 0 : settingsOf(queue).order[facts.tier]) + priorityMinutes[facts.priority];
}

/**
 * Its place in the line, as a moment: the earlier, the sooner. Age counts by itself, tier and priority as time waited, and a ticket
 * whose deadline is near counts as waiting for `deadline` minutes at the latest when it falls due – so nobody is passed for ever.
 */
export function rankOf(since: Date, creditMinutes: number, dueAt: Date | null, queue: Pick<Partial<Queue>, 'settings'> | null): Date {
  const byAge = since.getTime() - creditMinutes * 60_000;
  const byDeadline = dueAt ? dueAt.getTime() - settingsOf(queue).order.deadline * 60_000 - creditMinutes * 60_000 : Infinity;
  return new Date(Math.min(byAge, byDeadline));
}
