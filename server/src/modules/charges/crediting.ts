import type { PricedLine } from './pricing.ts';
import { share } from './pricing.ts';

export interface TaxSum { readonly rate: number; readonly netMinor: number; readonly taxMinor: number }
export interface Credited { readonly lines: PricedLine[]; readonly taxes: TaxSum[]; readonly netMinor: number; readonly taxMinor: number; readonly grossMinor: number }
const gross = (t: TaxSum) => t.netMinor + t.taxMinor;

interface Bill { readonly lines: readonly PricedLine[]; readonly taxes: readonly TaxSum[] }
/** What is left of each rate. */
const remaining = (bill: Pick<Bill, 'taxes'>, before: readonly (readonly TaxSum[])[]): TaxSum[] => bill.taxes.map((t) => {
  const gone = before.flatMap((taxes) => taxes.filter((one) => one.rate === t.rate));
  return { rate: t.rate, netMinor: t.netMinor - gone.reduce((sum, g) => sum + g.netMinor, 0), taxMinor: t.taxMinor - gone.reduce((sum, g) => sum + g.taxMinor, 0) };
});
/** How much of a bill its own taxes say can still be credited. */
export const leftOf = (bill: Pick<Bill, 'taxes'>, before: readonly (readonly TaxSum[])[]): number => remaining(bill, before).reduce((sum, t) => sum + gross(t), 0);

/**
 * A part of a bill credited: `grossMinor` is shared among the tax rates as what is left of each, so that never more of a rate
 * is credited than was billed, and what is credited last takes the rest to the last cent. The whole bill at once keeps its lines.
 */
export function creditOf(bill: Bill, before: readonly (readonly TaxSum[])[], grossMinor: number, words: (rate: number) => string): Credited {
  const left = remaining(bill, before);
  const all = left.reduce((sum, t) => sum + gross(t), 0);
  if (grossMinor < 1 || grossMinor > all) throw new RangeError(`${grossMinor} of ${all} cannot be credited`);
  if (grossMinor === all && before.length === 0) return { lines: [...bill.lines], ...sums(bill.taxes) };
  // Largest remainders: the parts add up to what was asked.
  const parts = left.map((t) => ({ ...t, part: Math.floor(Number((BigInt(grossMinor) * BigInt(gross(t))) / BigInt(all))) }));
  let rest = grossMinor - parts.reduce((sum, p) => sum + p.part, 0);
  for (const p of parts) { const more = Math.min(rest, gross(p) - p.part); p.part += more; rest -= more; }
  const taxes = parts.filter((p) => p.part > 0).map(({ part, ...t }): TaxSum => {
    const net = Math.max(part - t.taxMinor, Math.min(t.netMinor, share(part, 10_000, 10_000 + t.rate)));
    return { rate: t.rate, netMinor: net, taxMinor: part - net };
  });
  return { lines: taxes.map((t) => ({ kind: 'other', description: words(t.rate), quantity: 1, unitMinor: t.netMinor, taxRate: t.rate, partId: null, netMinor: t.netMinor })), ...sums(taxes) };
}
function sums(taxes: readonly TaxSum[]) {
  const [netMinor, taxMinor] = [taxes.reduce((sum, t) => sum + t.netMinor, 0), taxes.reduce((sum, t) => sum + t.taxMinor, 0)];
  return { taxes: [...taxes], netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}
