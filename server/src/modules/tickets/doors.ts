import type { ChannelKind } from '@aftercare/contract/basics';

/** A way to reach a customer. `address` where there is one to show. */
export interface Door { readonly kind: ChannelKind; readonly address: string; readonly reason: 'asked' | 'prefers' | 'last-used' | 'known' }

/** Desks elsewhere answer in tickets of theirs only. */
const behindDesks = new Set<ChannelKind>(['zendesk', 'chatwoot']);

/** What stands there came by word of mouth or from an earlier desk: no answer leaves by it. */
const noWayOut = new Set<ChannelKind>(['phone', 'counter', 'import']);

/** Doors by which a customer can be answered, best first: where they asked to go on, what they prefer, where they wrote last, what we know. */
export function doorsFor(o: {
  readonly lastKind: ChannelKind | null;
  readonly prefers: ChannelKind | null;
  /** Where they asked to go on with this matter. */
  readonly asked?: ChannelKind | null | undefined;
  readonly identities: readonly { kind: string; value: string }[];
  readonly accounts: readonly { kind: ChannelKind; enabled: boolean; address?: string }[];
}): Door[] {
  const { lastKind } = o;
  const has = (kind: ChannelKind) => lastKind !== kind && o.accounts.some((a) => a.kind === kind && a.enabled);
  const mail = o.identities.find((i) => i.kind === 'email')?.value;
  const chat = o.identities.some((i) => i.kind === 'chat');
  const known: Door[] = [];
  if (lastKind && !noWayOut.has(lastKind)) known.push({ kind: lastKind, address: lastKind === 'mail' ? (mail ?? '') : '', reason: 'last-used' });
  if (mail && has('mail')) known.push({ kind: 'mail', address: mail, reason: 'known' });
  const phone = o.identities.find((i) => i.kind === 'phone')?.value;
  if (phone && has('sms')) known.push({ kind: 'sms', address: phone, reason: 'known' });
  // Where a platform knows them: «wechat:<our account>:<they>».
  for (const account of o.accounts) {
    const there = o.identities.some((i) => i.kind === 'external' && i.value.startsWith(`${account.kind}:${account.address ?? ''}:`));
    if (there && account.address && !behindDesks.has(account.kind) && has(account.kind) && !known.some((d) => d.kind === account.kind)) known.push({ kind: account.kind, address: '', reason: 'known' });
  }
  if (chat && has('chat')) known.push({ kind: 'chat', address: '', reason: 'known' });
  if (o.asked && o.asked !== 'portal' && o.asked !== 'mail' && o.asked !== 'chat' && has(o.asked) && !known.some((d) => d.kind === o.asked)) known.push({ kind: o.asked, address: '', reason: 'asked' });
  if (has('portal')) known.push({ kind: 'portal', address: '', reason: 'known' });
  const rank = { asked: 0, prefers: 1, 'last-used': 2, known: 2 };
  return known.map((d) => (d.kind === o.asked ? { ...d, reason: 'asked' as const } : d.kind === o.prefers ? { ...d, reason: 'prefers' as const } : d)).toSorted((a, b) => rank[a.reason] - rank[b.reason]);
}
