import type { Campaign, CampaignOutcome, CampaignState } from '@aftercare/contract/campaigns';

/** How many ended so. */
export const countOf = (campaign: Pick<Campaign, 'counts'>, state: CampaignOutcome): number => campaign.counts.reduce((sum, c) => sum + (c.state === state ? c.n : 0), 0);
export const isUnderWay = (state: CampaignState): boolean => state === 'checking' || state === 'sending';

/** The numbers of some outcomes by what sets them apart, most first. */
export function byWord(campaign: Pick<Campaign, 'counts'>, states: readonly CampaignOutcome[], word: 'reason' | 'channel'): { readonly word: string; readonly n: number }[] {
  const sums = new Map<string, number>();
  for (const c of campaign.counts) if (states.includes(c.state)) sums.set(c[word], (sums.get(c[word]) ?? 0) + c.n);
  return [...sums].map(([key, n]) => ({ word: key, n })).toSorted((a, b) => b.n - a.n);
}
