import { expect, test } from 'vitest';
import { firstOf, heatLevel, markClasses, sharesOf } from './marks.ts';

test('heat goes in five steps, and nothing is warm by accident', () => {
  expect([undefined, Number.NaN, -1, 0, 0.01, 0.2, 0.21, 0.5, 0.99, 1, 7].map(heatLevel)).toEqual([0, 0, 0, 0, 1, 1, 2, 3, 5, 5, 5]);
});

test('shares are of the largest; without any time all is cold', () => {
  expect(sharesOf({ a: 30, b: 15, c: 0, d: -4 })).toEqual({ a: 1, b: 0.5, c: 0, d: 0 });
  expect(sharesOf({ a: 0, b: 0 })).toEqual({ a: 0, b: 0 });
  expect(sharesOf({})).toEqual({});
});

test('an element carries its state and its heat', () => {
  expect(markClasses({ state: 'now', heat: 0.5, words: 'x' })).toEqual(['pr-mark', 'pr-mark--now', 'pr-heat', 'pr-heat--3']);
  expect(markClasses({ words: 'x' })).toEqual([]);
});

test('the eye goes to what is stuck before what is in work', () => {
  expect(firstOf({ a: { state: 'done' }, b: { state: 'now' }, c: { state: 'stuck' } })).toBe('c');
  expect(firstOf({ a: { state: 'done' } })).toBeNull();
});
