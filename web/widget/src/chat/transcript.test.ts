import type { ChatMessage } from '@aftercare/contract/chat';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeMessages, resumePoint, unreadOf } from './transcript.ts';

const start = Date.parse('2026-03-01T10:00:00.000Z');
const message = (id: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id, clientId: null, from: 'agent', name: 'Mara', text: `m${id}`, at: new Date(start + id * 10_000).toISOString(), files: [], readAt: null, ...more,
});

test('however often and in whatever order messages arrive, each stands there once, in order', () => {
  const all = Array.from({ length: 12 }, (_, at) => message(at + 1));
  fc.assert(fc.property(fc.array(fc.subarray(all, { minLength: 0 }), { maxLength: 8 }), (batches) => {
    const merged = batches.reduce((known: readonly ChatMessage[], batch) => mergeMessages(known, batch.toReversed()), []);
    const expected = [...new Set(batches.flat().map((one) => one.id))].sort((a, b) => a - b);
    expect(merged.map((one) => one.id)).toEqual(expected);
  }));
});

test('our message confirmed and then sent to us again is one message, with the server\'s files', () => {
  const acked = message(7, { from: 'me', clientId: 'mine-0001', files: [{ name: 'a.jpg', type: 'image/jpeg', size: 3, url: 'blob:here' }] });
  const echoed = { ...acked, files: [{ name: 'a.jpg', type: 'image/jpeg', size: 3, url: '/files/a' }] };
  const merged = mergeMessages(mergeMessages([], [acked]), [echoed]);
  expect(merged).toHaveLength(1);
  expect(merged[0]!.files[0]!.url).toBe('/files/a');
});

test('a later copy without the read mark does not take it away', () => {
  const merged = mergeMessages([message(1, { readAt: '2026-03-01T11:00:00.000Z' })], [message(1)]);
  expect(merged[0]!.readAt).toBe('2026-03-01T11:00:00.000Z');
});

test('after a reconnect the last minute is asked for again, because ids may become visible out of order', () => {
  expect(resumePoint([])).toBeNull();
  expect(resumePoint([message(1)])).toBeNull();
  expect(resumePoint([message(1), message(2), message(9), message(10)])).toBe(2);
});

test('unread are the others\' messages after the mark that nobody has seen elsewhere', () => {
  const messages = [message(1), message(2, { from: 'me' }), message(3, { readAt: '2026-03-01T11:00:00.000Z' }), message(4)];
  expect(unreadOf(messages, 0).map((one) => one.id)).toEqual([1, 4]);
  expect(unreadOf(messages, 1).map((one) => one.id)).toEqual([4]);
});
