import { expect, test } from 'vitest';
import { type JourneyFacts, journeyOf } from './journey.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
const facts: JourneyFacts = { status: 'new', openedAt: at(1), owner: null, takenAt: null, firstAnsweredAt: null, waitingAt: null, solvedAt: null, closedAt: null, due: { answer: at(2), solution: at(20) }, closesAt: null, asked: false, ratedAt: null };
const told = (changes: Partial<JourneyFacts>) => journeyOf({ ...facts, ...changes }).map((s) => `${s.key} ${s.state}${s.who ? ` ${String(s.who)}` : ''}${s.at ? ` at ${(s.at as Date).getUTCHours()}` : ''}${s.dueAt ? ` by ${(s.dueAt as Date).getUTCHours()}` : ''}`);

test('the way of a ticket, told at each of its stations', () => {
  expect(told({})).toEqual(['received done at 1', 'assigned current by 2', 'working ahead by 20', 'solved ahead by 20', 'closed ahead', 'rated ahead']);
  expect(told({ status: 'open', owner: '李雷', takenAt: at(3) })).toEqual(['received done at 1', 'assigned done 李雷 at 3', 'working current 李雷 at 3 by 2', 'solved ahead by 20', 'closed ahead', 'rated ahead']);
  expect(told({ status: 'open', owner: '李雷', takenAt: at(3), firstAnsweredAt: at(4) })[2]).toBe('working current 李雷 at 4 by 20');
  expect(told({ status: 'pending', owner: '李雷', firstAnsweredAt: at(4), waitingAt: at(5) }).slice(2, 4)).toEqual(['working done 李雷 at 4 by 20', 'waiting-for-you current at 5']);
  expect(told({ status: 'solved', owner: '李雷', firstAnsweredAt: at(4), solvedAt: at(6), closesAt: at(9), asked: true }).slice(2)).toEqual(['working done 李雷 at 4', 'solved current 李雷 at 6', 'closed ahead by 9', 'rated ahead']);
  expect(told({ status: 'closed', firstAnsweredAt: at(4), solvedAt: at(6), closedAt: at(7), asked: true, ratedAt: at(8) }).slice(3)).toEqual(['solved done at 6', 'closed done at 7', 'rated done at 8']);
});

test('exactly one step is where it stands, unless all is done', () => {
  for (const status of ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const)
    for (const owner of [null, 'Ann']) for (const asked of [true, false]) for (const ratedAt of [null, at(9)]) {
      const steps = journeyOf({ ...facts, status, owner, asked, ratedAt, ...(status === 'solved' || status === 'closed' ? { solvedAt: at(6) } : {}) });
      expect(steps.filter((s) => s.state === 'current').length, `${status} ${owner} ${asked}`).toBe(status === 'closed' && (!asked || ratedAt) ? 0 : 1);
    }
});
