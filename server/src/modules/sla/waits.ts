/** What a ticket may wait for, as the promise in force knows it: the reasons that stop its clocks; pure. */
import type { SlaPolicy, Wait } from '@aftercare/contract/sla';

const states = ['pending', 'hold'] as const;
const most = 12;

/**
 * @param policy in force; undefined: none, nothing counts
 * @param others whose words are worth proposing where the policy has none of its own
 */
export function waitsUnder(policy: SlaPolicy | undefined, others: readonly SlaPolicy[]): Wait[] {
  return states.map((status) => {
    const wordsOf = (p: SlaPolicy) => p.pauses?.filter((r) => r.status === status).flatMap((r) => r.reasons) ?? [];
    const rules = policy?.pauses?.filter((r) => r.status === status);
    const stops = !policy || (policy.targets.solution === null && policy.targets.closing === null) ? 'nothing' : !rules || rules.some((r) => r.reasons.length === 0) ? 'always' : rules.length > 0 ? 'by-reason' : 'never';
    const own = policy ? wordsOf(policy) : [];
    return { status, stops, reasons: [...new Set(own.length > 0 ? own : others.filter((p) => p.enabled).flatMap(wordsOf))].slice(0, most) };
  });
}
