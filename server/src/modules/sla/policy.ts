/** Which promise holds for a ticket, and what its clocks should be doing; pure. */
import type { ClockTarget, SlaPolicy } from '@aftercare/contract/sla';
import { type TicketFacts, meets } from '../tickets/index.ts';
import type { LedgerKind, Walk } from './ledger.ts';

export const targets: readonly ClockTarget[] = ['first-response', 'solution', 'closing'];

const fits = (allowed: readonly string[], value: string): boolean => allowed.length === 0 || allowed.includes(value);

/** The first enabled policy by position whose every list has the ticket's value or is empty, and whose condition the ticket meets. */
export function matchPolicy(policies: readonly SlaPolicy[], facts: Pick<TicketFacts, 'channel' | 'type' | 'tier' | 'priority'> & Partial<TicketFacts>): SlaPolicy | undefined {
  return policies.toSorted((a, b) => a.position - b.position || a.id - b.id)
    .find(({ enabled, match }) => enabled && fits(match.channels, facts.channel) && fits(match.types, facts.type) && fits(match.tiers, facts.tier) && fits(match.priorities, facts.priority) && meets(match.condition, facts));
}

/** What a clock should be doing. */
export type Wanted = 'running' | 'paused' | 'met' | 'cancelled';

/**
 * What a clock should be doing for a ticket in this state. Waiting (for the customer or a part) stops the clocks of the
 * solution and the closing, not that of the first response: nobody can wait for a customer they never answered. Solved
 * without a word to the customer leaves no first response to wait for.
 */
export function wantedFor(target: ClockTarget, status: TicketFacts['status'], answered: boolean): Wanted {
  if (target === 'first-response') return answered ? 'met' : status === 'solved' || status === 'closed' ? 'cancelled' : 'running';
  if (status === 'closed' || (status === 'solved' && target === 'solution')) return 'met';
  return status === 'pending' || status === 'hold' ? 'paused' : 'running';
}

/** Ledger lines that bring a clock from one phase to the wanted one. */
export function stepsTo(phase: Walk['phase'], wanted: Wanted): LedgerKind[] {
  if (phase === wanted || phase === 'idle') return [];
  const ended = phase === 'met' || phase === 'cancelled';
  switch (wanted) {
    case 'running': return [ended ? 'reopened' : 'resumed'];
    case 'paused': return ended ? ['reopened', 'paused'] : ['paused'];
    // What was cancelled is only met after going on.
    case 'met': return phase === 'cancelled' ? ['reopened', 'met'] : ['met'];
    // A kept promise stays kept.
    case 'cancelled': return phase === 'met' ? [] : ['cancelled'];
  }
}
