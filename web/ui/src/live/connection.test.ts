import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveClientFrame, LiveServerFrame } from '@aftercare/contract/live';
import { createLive } from './connection.ts';
import type { Socket } from './connection.ts';

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  sent: LiveClientFrame[] = [];
  send(data: string): void { this.sent.push(JSON.parse(data) as LiveClientFrame); }
  close(): void { this.onclose?.(); }
  hear(frame: LiveServerFrame): void { this.onmessage?.({ data: JSON.stringify(frame) }); }
}
let sockets: FakeSocket[];
const fact = (cursor: number, topic = 'inbox'): LiveServerFrame => ({ kind: 'fact', cursor, topic, type: 'ticket.changed', data: {} });
function begin(onReset?: () => void) {
  const live = createLive({ random: () => 0, open: () => { const one = new FakeSocket(); sockets.push(one); return one; }, ...(onReset ? { onReset } : {}) });
  live.start();
  return live;
}
const latest = () => sockets.at(-1) as FakeSocket;
beforeEach(() => { sockets = []; vi.useFakeTimers(); });
afterEach(() => vi.useRealTimers());

test('subscribes once for many listeners and unsubscribes with the last', () => {
  const live = begin();
  latest().hear({ kind: 'ready', cursor: 7 });
  const heard: number[] = [];
  const one = live.subscribe('inbox', (it) => heard.push(it.cursor));
  const two = live.subscribe('inbox', (it) => heard.push(it.cursor));
  expect(latest().sent).toEqual([{ kind: 'subscribe', topics: ['inbox'], since: 7 }]);
  latest().hear(fact(8));
  expect(heard).toEqual([8, 8]);
  one();
  expect(latest().sent).toHaveLength(1);
  two();
  expect(latest().sent.at(-1)).toEqual({ kind: 'unsubscribe', topics: ['inbox'] });
});
test('the first subscription reaches back: what was loaded beside the handshake may be older than the line', () => {
  const live = begin();
  live.subscribe('inbox', () => {});
  latest().hear({ kind: 'ready', cursor: 1000 });
  expect(latest().sent).toEqual([{ kind: 'subscribe', topics: ['inbox'], since: 700 }]);
  live.subscribe('ticket:5', () => {});
  expect(latest().sent.at(-1)).toEqual({ kind: 'subscribe', topics: ['ticket:5'], since: 1000 });
});
test('resumes from the last cursor after a break', () => {
  const live = begin();
  live.subscribe('inbox', () => {});
  live.subscribe('ticket:5', () => {});
  latest().hear({ kind: 'ready', cursor: 7 });
  latest().hear(fact(12));
  latest().hear(fact(11));
  latest().close();
  expect(live.status()).toBe('online');
  vi.advanceTimersByTime(300);
  expect(sockets).toHaveLength(2);
  latest().hear({ kind: 'ready', cursor: 40 });
  expect(latest().sent).toEqual([{ kind: 'subscribe', topics: ['inbox', 'ticket:5'], since: 12 }]);
});
test('the first break is mended silently, the second is told', () => {
  const live = begin();
  latest().hear({ kind: 'ready', cursor: 1 });
  latest().close();
  expect(live.status()).toBe('online');
  vi.advanceTimersByTime(300);
  latest().close();
  expect(live.status()).toBe('offline');
  vi.advanceTimersByTime(600);
  latest().hear({ kind: 'ready', cursor: 1 });
  expect(live.status()).toBe('online');
});
test('a device without a network is told at once, and the line comes back at once with it', () => {
  const live = begin();
  latest().hear({ kind: 'ready', cursor: 1 });
  live.cut();
  expect(live.status()).toBe('offline');
  live.nudge();
  expect(sockets).toHaveLength(2);
  latest().hear({ kind: 'ready', cursor: 1 });
  expect(live.status()).toBe('online');
});
test('a silent socket is given up after a minute', () => {
  begin();
  latest().hear({ kind: 'ready', cursor: 1 });
  vi.advanceTimersByTime(100_000);
  expect(sockets.length).toBeGreaterThan(1);
});
test('reset forgets the cursor and says so', () => {
  const onReset = vi.fn();
  const live = begin(onReset);
  live.subscribe('inbox', () => {});
  latest().hear({ kind: 'ready', cursor: 7 });
  latest().hear({ kind: 'reset' });
  expect(onReset).toHaveBeenCalledOnce();
});
test('presence is said again after a reconnect, until gone', () => {
  const live = begin();
  latest().hear({ kind: 'ready', cursor: 1 });
  live.say(5, 'typing');
  live.say(6, 'viewing');
  live.say(6, 'gone');
  latest().close();
  vi.advanceTimersByTime(300);
  latest().hear({ kind: 'ready', cursor: 1 });
  expect(latest().sent).toEqual([{ kind: 'presence', ticketId: 5, state: 'typing' }]);
});
test('stop is final', () => {
  const live = begin();
  live.stop();
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});
