import { expect, test } from 'vitest';
import { readRecent, rememberOpened } from './recent.ts';

test('the newest stands first, each once, eight at most, apart for each person; broken storage is empty', () => {
  const kept = new Map<string, string>();
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value); } };
  for (const id of [1, 2, 3, 4, 5, 6, 7, 8, 9, 3]) rememberOpened(7, { id, subject: `s${id}`, customer: 'x' }, store);
  expect(readRecent(7, store).map((r) => r.id)).toEqual([3, 9, 8, 7, 6, 5, 4, 2]);
  expect(readRecent(8, store)).toEqual([]);
  kept.set('aftercare-recent-7', '[null, {"id":"x"}, {');
  expect(readRecent(7, store)).toEqual([]);
});
