import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RepairFacts, actsFor, guard, isFinished, nextStates, paidFor, repairStates } from './states.ts';

const facts: RepairFacts = { state: 'reported', covered: null, damage: null, remedy: null, netMinor: 0, quoteApproved: false, parts: { planned: 0, waiting: 0 }, tested: false, testsPassed: false, hasReplacement: false };
const at = (state: RepairFacts['state'], more: Partial<RepairFacts> = {}): RepairFacts => ({ ...facts, state, ...more });

test('every state that is not an end has a way to one', () => {
  for (const state of repairStates) {
    const seen = new Set([state]);
    for (const one of seen) for (const next of nextStates(one)) seen.add(next);
    expect([...seen].some(isFinished), state).toBe(true);
  }
});
test('every state can be reached from the report', () => {
  const seen = new Set<(typeof repairStates)[number]>(['reported']);
  for (const one of seen) for (const next of nextStates(one)) seen.add(next);
  expect([...seen].toSorted()).toEqual([...repairStates].toSorted());
});
test('work that costs begins after the customer’s yes, and damage by the user costs whatever the warranty says', () => {
  expect(guard(at('diagnosed', { covered: false, netMinor: 30_000 }), 'in-repair')).toBe('not-approved');
  expect(guard(at('diagnosed', { covered: true, damage: 'human', netMinor: 30_000 }), 'waiting-parts')).toBe('not-approved');
  expect(guard(at('approved', { covered: false, netMinor: 30_000, quoteApproved: true }), 'in-repair')).toBeNull();
  expect(guard(at('diagnosed', { covered: true, damage: 'none', netMinor: 30_000 }), 'in-repair')).toBeNull();
  expect(guard(at('diagnosed', { covered: false, netMinor: 0 }), 'in-repair')).toBeNull();
});
test('nothing leaves the bench untested, nothing is fitted that is not there', () => {
  expect(guard(at('testing'), 'ready')).toBe('not-tested');
  expect(guard(at('testing', { tested: true }), 'ready')).toBe('not-tested');
  expect(guard(at('testing', { tested: true, testsPassed: true }), 'ready')).toBeNull();
  expect(guard(at('waiting-parts', { covered: true, parts: { planned: 0, waiting: 1 } }), 'in-repair')).toBe('parts-missing');
  expect(guard(at('diagnosed', { hasReplacement: false }), 'replaced')).toBe('no-replacement');
  expect(guard(at('reported'), 'ready')).toBe('state');
});
test('whatever the facts: a repair that goes on has something people can do, or waits for an answer', () => {
  const any = fc.record({
    state: fc.constantFrom(...repairStates), covered: fc.option(fc.boolean()), damage: fc.option(fc.constantFrom('none', 'human', 'disaster', 'unauthorised', 'wear')), remedy: fc.option(fc.constantFrom('repair', 'quote', 'replace', 'refund', 'none')),
    netMinor: fc.nat(100_000), quoteApproved: fc.boolean(), parts: fc.record({ planned: fc.nat(3), waiting: fc.nat(3) }), tested: fc.boolean(), testsPassed: fc.boolean(), hasReplacement: fc.boolean(),
  }) as fc.Arbitrary<RepairFacts>;
  fc.assert(fc.property(any, (f) => {
    if (isFinished(f.state)) expect(actsFor(f)).toEqual([]);
    else expect(actsFor(f).length).toBeGreaterThan(0);
    if (actsFor(f).includes('reserve')) expect(paidFor(f)).toBe(true);
  }));
});
