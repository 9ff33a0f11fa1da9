import type { Heat } from '../data.ts';

export type Measure = 'time' | 'waits' | 'breaches';
type Element = Heat['elements'][number];

/** What an element is coloured by. */
export function valueOf(one: Element, by: Measure): number {
  return by === 'time' ? one.totalSeconds : by === 'waits' ? one.waiting : one.overdue;
}

export interface Finding { readonly key: 'nothing' | 'time' | 'waits' | 'noWaits' | 'breaches' | 'noBreaches'; readonly elementId: string | null; /** Whole percent, or a count. */ readonly share: number; readonly count: number }

/** The one thing worth saying of a heat map: which step stands out, and how much. Steps only, for gateways take no time. */
export function finding(elements: readonly Element[], by: Measure): Finding {
  const total = elements.reduce((sum, one) => sum + valueOf(one, by), 0);
  const top = elements.reduce<Element | null>((best, one) => (best === null || valueOf(one, by) > valueOf(best, by) ? one : best), null);
  if (elements.every((one) => one.entered === 0)) return { key: 'nothing', elementId: null, share: 0, count: 0 };
  if (!top || total === 0) return { key: by === 'breaches' ? 'noBreaches' : by === 'waits' ? 'noWaits' : 'nothing', elementId: null, share: 0, count: 0 };
  return { key: by, elementId: top.id, share: Math.round((100 * valueOf(top, by)) / total), count: valueOf(top, by) };
}
