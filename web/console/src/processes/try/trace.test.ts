import { expect, test } from 'vitest';
import { parsed } from './json.ts';
import { tryMarks } from './trace.ts';

const at = '2026-01-01T00:00:00Z';
const one = (elementId: string, what: 'enter' | 'leave' | 'take' | 'error') => ({ elementId, what, at, type: '', title: { zh: '', en: '' } });

test('passed, passed twice, gone wrong, and where it waits', () => {
  const trace = [one('start', 'enter'), one('start', 'leave'), one('f', 'take'), one('a', 'enter'), one('f', 'take'), one('a', 'enter'), one('b', 'error'), one('b', 'enter')];
  expect(tryMarks({ trace, waiting: [{ elementId: 'a', kind: 'task', name: null, dueAt: null }], state: 'running' })).toEqual({
    start: { state: 'hit' }, f: { state: 'hit', words: '×2' }, a: { state: 'next', words: '×2' }, b: { state: 'fault' },
  });
});

test('example data is an object or nothing', () => {
  expect([parsed(''), parsed('{"a":1}'), parsed('[1]'), parsed('{'), parsed('null'), parsed('3')]).toEqual([{}, { a: 1 }, null, null, null, null]);
});
