import type { Queue } from '@aftercare/contract/routing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spread } from './fairness.ts';
import { type Line, lineUp, reaches } from './line-up.ts';
import { levelled } from './members.ts';
import { obstacles, type Person, type Request } from './person.ts';
import { choose, matchQueue } from './policy.ts';
import { rankOf, urgency } from './queue-settings.ts';

const now = new Date('2026-03-02T02:00:00Z');
const minutesAgo = (n: number) => new Date(now.getTime() - n * 60_000);
const person = (id: number, more: Partial<Person> = {}): Person => ({ id, presence: 'online', onShift: true, capacity: 10, open: 0, languages: ['zh-CN'], skills: new Map(), lastAssignedAt: null, ...more });
const request = (more: Partial<Request> = {}): Request => ({ facts: { language: 'zh-CN', tier: 'standard' }, queue: { skills: [], matchLanguage: true }, knownBy: [], excludedId: null, now, ...more });
const skilled = { skills: [{ skillId: 7, level: 3 }], matchLanguage: true };
const level = (n: number) => new Map([[7, n]]);

test.each([
  ['away', person(1, { presence: 'away' }), request(), [{ code: 'offline', values: { state: 'away' } }]],
  ['off shift', person(1, { onShift: false }), request(), [{ code: 'off-shift', values: {} }]],
  ['full', person(1, { open: 10 }), request(), [{ code: 'full', values: { open: 10, capacity: 10 } }]],
  ['no capacity at all', person(1, { capacity: 0 }), request(), [{ code: 'full', values: { open: 0, capacity: 0 } }]],
  ['not skilled enough', person(1, { skills: level(2) }), request({ queue: skilled }), [{ code: 'missing-skill', values: { skillId: 7, level: 3, has: 2 } }]],
  ['another language', person(1), request({ facts: { language: 'en', tier: 'standard' } }), [{ code: 'missing-language', values: { language: 'en' } }]],
  ['another language where it does not matter', person(1), request({ facts: { language: 'en', tier: 'standard' }, queue: { skills: [], matchLanguage: false } }), []],
  ['gave it away', person(1), request({ excludedId: 1 }), [{ code: 'excluded', values: {} }]],
  ['everything at once', person(1, { presence: 'offline', onShift: false, open: 11 }), request(), [{ code: 'offline', values: { state: 'offline' } }, { code: 'off-shift', values: {} }, { code: 'full', values: { open: 11, capacity: 10 } }]],
])('%s', (_name, who, wanted, expected) => expect(obstacles(who, wanted)).toEqual(expected));

describe('who takes it', () => {
  const winner = (people: Person[], wanted = request()) => {
    const { chosen, verdicts } = choose(people, wanted);
    return [chosen?.id, verdicts[0]?.reasons.map((r) => r.code)];
  };
  test('nobody who fits: nobody', () => expect(choose([person(1, { open: 10 })], request())).toMatchObject({ chosen: null, verdicts: [{ id: 1, chosen: false }] }));
  test('the only one', () => expect(winner([person(1), person(2, { presence: 'offline' })])).toEqual([1, ['only-one', 'load']]));
  test('the smaller share of capacity, not the smaller number', () => expect(winner([person(1, { open: 3, capacity: 5 }), person(2, { open: 5, capacity: 20 })])).toEqual([2, ['load']]));
  test('who knows the customer, even with more in hand', () => expect(winner([person(1), person(2, { open: 9 })], request({ knownBy: [2] }))).toEqual([2, ['knows-customer', 'load']]));
  test('the latest of those who know the customer', () => expect(winner([person(1), person(2), person(3)], request({ knownBy: [3, 1] }))[0]).toBe(3));
  test('with equal load, who waited longest', () => expect(winner([person(1, { lastAssignedAt: minutesAgo(5) }), person(2, { lastAssignedAt: minutesAgo(9) })])).toEqual([2, ['waited-longest', 'load']]));
  test('for a VIP the most skilled before the least loaded', () => {
    const people = [person(1, { skills: level(3) }), person(2, { skills: level(5), open: 4 })];
    expect(winner(people, request({ queue: skilled }))).toEqual([1, ['load']]);
    expect(winner(people, request({ queue: skilled, facts: { language: 'zh-CN', tier: 'vip' } }))).toEqual([2, ['skill-level', 'load']]);
  });
  test('the others learn what decided against them', () => {
    expect(choose([person(1, { open: 2 }), person(2), person(3, { presence: 'away' })], request()).verdicts).toEqual([
      { id: 2, chosen: true, reasons: [{ code: 'load', values: { open: 0, capacity: 10 } }] },
      { id: 1, chosen: false, reasons: [{ code: 'load', values: { open: 2, capacity: 10 } }] },
      { id: 3, chosen: false, reasons: [{ code: 'offline', values: { state: 'away' } }] },
    ]);
  });
});

describe('which queue', () => {
  const queue = (id: number, position: number, teamId: number, match: Partial<Queue['match']> = {}, enabled = true): Queue => ({ id, name: String(id), teamId, match: { channels: [], types: [], tiers: [], languages: [], ...match }, skills: [], matchLanguage: true, position, enabled });
  const queues = [queue(1, 9, 1), queue(2, 2, 2, { types: ['repair'] }), queue(3, 1, 3, { languages: ['en'] }), queue(4, 0, 4, {}, false)];
  const facts = { channel: 'mail', type: 'inquiry', tier: 'standard', language: 'zh-CN', teamId: null } as const;
  test.each([
    ['the one for everything', facts, 1], ['by type', { ...facts, type: 'repair' } as const, 2], ['by language first', { ...facts, type: 'repair', language: 'en' } as const, 3], ['of the ticket’s team', { ...facts, type: 'repair', language: 'en', teamId: 2 } as const, 2],
  ])('%s', (_name, ticket, id) => expect(matchQueue(queues, ticket)?.id).toBe(id));
  test('none of this team', () => expect(matchQueue(queues, { ...facts, teamId: 3 })).toBeUndefined());
});

test('tier goes before priority', () => {
  expect(urgency({ tier: 'vip', priority: 'low' })).toBeGreaterThan(urgency({ tier: 'gold', priority: 'urgent' }));
  expect(urgency({ tier: 'gold', priority: 'high' })).toBeGreaterThan(urgency({ tier: 'gold', priority: 'normal' }));
});

describe('fair', () => {
  const hands = (id: number) => ({ ...person(id, { capacity: 1_000_000 }), given: 0, open: 0, presence: 'online' as const, teams: [1], cameAt: minutesAgo(600), levelAt: minutesAgo(599) as Date | null });
  test('with equal load the one who was given least by weight, and nobody ever gets more than one heavy ticket ahead', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 6 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (people, weights) => {
      const team = Array.from({ length: people }, (_, i) => hands(i + 1));
      for (const weight of weights) {
        // Each ticket is done before the next comes: load never decides.
        const { chosen } = choose(team, request());
        const one = team.find((p) => p.id === chosen?.id);
        if (!one) throw new Error('nobody');
        one.given += weight;
      }
      const given = team.map((p) => p.given);
      expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(Math.max(...weights));
    }));
  });
  test('who comes starts level with those who are here, however long they were away or worked alone', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 100, max: 200 }), { minLength: 1, maxLength: 4 }), fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 3 }), (here, coming) => {
      const team = [...here.map((given, i) => ({ ...hands(i + 1), given })), ...coming.map((given, i) => ({ ...hands(i + 10), given, cameAt: minutesAgo(5 - i), levelAt: minutesAgo(900) }))];
      const level = levelled(team);
      for (const p of level.slice(here.length)) { expect(p.given).toBeGreaterThanOrEqual(Math.min(...here)); expect(p.given).toBeLessThanOrEqual(Math.max(...here)); expect(p.levelAt).toEqual(p.cameAt); }
      expect(level.slice(0, here.length)).toEqual(team.slice(0, here.length));
    }));
  });
  test('evenness: 1 when all got what their time entitles to, less by what went astray', () => {
    expect(spread([{ id: 1, given: 4, weight: 4, hours: 8 }, { id: 2, given: 2, weight: 2, hours: 4 }]).evenness).toBe(1);
    expect(spread([{ id: 1, given: 4, weight: 4, hours: 4 }, { id: 2, given: 0, weight: 0, hours: 4 }]).evenness).toBe(0.5);
    expect(spread([{ id: 1, given: 4, weight: 4, hours: 4 }]).evenness).toBeNull();
  });
});

describe('the order of the line', () => {
  test.each([
    ['who came first', rankOf(minutesAgo(20), 0, null, null), rankOf(minutesAgo(10), 0, null, null)],
    ['a VIP before who waited three hours longer', rankOf(minutesAgo(0), urgency({ tier: 'vip', priority: 'normal' }), null, null), rankOf(minutesAgo(180), 0, null, null)],
    ['who waited for a day before a VIP', rankOf(minutesAgo(1440), 0, null, null), rankOf(minutesAgo(0), urgency({ tier: 'vip', priority: 'normal' }), null, null)],
    ['what is nearly due before who waited an hour', rankOf(minutesAgo(0), 0, minutesAgo(-10), null), rankOf(minutesAgo(60), 0, minutesAgo(-2000), null)],
  ])('%s', (_name, first, second) => expect(first.getTime()).toBeLessThan(second.getTime()));
  test('a queue without settings is as shipped', () => expect(urgency({ tier: 'gold', priority: 'normal' }, {})).toBe(480));
});

test.each([
  ['a certificate that ran out, not a missing skill', person(1, { skills: new Map(), expired: new Map([[7, '2026-02-01']]) }), request({ queue: skilled }), [{ code: 'certificate-expired', values: { skillId: 7, on: '2026-02-01' } }]],
  ['all chats in hand, though a mail would do', person(1, { limits: { chat: 1 }, inHand: { chat: 1 } }), request({ facts: { language: 'zh-CN', tier: 'standard', channel: 'wechat' } }), [{ code: 'full-channel', values: { kind: 'chat', open: 1, capacity: 1 } }]],
  ['a skill a rule asks for', person(1), request({ needs: [{ skillId: 9, level: 1 }] }), [{ code: 'missing-skill', values: { skillId: 9, level: 1, has: 0 } }]],
  ['another region than any of their roles', person(1, { reach: [{ regions: ['a'], brands: [] }, { regions: ['b'], brands: [] }] }), request({ facts: { language: 'zh-CN', tier: 'standard', region: 'c' } }), [{ code: 'other-region', values: { what: 'c' } }]],
])('kept away by %s', (_name, who, wanted, expected) => expect(obstacles(who, wanted)).toEqual(expected));

describe('those who wait and the hands that are free', () => {
  const somebody = fc.record({ free: fc.integer({ min: 0, max: 3 }), skills: fc.subarray([1, 2, 3]), team: fc.constantFrom(1, 2), online: fc.boolean() });
  const stories = fc.record({ people: fc.array(somebody, { maxLength: 6 }), heads: fc.array(fc.record({ team: fc.constantFrom(1, 2), skill: fc.constantFrom(1, 2, 3) }), { maxLength: 30 }) });
  test('are matched in memory: round by round no hand is left that one of them could use, and few are asked for in vain', () => {
    fc.assert(fc.property(stories, ({ people, heads }) => {
      const members = people.map((p, i) => ({ ...person(i + 1, { capacity: 10, open: 10 - p.free, presence: p.online ? 'online' : 'offline', skills: new Map(p.skills.map((s) => [s, 1])) }), teams: [p.team] as readonly number[] }));
      const asks = (skill: number): Request => ({ facts: { language: 'en', tier: 'standard', channel: 'mail' }, queue: { skills: [{ skillId: skill, level: 1 }], matchLanguage: false }, knownBy: [], excludedId: null, now });
      const lines = [1, 2].flatMap((teamId) => [1, 2, 3].map((skill): Line => ({ kind: `${teamId}/${skill}`, teamId, request: asks(skill) })));
      let waiting = heads.map((h, i) => ({ ticketId: i, kind: `${h.team}/${h.skill}` }));
      const free = (kind: string) => members.some((m) => { const line = lines.find((l) => l.kind === kind); return line !== undefined && m.teams.includes(line.teamId) && obstacles(m, line.request).length === 0; });
      for (let round = 0; round < 10; round++) {
        const { byLine, hands } = reaches(lines, members);
        const asked = lineUp(waiting.filter((w) => byLine.has(w.kind)), lines, members, 2);
        expect(asked.ids.length).toBeLessThanOrEqual(hands + 2);
        if (asked.hands === 0) break;
        for (const id of asked.ids) {
          const one = waiting.find((w) => w.ticketId === id);
          const line = lines.find((l) => l.kind === one?.kind);
          const taker = line && choose(members.filter((m) => m.teams.includes(line.teamId)), line.request).chosen;
          const member = members.find((m) => m.id === taker?.id);
          if (!member) continue;
          members[members.indexOf(member)] = { ...member, open: member.open + 1 };
          waiting = waiting.filter((w) => w.ticketId !== id);
        }
      }
      expect(waiting.filter((w) => free(w.kind))).toEqual([]);
    }));
  });
});
