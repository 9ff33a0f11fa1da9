import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditOf } from './crediting.ts';
import { price } from './pricing.ts';

const line = fc.record({ unitMinor: fc.integer({ min: 1, max: 100_000 }), taxRate: fc.constantFrom(0, 600, 700, 1300, 1900), quantity: fc.integer({ min: 1, max: 5 }) });
test('whatever is credited in parts: each part is what was asked, no rate is overdrawn, and the whole comes out to the cent', () => {
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { maxLength: 5 }), (lines, shares) => {
    const bill = price(lines.map((l) => ({ ...l, kind: 'part' as const, description: 'x', partId: null })));
    const notes: ReturnType<typeof creditOf>[] = [];
    let left = bill.grossMinor;
    for (const part of [...shares.map((s) => Math.max(1, Math.floor(left * s))), Infinity]) {
      const asked = Math.min(left, part);
      if (asked < 1) break;
      const note = creditOf(bill, notes.map((n) => n.taxes), asked, (rate) => `at ${rate}`);
      expect(note.grossMinor).toBe(asked);
      expect(note.lines.reduce((sum, l) => sum + l.netMinor, 0)).toBe(note.netMinor);
      notes.push(note);
      left -= asked;
    }
    for (const t of bill.taxes) {
      const of = (pick: 'netMinor' | 'taxMinor') => notes.flatMap((n) => n.taxes).filter((one) => one.rate === t.rate).reduce((sum, one) => sum + one[pick], 0);
      expect([of('netMinor'), of('taxMinor')]).toEqual([t.netMinor, t.taxMinor]);
    }
    expect(notes.flatMap((n) => n.taxes).every((t) => t.netMinor >= 0 && t.taxMinor >= 0)).toBe(true);
    expect(() => creditOf(bill, notes.map((n) => n.taxes), 1, String)).toThrow(RangeError);
  }));
});
test('tax of a part is that of its rate, give or take a cent', () => {
  const bill = price([{ kind: 'part', description: 'x', quantity: 1, unitMinor: 80_000, taxRate: 1300, partId: null }, { kind: 'labour', description: 'y', quantity: 1, unitMinor: 18_000, taxRate: 600, partId: null }]);
  const note = creditOf(bill, [], 50_000, (rate) => `${rate}`);
  for (const t of note.taxes) expect(Math.abs(t.taxMinor - (t.netMinor * t.rate) / 10_000)).toBeLessThanOrEqual(1);
  expect(creditOf(bill, [], bill.grossMinor, String).lines).toEqual(bill.lines);
});
