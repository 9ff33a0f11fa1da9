import type { PauseRule, SlaPolicy } from '@aftercare/contract/sla';
import { describe, expect, test } from 'vitest';
import { assertCondition, type TicketFacts } from '../tickets/index.ts';
import { asksOf, matchPolicy, pausesFor, stepsTo, wantedFor } from './policy.ts';

const policy = (id: number, position: number, match: Partial<SlaPolicy['match']> = {}, enabled = true): SlaPolicy => ({
  id, name: String(id), match: { channels: [], types: [], tiers: [], priorities: [], ...match }, calendarId: 1, targets: { 'first-response': 10, 'next-response': null, solution: null, closing: null }, warnAt: 0.8, escalations: [], position, enabled,
});
const facts = { channel: 'mail', type: 'repair', tier: 'standard', priority: 'normal' } as const;

describe('the policy of a ticket', () => {
  const policies = [policy(1, 9), policy(2, 3, { tiers: ['vip'] }), policy(3, 2, { types: ['repair'], channels: ['chat'] }), policy(4, 1, { tiers: ['vip'] }, false)];
  test.each([
    ['nothing special', facts, 1],
    ['every list must fit', { ...facts, channel: 'chat' } as const, 3],
    ['a disabled one is passed over', { ...facts, tier: 'vip' } as const, 2],
    ['the one that asks more goes first', { ...facts, tier: 'vip', channel: 'chat' } as const, 3],
  ])('%s', (_name, ticket, expected) => expect(matchPolicy(policies, ticket)?.id).toBe(expected));
  test('a condition beside the lists', () => {
    const asked = [policy(5, 1, { types: ['repair'], condition: '= list contains(tags, "vip-store") and priority in ("high", "urgent")' }), policy(6, 2)];
    expect(matchPolicy(asked, { ...facts, priority: 'urgent', tags: ['vip-store'] })?.id).toBe(5);
    expect(matchPolicy(asked, { ...facts, priority: 'urgent', tags: [] })?.id).toBe(6);
    expect(matchPolicy(asked, { ...facts, priority: 'urgent' })?.id).toBe(6);
  });
  test.each([['= tags[', 'incomplete'], ['= tags ]', 'unreadable'], ['= colour = "red"', 'unknown-name'], ['= now() > date("2026-01-01")', 'no-clock']])('a condition that cannot be used is refused at its place: %s', (condition, kind) => {
    expect(() => assertCondition(condition)).toThrow(expect.objectContaining({ code: 'invalid-input', detail: { fields: [expect.objectContaining({ path: 'match.condition', key: `feel.${kind}` })] } }) as Error);
  });
  test('the more it asks the more specific it is, by lists and conditions alike; of equals the lower position', () => {
    const [broad, asked, same] = [policy(1, 1, { tiers: ['vip'] }), policy(2, 8, { tiers: ['vip'], condition: 'product = "X9" and tier = "vip" and region in ("CN", "type")' }), policy(3, 9, { tiers: ['vip'], condition: 'product = "X9" and contains(region, "C")' })];
    expect(asksOf(asked)).toEqual(['tier', 'region', 'product']);
    const vip = { ...facts, tier: 'vip', product: 'X9', region: 'CN' } as const;
    expect(matchPolicy([broad, same, asked], vip)?.id).toBe(2);
    expect(matchPolicy([broad, same, asked], { ...vip, region: 'DE' })?.id).toBe(1);
  });
  test('none', () => expect(matchPolicy([policy(2, 1, { tiers: ['vip'] })], facts)).toBeUndefined());
});

test.each([
  ['first-response', 'pending', false, 'running'], ['first-response', 'open', true, 'met'], ['first-response', 'solved', false, 'cancelled'],
  ['solution', 'new', false, 'running'], ['solution', 'pending', true, 'paused'], ['solution', 'hold', true, 'paused'], ['solution', 'solved', true, 'met'], ['solution', 'closed', true, 'met'],
  ['closing', 'solved', true, 'running'], ['closing', 'pending', true, 'paused'], ['closing', 'closed', true, 'met'],
] as const)('%s on a ticket that is %s (answered: %s) is %s', (target, status, answered, wanted) => expect(wantedFor(target, status, answered, pausesFor(undefined, status, ''))).toBe(wanted));

test.each([
  [[{ status: 'hold', reasons: ['备件', 'part'] }], 'hold', '等待备件到货', true], [[{ status: 'hold', reasons: ['备件', 'part'] }], 'hold', 'Waiting for a PART', true], [[{ status: 'hold', reasons: ['part'] }], 'hold', 'nobody has time', false],
  [[{ status: 'hold', reasons: ['part'] }], 'hold', '', false], [[{ status: 'hold', reasons: ['part'] }], 'pending', 'part', false], [[], 'pending', '', false], [[{ status: 'pending', reasons: [] }], 'pending', '', true],
] satisfies [PauseRule[], TicketFacts['status'], string, boolean][])('with the pauses %j a ticket on %s because of %s stands still: %s', (pauses, status, waitsFor, still) => expect(pausesFor(pauses, status, waitsFor)).toBe(still));

test.each([
  ['running', 'paused', ['paused']], ['paused', 'running', ['resumed']], ['met', 'running', ['reopened']], ['met', 'paused', ['reopened', 'paused']],
  ['cancelled', 'met', ['reopened', 'met']], ['met', 'cancelled', []], ['paused', 'met', ['met']], ['running', 'running', []],
] as const)('from %s to %s: %j', (phase, wanted, steps) => expect(stepsTo(phase, wanted)).toEqual(steps));
