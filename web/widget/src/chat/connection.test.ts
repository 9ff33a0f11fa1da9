import type { ChatServerFrame } from '@aftercare/contract/chat';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnection, timing } from './connection.ts';
import { fakeExchange } from './fake-socket.ts';

const welcome: ChatServerFrame = {
  kind: 'welcome', visitor: 'v', company: 'C', greeting: '', open: true, opensAt: null, agent: null, messages: [], contactKnown: true, askContact: false, ticketId: null, askRating: false,
};
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started() {
  const exchange = fakeExchange();
  const seen = { opened: 0, down: 0, frames: [] as string[] };
  const connection = createConnection({ dial: exchange.dial, random: () => 1, onOpen: () => { seen.opened += 1; }, onDown: () => { seen.down += 1; }, onFrame: (frame) => void seen.frames.push(frame.kind) });
  connection.start();
  return { exchange, connection, seen };
}

test('dials again with growing pauses, and starts small again once welcomed', () => {
  const { exchange } = started();
  for (const pause of [500, 1000, 2000]) {
    exchange.last().cut();
    vi.advanceTimersByTime(pause - 1);
    const before = exchange.lines.length;
    vi.advanceTimersByTime(1);
    expect(exchange.lines.length).toBe(before + 1);
  }
  exchange.last().open();
  exchange.last().say(welcome);
  exchange.last().cut();
  vi.advanceTimersByTime(500);
  expect(exchange.lines.length).toBe(5);
});

test('an accepted line that never welcomes us does not reset the pauses', () => {
  const { exchange } = started();
  exchange.last().cut();
  vi.advanceTimersByTime(500);
  exchange.last().open();
  exchange.last().cut();
  vi.advanceTimersByTime(999);
  expect(exchange.lines.length).toBe(2);
});

test('a line that falls silent is noticed by ping and replaced', () => {
  const { exchange, seen } = started();
  exchange.last().open();
  exchange.last().say(welcome);
  vi.advanceTimersByTime(timing.pingEvery);
  expect(exchange.last().sent.at(-1)).toEqual({ kind: 'ping' });
  exchange.last().say({ kind: 'pong' });
  vi.advanceTimersByTime(timing.pingEvery + timing.answerWithin);
  expect(seen.down).toBe(1);
  vi.advanceTimersByTime(500);
  expect(exchange.lines.length).toBe(2);
});

test('waking up asks at once and gives up a dead line within seconds', () => {
  const { exchange, connection, seen } = started();
  exchange.last().open();
  exchange.last().say(welcome);
  connection.nudge();
  expect(exchange.last().sent.at(-1)).toEqual({ kind: 'ping' });
  vi.advanceTimersByTime(timing.answerAfterWaking);
  expect(seen.down).toBe(1);
});

test('coming back online does not wait for the pause', () => {
  const { exchange, connection } = started();
  for (let attempt = 0; attempt < 6; attempt += 1) { exchange.last().cut(); vi.advanceTimersByTime(30_000); }
  exchange.last().cut();
  const before = exchange.lines.length;
  connection.nudge();
  expect(exchange.lines.length).toBe(before + 1);
});

test('an old line can say nothing any more, and after stop nobody dials', () => {
  const { exchange, connection, seen } = started();
  const old = exchange.last();
  old.open();
  old.cut();
  vi.advanceTimersByTime(500);
  old.say(welcome);
  expect(seen.frames).toEqual([]);
  connection.stop();
  vi.advanceTimersByTime(120_000);
  expect(exchange.lines.length).toBe(2);
});
