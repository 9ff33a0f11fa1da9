import { expect, test } from 'vitest';
import { outcome } from './outcome.ts';

const side = (medianHours: number, breaches = 0, queue = 0, cases = 10) => ({ cases, completed: cases, medianHours, p90Hours: 0, meanHours: 0, breaches, steps: 0, elements: [], roles: [{ role: 'agent', people: 1, busyShare: 0.5, maxQueue: 0, meanQueue: queue }] });

test('faster, slower, or no difference worth telling', () => {
  expect(outcome({ before: side(10, 4), after: side(8, 1) })).toEqual({ key: 'faster', percent: 20, breaches: -3, role: null });
  expect(outcome({ before: side(10), after: side(15, 2, 3) })).toEqual({ key: 'slower', percent: 50, breaches: 2, role: 'agent' });
  expect(outcome({ before: side(10), after: side(10.1) }).key).toBe('same');
  expect(outcome({ before: side(0), after: side(0) }).key).toBe('same');
  expect(outcome({ before: side(0, 0, 0, 0), after: side(1) }).key).toBe('noCases');
});
