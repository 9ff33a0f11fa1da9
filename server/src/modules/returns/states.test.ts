import { expect, test } from 'vitest';
import { type ReturnFacts, actsFor, guard, isFinished, nextStates, returnStates, usualDisposition } from './states.ts';

const at = (state: ReturnFacts['state'], more: Partial<ReturnFacts> = {}): ReturnFacts => ({ state, kind: 'return', grade: null, disposed: false, ...more });

test('every state that is not an end has a way to one, and all can be reached', () => {
  const reached = new Set<(typeof returnStates)[number]>(['requested']);
  for (const one of reached) for (const next of nextStates(one)) reached.add(next);
  expect(reached.size).toBe(returnStates.length);
  for (const state of returnStates) {
    const seen = new Set([state]);
    for (const one of seen) for (const next of nextStates(one)) seen.add(next);
    expect([...seen].some(isFinished), state).toBe(true);
  }
});
test('no money before the product was looked at, unless only money is asked for', () => {
  expect(guard(at('approved'), 'refunded')).toBe('not-inspected');
  expect(guard(at('approved', { kind: 'refund' }), 'refunded')).toBeNull();
  expect(guard(at('inspected', { grade: 'B' }), 'refunded')).toBeNull();
  expect(actsFor(at('approved'))).not.toContain('refund');
});
test('a swap belongs to an exchange, and what came back does not stay in a corner', () => {
  expect(guard(at('inspected'), 'swapped')).toBe('not-exchange');
  expect(guard(at('swapped', { kind: 'exchange' }), 'closed')).toBe('not-disposed');
  expect(guard(at('swapped', { kind: 'exchange', disposed: true }), 'closed')).toBeNull();
  expect(actsFor(at('refunded'))).toEqual(['dispose']);
});
test('finished returns offer nothing; grades say what becomes of the product', () => {
  for (const state of returnStates.filter(isFinished)) expect(actsFor(at(state))).toEqual([]);
  expect((['A', 'B', 'C', 'D'] as const).map(usualDisposition)).toEqual(['restock', 'refurbish', 'refurbish', 'recycle']);
});
