import { expect, test } from 'vitest';
import { type Story, marksOf } from './standing.ts';

const visit = (elementId: string, outcome: Story['trace'][number]['outcome'], seconds: number): Story['trace'][number] => ({ elementId, type: 'userTask', title: { zh: elementId, en: elementId }, enteredAt: '', leftAt: null, outcome, seconds, by: null, dueAt: null, overdue: false });
const say = (seconds: number) => `${seconds}s`;

test('a step walked twice shows all its time, and where it stands now', () => {
  const marks = marksOf({ trace: [visit('ask', 'completed', 100), visit('go', 'completed', 5), visit('ask', 'active', 200)], waiting: [], stuck: null }, say);
  expect(marks).toEqual({ ask: { state: 'now', words: '300s' }, go: { state: 'done' } });
});

test('what waits and what is stuck stands out', () => {
  const waiting = [{ elementId: 'timer', kind: 'timer' as const, title: { zh: '', en: '' }, since: '', dueAt: null, role: null, assigneeId: null, taskId: null, name: null }];
  const marks = marksOf({ trace: [visit('pay', 'active', 1)], waiting, stuck: { elementId: 'pay', reason: '', attempts: 3, nextTryAt: null } }, say);
  expect([marks['timer']?.state, marks['pay']?.state]).toEqual(['now', 'stuck']);
});
