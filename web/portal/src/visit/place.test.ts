import { expect, test } from 'vitest';
import { distance, place, ringsFor } from './place.ts';

const home = { lat: 31.23, lon: 121.47 };
test('distances are those of the town', () => {
  expect(distance(home, { lat: 31.24, lon: 121.47 })).toBeCloseTo(1.11, 2);
  expect(distance(home, { lat: 31.23, lon: 121.48 })).toBeCloseTo(0.952, 2);
});
test('north is up, east is right, home is the middle', () => {
  expect(place(home, home, 200, 2)).toEqual({ x: 100, y: 100 });
  expect(place(home, { lat: 31.24, lon: 121.47 }, 200, 2).y).toBeLessThan(100);
  expect(place(home, { lat: 31.23, lon: 121.48 }, 200, 2).x).toBeGreaterThan(100);
});
test('the engineer always stands within the outer ring', () => {
  for (const km of [0.05, 0.3, 0.9, 1, 3.2, 7, 44, 130]) { const rings = ringsFor(km); expect(rings.length).toBeLessThanOrEqual(3); if (km <= 100) expect(rings.at(-1)).toBeGreaterThanOrEqual(km); }
});
