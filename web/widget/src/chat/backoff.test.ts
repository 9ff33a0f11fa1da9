import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestPause, pauseBefore } from './backoff.ts';

test('pauses grow from half a second to half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => pauseBefore(attempt, 1))).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test('at least half a pause is kept, never more than all of it', () => {
  fc.assert(fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
    const full = pauseBefore(attempt, 1);
    const pause = pauseBefore(attempt, random);
    expect(pause).toBeGreaterThanOrEqual(full / 2);
    expect(pause).toBeLessThanOrEqual(Math.min(full, longestPause));
  }));
});
