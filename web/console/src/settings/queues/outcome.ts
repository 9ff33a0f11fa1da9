import type { ReplayResult } from '@aftercare/contract/routing';

/** What a replay found, in one word: by the wait of the slowest tenth, else by who was served at all. */
export function outcomeOf({ before, after }: Pick<ReplayResult, 'before' | 'after'>): { readonly key: 'faster' | 'slower' | 'same' | 'moreServed' | 'fewerServed'; readonly percent: number; readonly breaches: number } {
  const breaches = after.whole.breaches - before.whole.breaches;
  const [was, is] = [before.whole.p90Minutes, after.whole.p90Minutes];
  const percent = was > 0 ? Math.round((Math.abs(is - was) / was) * 100) : is > 0 ? 100 : 0;
  const served = after.whole.assigned - before.whole.assigned;
  if (percent < 3 && served !== 0 && after.whole.arrivals === before.whole.arrivals) return { key: served > 0 ? 'moreServed' : 'fewerServed', percent: Math.round((Math.abs(served) / Math.max(1, before.whole.assigned)) * 100), breaches };
  return { key: percent < 3 ? 'same' : is < was ? 'faster' : 'slower', percent, breaches };
}
