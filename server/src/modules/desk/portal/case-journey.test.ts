import { expect, test } from 'vitest';
import { type CaseStep, withCase } from './case-journey.ts';
import { type JourneyFacts, journeyOf } from './journey.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
const facts: JourneyFacts = { status: 'open', openedAt: at(1), owner: '李雷', takenAt: at(1), firstAnsweredAt: null, waitingAt: null, solvedAt: null, closedAt: null, due: { answer: null, solution: at(20) }, closesAt: null, asked: false, ratedAt: null };
const step = (zh: string, from: number, to: number | null, more: Partial<CaseStep> = {}): CaseStep => ({ customer: { zh, en: zh }, kind: 'task', enteredAt: at(from), leftAt: to === null ? null : at(to), dueAt: null, who: null, ...more });
const told = (f: Partial<JourneyFacts>, steps: CaseStep[]) => withCase(journeyOf({ ...facts, ...f }), steps, f.solvedAt ?? null).map((s) => `${s.words?.zh ?? s.key} ${s.state}`);

test('a ticket without a process is told as before', () => expect(withCase(journeyOf(facts), [{ ...step('x', 1, null), customer: null }], null)).toEqual(journeyOf(facts)));

test('steps stand where “assigned” and “worked on” stood; the open one is current', () => {
  expect(told({}, [step('检测', 2, 3), step('维修', 3, null)])).toEqual(['received done', '检测 done', '维修 current', 'solved ahead', 'closed ahead', 'rated ahead']);
});

test('between two steps the last one still holds, with the promise of the solution', () => {
  const way = withCase(journeyOf({ ...facts, due: { answer: null, solution: at(20) } }), [step('已约好', 2, 3, { kind: 'action' })], null);
  expect(way[1]).toMatchObject({ key: 'step', state: 'current', dueAt: at(20) });
});

test('what is said twice is said once, since its beginning', () => {
  const way = withCase(journeyOf(facts), [step('致电', 2, 3), step('致电', 4, null)], null);
  expect(way.filter((s) => s.key === 'step').map((s) => [s.state, s.at])).toEqual([['current', at(2)]]);
});

test('while we wait for the customer, that is where it stands', () => {
  expect(told({ status: 'pending', waitingAt: at(4), firstAnsweredAt: at(3) }, [step('方案', 3, 4)])).toEqual(['received done', '方案 done', 'waiting-for-you current', 'solved ahead', 'closed ahead', 'rated ahead']);
});

test('a call after the solution stands after it', () => {
  expect(told({ status: 'solved', solvedAt: at(6), closesAt: at(9) }, [step('维修', 3, 5), step('回访', 7, null, { dueAt: at(12) })])).toEqual(['received done', '维修 done', 'solved current', '回访 ahead', 'closed ahead', 'rated ahead']);
});

test('steps beside each other: the customer sees one; exactly one is current', () => {
  for (const status of ['new', 'open', 'hold', 'pending', 'solved'] as const) {
    const way = withCase(journeyOf({ ...facts, status, ...(status === 'solved' ? { solvedAt: at(8) } : {}) }), [step('通报', 2, null, { kind: 'wait' }), step('修复', 3, null)], status === 'solved' ? at(8) : null);
    expect(way.filter((s) => s.state === 'current'), status).toHaveLength(1);
  }
});
