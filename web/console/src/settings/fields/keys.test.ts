import { expect, test } from 'vitest';
import { keyOf, linesOf, optionsOf } from './keys.ts';

test('keys are made of names and never taken twice', () => {
  expect(keyOf('Cause of failure', [])).toBe('causeOfFailure');
  expect(keyOf('Cause of failure', ['causeOfFailure'])).toBe('causeOfFailure2');
  expect(keyOf('租赁 Rental type', [], '-')).toBe('rental-type');
  expect(keyOf('租赁', [])).toBe('');
});
test('choices are lines and lines are choices, and keys stay with their names', () => {
  const text = '漏水 | Leak\n  门封 | Door seal\n  水管 | Hose\n异响 | Noise';
  const read = optionsOf(text, []);
  expect(read.map((o) => [o.key, o.below.map((b) => b.key)])).toEqual([['leak', ['doorSeal', 'hose']], ['noise', []]]);
  expect(linesOf(read)).toBe(text);
  const moved = optionsOf('气味 | Smell\n噪音 | Noise\n漏水 | Water\n  水管 | Hose', read);
  expect(moved.map((o) => [o.key, o.below.map((b) => b.key)])).toEqual([['smell', []], ['noise', []], ['leak', ['hose']]]);
});
test('a name without letters still gets a key of its own', () => {
  expect(new Set(optionsOf('甲\n乙\n丙', []).map((o) => o.key)).size).toBe(3);
});
