import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted } from './photo.ts';

test('a phone photo fits, upright or lying; a small picture stays as it is', () => {
  expect(fitted(4032, 3024)).toEqual({ width: 2048, height: 1536 });
  expect(fitted(3024, 4032)).toEqual({ width: 1536, height: 2048 });
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
  expect(fitted(100_000, 10)).toEqual({ width: 2048, height: 1 });
});

test('never larger, never empty, shape kept to the pixel', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), (width, height) => {
    const size = fitted(width, height);
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(Math.min(2048, Math.max(width, height)));
    expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
    const factor = Math.min(1, 2048 / Math.max(width, height));
    expect(Math.abs(size.width - width * factor)).toBeLessThanOrEqual(1);
    expect(Math.abs(size.height - height * factor)).toBeLessThanOrEqual(1);
  }));
});
