import { expect, test } from 'vitest';
import { finding } from './findings.ts';

const one = (id: string, part: Partial<{ entered: number; waiting: number; overdue: number; totalSeconds: number }>) => ({ id, entered: 0, waiting: 0, completed: 0, cancelled: 0, medianSeconds: null, p90Seconds: null, overdue: 0, totalSeconds: 0, ...part });

test('says where most of the time goes, and how much of it', () => {
  const elements = [one('a', { entered: 3, totalSeconds: 100 }), one('b', { entered: 3, totalSeconds: 300 }), one('c', { entered: 1 })];
  expect(finding(elements, 'time')).toEqual({ key: 'time', elementId: 'b', share: 75, count: 300 });
});
test('says who waits and who was late, or that nobody did', () => {
  const elements = [one('a', { entered: 3, waiting: 2, overdue: 1 }), one('b', { entered: 3, waiting: 5 })];
  expect(finding(elements, 'waits')).toMatchObject({ key: 'waits', elementId: 'b', count: 5 });
  expect(finding(elements, 'breaches')).toMatchObject({ key: 'breaches', elementId: 'a', share: 100 });
  expect(finding([one('a', { entered: 3 })], 'breaches').key).toBe('noBreaches');
  expect(finding([one('a', { entered: 3 })], 'waits').key).toBe('noWaits');
});
test('an idle process has nothing to say', () => {
  expect(finding([one('a', {})], 'time').key).toBe('nothing');
  expect(finding([], 'time').key).toBe('nothing');
});
