/** Which promise holds for a ticket, and what its clocks should be doing; pure. */
import type { ClockTarget, PauseRule, SlaPolicy } from '@aftercare/contract/sla';
import { type TicketFacts, meets } from '../tickets/index.ts';
import type { LedgerKind, Walk } from './ledger.ts';

export const targets: readonly ClockTarget[] = ['first-response', 'next-response', 'solution', 'closing'];

/** What a policy's condition may ask beside the facts of a ticket; read only where one asks. */
export const moreNames = ['product', 'model', 'category', 'company'] as const;
export type MoreFacts = Partial<Record<(typeof moreNames)[number], string>>;
export type PolicyFacts = TicketFacts & MoreFacts;
const factNames = ['type', 'status', 'priority', 'channel', 'language', 'customerId', 'tier', 'contract', 'region', 'ownerId', 'teamId', 'tags', 'waitsFor', ...moreNames] as const;
type FactName = (typeof factNames)[number];

const lists = { channels: 'channel', types: 'type', tiers: 'tier', priorities: 'priority' } as const;
const fits = (allowed: readonly string[] | undefined, value: string): boolean => !allowed?.length || allowed.includes(value);

/** The facts a condition looks at. */
function namesIn(condition: string | undefined): FactName[] {
  const bare = (condition ?? '').replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return factNames.filter((name) => new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(bare));
}
const kept = new WeakMap<SlaPolicy, readonly FactName[]>();
/** The facts a policy asks of a ticket, each once, whether by a list or by its condition: the more, the more specific it is. */
export function asksOf(policy: SlaPolicy): readonly FactName[] {
  const known = kept.get(policy);
  if (known) return known;
  const asked = new Set<FactName>(namesIn(policy.match.condition));
  for (const [list, fact] of Object.entries(lists)) if (policy.match[list as keyof typeof lists]?.length) asked.add(fact);
  const asks = factNames.filter((name) => asked.has(name));
  kept.set(policy, asks);
  return asks;
}

/** Those that take a ticket in, the most specific first, of equals by position. */
export function matching(policies: readonly SlaPolicy[], facts: Pick<TicketFacts, 'channel' | 'type' | 'tier' | 'priority'> & Partial<PolicyFacts>): SlaPolicy[] {
  return policies
    .filter(({ enabled, match }) => enabled && fits(match.channels, facts.channel) && fits(match.types, facts.type) && fits(match.tiers, facts.tier) && fits(match.priorities, facts.priority) && meets(match.condition, facts))
    .toSorted((a, b) => asksOf(b).length - asksOf(a).length || a.position - b.position || a.id - b.id);
}
/** The enabled policy that takes a ticket in and asks most of it. */
export const matchPolicy = (policies: readonly SlaPolicy[], facts: Parameters<typeof matching>[1]): SlaPolicy | undefined => matching(policies, facts)[0];

/** Whether some policy looks beyond a ticket's own facts. */
export const asksMore = (policies: readonly SlaPolicy[]): boolean => policies.some((p) => p.enabled && asksOf(p).some((name) => (moreNames as readonly string[]).includes(name)));
/** Where a fact of a condition stands on a ticket. */
const fieldOf: Partial<Record<FactName, readonly string[]>> = { model: ['unitId'], category: ['unitId'], contract: [], region: [], tier: [], company: [], customerId: ['customerId'] };
const byReason = (policies: readonly SlaPolicy[]) => policies.some((p) => p.enabled && p.pauses?.some((r) => r.reasons.length > 0));
/** Fields of a ticket whose change may change its clocks. */
export function decisiveFields(policies: readonly SlaPolicy[]): ReadonlySet<string> {
  return new Set(['status', 'type', 'priority', ...(byReason(policies) ? ['waitsFor'] : []), ...policies.flatMap((p) => (p.enabled ? asksOf(p).flatMap((name) => fieldOf[name] ?? [name]) : []))]);
}

/** What a clock should be doing. */
export type Wanted = 'running' | 'paused' | 'met' | 'cancelled';

const both: readonly PauseRule[] = [{ status: 'pending', reasons: [] }, { status: 'hold', reasons: [] }];
/** Whether the clocks of solution and closing stand still while a ticket waits. @param waitsFor in somebody's words */
export function pausesFor(pauses: readonly PauseRule[] | undefined, status: TicketFacts['status'], waitsFor: string): boolean {
  const words = waitsFor.toLowerCase();
  return (pauses ?? both).some((rule) => rule.status === status && (rule.reasons.length === 0 || rule.reasons.some((r) => words.includes(r.trim().toLowerCase()))));
}

/**
 * What a clock should be doing for a ticket in this state. Waiting (for the customer or a part) stops the clocks of the
 * solution and the closing, not those of answers: nobody can wait for a customer they never answered. Solved
 * without a word to the customer leaves no answer to wait for.
 */
export function wantedFor(target: ClockTarget, status: TicketFacts['status'], answered: boolean, waits: boolean): Wanted {
  if (target === 'first-response' || target === 'next-response') return answered ? 'met' : status === 'solved' || status === 'closed' ? 'cancelled' : 'running';
  if (status === 'closed' || (status === 'solved' && target === 'solution')) return 'met';
  return waits ? 'paused' : 'running';
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
