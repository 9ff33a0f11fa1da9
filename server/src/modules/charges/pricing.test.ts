import type { ChargeLine } from '@aftercare/contract/charges';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inChineseWords, price, share, taxOfLines } from './pricing.ts';

const line = (more: Partial<ChargeLine>): ChargeLine => ({ kind: 'part', description: 'x', quantity: 1, unitMinor: 0, taxRate: 1300, partId: null, ...more });
const anyLine = fc.record({ discount: fc.boolean(), thousandths: fc.integer({ min: 1, max: 100_000_000 }), unit: fc.integer({ min: 0, max: 10_000_000 }), taxRate: fc.constantFrom(0, 600, 900, 1300, 1900, 700, 2050) })
  .map(({ discount, thousandths, unit, taxRate }) => line({ kind: discount ? 'discount' : 'part', quantity: thousandths / 1000, unitMinor: discount ? -unit : unit, taxRate }));

describe('pricing', () => {
  it('rounds each line once and tax once for each rate', () => {
    const priced = price([line({ quantity: 1.5, unitMinor: 12_333 }), line({ quantity: 3, unitMinor: 333 }), line({ unitMinor: 1000, taxRate: 600 }), line({ kind: 'discount', unitMinor: -500 })]);
    // 184.995 → 185.00; 9.99; 10.00; −5.00
    expect(priced.lines.map((l) => l.netMinor)).toEqual([18_500, 999, 1000, -500]);
    // 13 % of 189.99 = 24.6987; 6 % of 10.00
    expect(priced.taxes).toEqual([{ rate: 1300, netMinor: 18_999, taxMinor: 2470 }, { rate: 600, netMinor: 1000, taxMinor: 60 }]);
    expect(priced.grossMinor).toBe(22_529);
  });
  it('rounds halves away from zero', () => {
    expect([share(5, 1, 10), share(-5, 1, 10), share(4, 1, 10), share(-4, 1, 10), share(15, 1, 10)]).toEqual([1, -1, 0, 0, 2]);
  });
  it('conserves money: totals are the sum of lines and tax, and tax of lines adds up', () => {
    fc.assert(fc.property(fc.array(anyLine, { minLength: 1, maxLength: 30 }), (lines) => {
      const p = price(lines);
      expect(p.netMinor).toBe(p.lines.reduce((sum, l) => sum + l.netMinor, 0));
      expect(p.grossMinor).toBe(p.netMinor + p.taxes.reduce((sum, t) => sum + t.taxMinor, 0));
      for (const t of p.taxes) expect(Math.abs(t.taxMinor - (t.netMinor * t.rate) / 10_000)).toBeLessThanOrEqual(0.5);
      expect(taxOfLines(p.lines, p.taxes).reduce((sum, t) => sum + t, 0)).toBe(p.taxMinor);
    }));
  });
  it('does not depend on the order of lines', () => {
    fc.assert(fc.property(fc.array(anyLine, { minLength: 1, maxLength: 12 }), (lines) => {
      const { lines: _, ...there } = price(lines);
      const { lines: __, ...back } = price(lines.toReversed());
      expect(back).toEqual(there);
    }));
  });
});

describe('sums in Chinese words', () => {
  it.each([[0, '零元整'], [5, '伍分'], [50, '伍角整'], [100, '壹元整'], [12_345, '壹佰贰拾叁元肆角伍分'], [100_005, '壹仟元零伍分'], [100_050, '壹仟元伍角整'], [1_000_100, '壹万零壹元整'], [10_010_000, '壹拾万零壹佰元整'], [1_000_000_000_00, '壹拾亿元整'], [20_300_000_00, '贰仟零叁拾万元整'], [100_000_001_00, '壹亿零壹元整']])('%i', (minor, words) => {
    expect(inChineseWords(minor)).toBe(words);
  });
});
