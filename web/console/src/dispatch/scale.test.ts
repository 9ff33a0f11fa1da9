import { expect, test } from 'vitest';
import { hours, instantAt, percent, scaleOf, shifted } from './scale.ts';

const scale = scaleOf({ from: '2026-03-02T00:00:00Z', until: '2026-03-02T10:00:00Z' });
test('instants and places on the day answer each other, to five minutes', () => {
  expect(percent(scale, '2026-03-02T05:00:00Z')).toBe(50);
  expect(instantAt(scale, 0.5)).toBe('2026-03-02T05:00:00.000Z');
  expect(instantAt(scale, 0.5 + 2 / 600)).toBe('2026-03-02T05:00:00.000Z');
  expect(instantAt(scale, 0.5 + 3 / 600)).toBe('2026-03-02T05:05:00.000Z');
  expect(shifted('2026-03-02T05:00:00Z', -30)).toBe('2026-03-02T04:30:00.000Z');
  expect(hours(scale)).toHaveLength(11);
});
