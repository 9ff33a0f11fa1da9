import { expect, test } from 'vitest';
import { project, tilesOf, unproject, viewOf } from './projection.ts';

const spots = [{ lat: 31.1, lon: 121.3 }, { lat: 31.4, lon: 121.7 }, { lat: 31.2, lon: 121.5 }];
test('all spots are in view, north above south, west left of east', () => {
  const view = viewOf(spots, 400, 300);
  const [a, b, c] = spots.map((spot) => project(view, spot));
  for (const p of [a, b, c]) expect(p!.x >= 0 && p!.x <= 400 && p!.y >= 0 && p!.y <= 300).toBe(true);
  expect(a!.x < c!.x && c!.x < b!.x && b!.y < c!.y && c!.y < a!.y).toBe(true);
});
test('one spot stands in the middle', () => expect(project(viewOf([spots[0]!], 400, 300), spots[0]!)).toEqual({ x: 200, y: 150 }));
test('map pictures cover the view; without an address there are none', () => {
  const view = viewOf(spots, 400, 300);
  expect(tilesOf(view, '')).toEqual([]);
  const tiles = tilesOf(view, 'https://tiles.example/{z}/{x}/{y}.png');
  expect(Math.min(...tiles.map((t) => t.x))).toBeLessThanOrEqual(0);
  expect(Math.max(...tiles.map((t) => t.x + t.size))).toBeGreaterThanOrEqual(400);
  expect(tiles[0]!.url).toMatch(/^https:\/\/tiles\.example\/\d+\/\d+\/\d+\.png$/);
});
test('what is pointed at is what was drawn there', () => {
  const view = viewOf(spots, 400, 300);
  for (const spot of spots) { const back = unproject(view, project(view, spot)); expect(back.lat).toBeCloseTo(spot.lat, 3); expect(back.lon).toBeCloseTo(spot.lon, 3); }
});
