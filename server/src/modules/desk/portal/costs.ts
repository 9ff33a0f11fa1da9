import type { InvoiceState } from '@aftercare/contract/charges';
import type { StepCost } from '@aftercare/contract/portal';
import type { JourneyStep } from './journey.ts';

/** A quote that went out, and what became of it. */
export interface Quoted {
  readonly state: 'draft' | 'sent' | 'approved' | 'declined' | 'expired' | 'replaced';
  readonly grossMinor: number;
  readonly currency: StepCost['currency'];
  readonly sentAt: Date | null;
  readonly validUntil: Date | null;
  readonly url: string | null;
  readonly invoice: { readonly state: InvoiceState } | null;
}

function stateOf(q: Quoted, now: Date): StepCost['state'] {
  if (q.invoice) return q.invoice.state === 'open' || q.invoice.state === 'partly-paid' ? 'billed' : 'paid';
  if (q.state === 'sent') return q.validUntil !== null && q.validUntil < now ? 'expired' : 'asked';
  return q.state === 'approved' ? 'agreed' : q.state === 'declined' ? 'declined' : 'expired';
}

/**
 * Puts what it costs at the step where that arose: the last one begun before the quote went out. While an answer is waited for it stands at
 * the open step, where one looks. Of several quotes the newest counts.
 */
export function withCosts(steps: readonly JourneyStep[], quotes: readonly Quoted[], now: Date): JourneyStep[] {
  const quote = quotes.filter((q) => q.sentAt !== null && q.url !== null && q.state !== 'draft' && q.state !== 'replaced').toSorted((a, b) => (b.sentAt?.getTime() ?? 0) - (a.sentAt?.getTime() ?? 0))[0];
  if (!quote?.sentAt || !quote.url) return [...steps];
  const cost: StepCost = { state: stateOf(quote, now), amountMinor: quote.grossMinor, currency: quote.currency, page: quote.url };
  const current = steps.findIndex((s) => s.state === 'current');
  const begun = steps.findLastIndex((s) => s.state !== 'ahead' && s.at !== null && new Date(s.at) <= quote.sentAt!);
  const at = cost.state === 'asked' && current >= 0 ? current : begun >= 0 ? begun : Math.max(0, current);
  return steps.map((s, i) => (i === at ? { ...s, cost } : s));
}
