import { expect, test } from 'vitest';
import en from '../languages/en.json';
import zh from '../languages/zh-CN.json';
import { closesAt, nextPromise, promiseTime, solutionDue, wordsOf } from './journey.ts';
import type { Step } from './journey.ts';

/** Local wall times, so that the test reads the same in every time zone. */
const local = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).toISOString();
const now = Date.parse(local(10, 9));
const step = (key: Step['key'], state: Step['state'], more: Partial<Step> = {}): Step => ({ key, state, at: null, dueAt: null, who: null, ...more });

test('promised times are said as people say them', () => {
  expect(promiseTime(local(10, 14, 30), now, 'en')).toBe('14:30 today');
  expect(promiseTime(local(11, 9), now, 'en')).toBe('09:00 tomorrow');
  expect(promiseTime(local(13, 18), now, 'en')).toBe('Fri, Mar 13, 18:00');
  expect(promiseTime(local(10, 14, 30), now, 'zh-CN')).toBe('今天 14:30');
  expect(promiseTime(local(13, 18), now, 'zh-CN')).toMatch(/3月13日.*18:00/);
});

test('the open step says who, since when and by when', () => {
  const words = wordsOf(step('working', 'current', { at: local(9, 8), dueAt: local(10, 14), who: 'Mara' }), now, 'en', null);
  expect(words.title).toEqual({ phrase: 'journey.working.current', values: { who: 'Mara' } });
  expect(words.when).toEqual({ phrase: 'journey.since', values: { when: '08:00 yesterday' } });
  expect(words.promise).toEqual({ phrase: 'journey.by', values: { when: '14:00 today' }, late: false });
});

test('a promise that has passed is admitted', () => {
  expect(wordsOf(step('working', 'current', { dueAt: local(10, 8), who: 'Mara' }), now, 'en', null).promise).toMatchObject({ phrase: 'journey.late', late: true });
});

test('before somebody works on it the promise is an answer', () => {
  expect(wordsOf(step('assigned', 'current', { dueAt: local(10, 10) }), now, 'en', null).promise?.phrase).toBe('journey.hear');
  expect(wordsOf(step('received', 'current', { dueAt: local(10, 8) }), now, 'en', null).promise?.phrase).toBe('journey.hearLate');
});

test('while somebody has it but has not answered yet, the promise is still the answer', () => {
  const steps = [step('working', 'current', { dueAt: local(10, 10), who: 'Mara' }), step('solved', 'ahead', { dueAt: local(11, 9) })];
  expect(wordsOf(steps[0]!, now, 'en', solutionDue(steps)).promise?.phrase).toBe('journey.hear');
  expect(wordsOf({ ...steps[0]!, dueAt: local(11, 9) }, now, 'en', solutionDue(steps)).promise?.phrase).toBe('journey.by');
});

test('without a person no empty place is left in the sentence', () => {
  expect(wordsOf(step('working', 'current'), now, 'en', null).title.phrase).toBe('journey.working.currentNobody');
  expect(wordsOf(step('assigned', 'done'), now, 'en', null).title.phrase).toBe('journey.assigned.doneNobody');
});

test('while we wait for the customer nothing of ours can be late', () => {
  expect(wordsOf(step('waiting-for-you', 'current', { dueAt: local(10, 8), who: 'Mara' }), now, 'en', null).promise).toBeNull();
});

test('the next promise is the current step\'s, else the nearest ahead', () => {
  const ahead = step('solved', 'ahead', { dueAt: local(11, 9) });
  expect(nextPromise([step('received', 'done', { dueAt: local(9, 9) }), step('assigned', 'current', { dueAt: local(10, 10) }), ahead])).toBe(local(10, 10));
  expect(nextPromise([step('assigned', 'current'), ahead])).toBe(local(11, 9));
  expect(nextPromise([step('closed', 'current')])).toBeNull();
  expect(closesAt([step('solved', 'current'), step('closed', 'ahead', { dueAt: local(12, 9) })])).toBe(local(12, 9));
});

test('every phrase a step can use exists in both languages', () => {
  const keys: Step['key'][] = ['received', 'assigned', 'working', 'waiting-for-you', 'solved', 'closed', 'rated'];
  for (const key of keys) for (const state of ['done', 'current', 'ahead'] as const) for (const who of [null, 'Mara']) {
    const { title } = wordsOf(step(key, state, { who }), now, 'en', null);
    for (const file of [en, zh]) {
      const found = title.phrase.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], file);
      expect([title.phrase, typeof found]).toEqual([title.phrase, 'string']);
      if (who === null) expect(found).not.toContain('{{who}}');
    }
  }
});

test('a step of a process speaks in its own words, in the reader’s language', () => {
  const words = { zh: '您的手机正在检测', en: 'Your phone is on the bench' };
  const open = wordsOf(step('step', 'current', { at: local(9, 8), dueAt: local(10, 14), who: 'Mara', words }), now, 'en', null);
  expect(open.own).toBe('Your phone is on the bench');
  expect(open.who).toEqual({ phrase: 'journey.who', values: { who: 'Mara' } });
  expect(open.promise).toEqual({ phrase: 'journey.by', values: { when: '14:00 today' }, late: false });
  const done = wordsOf(step('step', 'done', { at: local(9, 8), who: 'Mara', words }), now, 'zh-CN', null);
  expect([done.own, done.when]).toEqual(['您的手机正在检测', { text: '昨天 08:00 · Mara' }]);
});
