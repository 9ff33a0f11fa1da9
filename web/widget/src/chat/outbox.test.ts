import { expect, test } from 'vitest';
import { memoryStore } from '../storage.ts';
import { createOutbox } from './outbox.ts';
import type { Outgoing } from './outbox.ts';

const message = (clientId: string, at: string): Outgoing => ({ clientId, text: `text ${clientId}`, files: [], at, refused: null });

test('messages come back after a reload in the order they were written', () => {
  const store = memoryStore();
  createOutbox(store).put(message('b', '2026-03-01T10:00:01.000Z'));
  createOutbox(store).put(message('a', '2026-03-01T10:00:02.000Z'));
  createOutbox(store).put(message('c', '2026-03-01T10:00:00.000Z'));
  expect(createOutbox(store).list().map((found) => found.clientId)).toEqual(['c', 'b', 'a']);
});

test('two tabs write beside each other, and what one confirms is gone for both', () => {
  const store = memoryStore();
  const [one, two] = [createOutbox(store), createOutbox(store)];
  one.put(message('a', '2026-03-01T10:00:00.000Z'));
  two.put(message('b', '2026-03-01T10:00:01.000Z'));
  expect(one.remove('b')).toBe(true);
  expect(two.list().map((found) => found.clientId)).toEqual(['a']);
  expect(two.remove('b')).toBe(false);
});

test('what the host page wrote under our names is ignored', () => {
  const store = memoryStore();
  for (const [key, value] of Object.entries({ a: 'not json', b: 'null', c: '{"clientId":"c"}', d: '[]' })) store.set(`out.${key}`, value);
  createOutbox(store).put(message('e', '2026-03-01T10:00:00.000Z'));
  expect(createOutbox(store).list().map((found) => found.clientId)).toEqual(['e']);
});
