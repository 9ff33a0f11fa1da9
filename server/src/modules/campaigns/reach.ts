/** By which door one customer would get a message, or why by none; pure. */
import type { ChannelKind } from '@aftercare/contract/basics';
import { campaignDoors } from '@aftercare/contract/campaigns';
import type { Verdict } from '../customers/index.ts';
import { doorsFor } from '../tickets/index.ts';

export interface Reachable { readonly channel: ChannelKind; /** Waits for the end of their quiet hours. */ readonly quiet: boolean }
export type Unreached = 'no-address' | 'other-door' | 'no-consent';

const usable = new Set<string>(campaignDoors);

/**
 * @param wanted doors the message may take; empty: any
 * @param tried doors that failed already
 * @param judge consent and quiet hours, by door
 */
export function reachOfCustomer(o: {
  readonly prefers: ChannelKind | null; readonly identities: readonly { kind: string; value: string }[]; readonly accounts: readonly { kind: ChannelKind; enabled: boolean; address?: string }[];
  readonly wanted: readonly string[]; readonly tried?: readonly string[]; readonly judge: (channel: ChannelKind) => Verdict;
}): Reachable | Unreached {
  const all = doorsFor({ lastKind: null, prefers: o.prefers, identities: o.identities, accounts: o.accounts }).filter((d) => usable.has(d.kind) && !o.tried?.includes(d.kind));
  if (all.length === 0) return 'no-address';
  const doors = o.wanted.length === 0 ? all : all.filter((d) => o.wanted.includes(d.kind));
  if (doors.length === 0) return 'other-door';
  for (const { kind } of doors) {
    const verdict = o.judge(kind);
    if (verdict.ok || verdict.reason === 'quiet-hours') return { channel: kind, quiet: !verdict.ok };
  }
  return 'no-consent';
}
