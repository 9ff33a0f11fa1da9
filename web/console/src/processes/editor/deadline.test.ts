import { expect, test } from 'vitest';
import { readSpan, units, writeSpan } from './deadline.ts';

test('every unit goes there and back', () => {
  for (const unit of units) for (const amount of [1, 7, 48]) expect(readSpan(writeSpan({ amount, unit }))).toEqual({ amount, unit });
  expect(writeSpan({ amount: 7, unit: 'workingDays' })).toBe('P7WD');
  expect(writeSpan({ amount: 4, unit: 'workingHours' })).toBe('PT4WH');
});

test('what has several parts, is a date or an expression is left as it is written', () => {
  expect(['P1DT2H', '= due', '2026-03-01', '', 'P', 'PTH', 'P1M'].map(readSpan)).toEqual([null, null, null, null, null, null, null]);
});
