import { expect, test } from 'vitest';
import { FakeClock, systemClock } from './clock.ts';

test('the fake clock stands still until told to move', () => {
  const clock = new FakeClock('2026-01-05T09:00:00Z');
  const first = clock.now();
  first.setFullYear(1999); // whoever plays with an answer does not move the clock
  expect(clock.now()).toEqual(new Date('2026-01-05T09:00:00Z'));
  expect(clock.advance(90.5)).toEqual(new Date('2026-01-05T09:01:30.500Z'));
  clock.set(new Date('2025-12-31T00:00:00Z'));
  expect(clock.now().toISOString()).toBe('2025-12-31T00:00:00.000Z');
  expect(() => clock.set('yesterday')).toThrow(RangeError);
});

test('the system clock moves', () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
});
