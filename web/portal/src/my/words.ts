import type { Warranty } from '@aftercare/contract/portal-home';

/** A calendar day as one says it: "Mar 14, 2027", 「2027年3月14日」. Days have no time zone. */
export function dayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en', { dateStyle: language === 'zh-CN' ? 'long' : 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

export interface WarrantyWords { readonly look: 'good' | 'soon' | 'open' | 'over'; readonly phrase: string; readonly day: string | null }
/** Days before its end from which a warranty is called soon over. */
const soonDays = 45;

/** Warranty in one line. `open`: nobody can say before a paper is there. `today` is a day such as 2026-03-01. */
export function warrantyWords(warranty: Warranty, today: string): WarrantyWords {
  if (warranty.covered) {
    const left = warranty.until ? (Date.parse(warranty.until) - Date.parse(today)) / 86_400_000 : Infinity;
    return { look: left <= soonDays ? 'soon' : 'good', phrase: warranty.until ? (left <= soonDays ? 'warranty.soon' : 'warranty.until') : 'warranty.good', day: warranty.until };
  }
  if (warranty.start.basis === 'unknown') return { look: 'open', phrase: 'warranty.unknown', day: null };
  return warranty.until && warranty.until < today ? { look: 'over', phrase: 'warranty.ended', day: warranty.until } : { look: 'over', phrase: 'warranty.none', day: null };
}
