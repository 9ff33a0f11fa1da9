import { expect, test } from 'vitest';
import type { Ticket } from '../data/types.ts';
import { added, isSo, keyOf, moved, readWaiting, standing, without, writeWaiting } from './waiting.ts';
import type { Waiting } from './waiting.ts';

const store = () => { const kept = new Map<string, string>(); return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value); }, removeItem: (key: string) => { kept.delete(key); }, kept }; };
const one = (key: string, ticketId = 1): Waiting => ({ ticketId, subject: 'x', at: 0, sent: { kind: 'reply', text: 'hello', files: [], then: 'wait', mentions: [], key } });

test('what waits is kept per person, in its order, once per key', () => {
  const place = store();
  const list = added(added([], one('a')) ?? [], one('b')) ?? [];
  writeWaiting(7, added(list, one('a', 2)) ?? [], place);
  expect(readWaiting(7, place).map((w) => [keyOf(w), w.ticketId])).toEqual([['b', 1], ['a', 2]]);
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

const ticket = { status: 'open', priority: 'normal', owner: { id: 7, name: 'Li' }, team: null, snoozedUntil: null, fields: { floor: 3 } } as unknown as Ticket;
test('a change that waits knows what stood there, and whether it has happened already', () => {
  expect(standing(ticket, { status: 'solved', ownerId: null, fields: { floor: 4, lift: true } })).toEqual({ status: 'open', ownerId: 7, fields: { floor: 3, lift: null } });
  expect([isSo(ticket, { status: 'solved' }), isSo(ticket, { status: 'open', teamId: null, fields: { floor: 3 } }), isSo(ticket, { fields: { floor: 4 } })]).toEqual([false, true, false]);
});
test('what went before of the same ticket is no change of others', () => {
  const wait = (key: string, ticketId: number, version: number | null): Waiting => ({ ticketId, subject: 'x', at: 0, change: { key, changes: { status: 'solved' }, before: { status: 'open' }, version } });
  expect(moved([wait('a', 1, 4), wait('b', 1, 3), wait('c', 2, 4), wait('d', 1, null), one('e')], 1, 4, 6).map((w) => ('change' in w ? w.change.version : 'words'))).toEqual([6, 3, 4, null, 'words']);
});
