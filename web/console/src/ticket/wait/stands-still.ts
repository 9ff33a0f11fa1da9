import type { Wait } from '@aftercare/contract/sla';

/** What the clocks of solution and closing would do for a reason: as the server judges it, by its words. */
export function standsStill(wait: Wait, reason: string): 'stops' | 'goes-on' | 'needs-reason' | 'nothing' {
  if (wait.stops === 'nothing') return 'nothing';
  if (wait.stops === 'always') return 'stops';
  if (wait.stops === 'never') return 'goes-on';
  const words = reason.toLowerCase();
  if (wait.reasons.some((one) => words.includes(one.trim().toLowerCase()))) return 'stops';
  return words.trim() === '' ? 'needs-reason' : 'goes-on';
}
