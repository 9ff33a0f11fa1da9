import { expect, test } from 'vitest';
import { added, readWaiting, without, writeWaiting } from './waiting.ts';
import type { Waiting } from './waiting.ts';

const store = () => { const kept = new Map<string, string>(); return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value); }, removeItem: (key: string) => { kept.delete(key); }, kept }; };
const one = (key: string, ticketId = 1): Waiting => ({ ticketId, subject: 'x', at: 0, sent: { kind: 'reply', text: 'hello', files: [], then: 'wait', mentions: [], key } });

test('what waits is kept per person, in its order, once per key', () => {
  const place = store();
  const list = added(added([], one('a')) ?? [], one('b')) ?? [];
  writeWaiting(7, added(list, one('a', 2)) ?? [], place);
  expect(readWaiting(7, place).map((w) => [w.sent.key, w.ticketId])).toEqual([['b', 1], ['a', 2]]);
  expect(readWaiting(8, place)).toEqual([]);
  writeWaiting(7, without(without(readWaiting(7, place), 'a'), 'b'), place);
  expect(place.kept.size).toBe(0);
});
test('broken or refused storage loses nothing else', () => {
  const place = store();
  place.setItem('aftercare-outbox-7', '{"not":"a list"');
  expect(readWaiting(7, place)).toEqual([]);
  place.setItem('aftercare-outbox-7', '[null, {"ticketId":1}, 5]');
  expect(readWaiting(7, place)).toEqual([]);
  expect(writeWaiting(7, [one('a')], { ...place, setItem: () => { throw new Error('full'); } })).toBe(false);
});
