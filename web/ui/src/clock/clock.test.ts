import { expect, test } from 'vitest';
import { paceOf, readClock } from './clock.ts';

const start = Date.parse('2026-11-26T01:00:00Z');
const at = (minutes: number) => start + minutes * 60_000;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();
const running = { state: 'running', startedAt: iso(0), dueAt: iso(100), warnAt: iso(80) } as const;

test('counts down, turns soon at its warning, late at its due instant', () => {
  expect(readClock(running, at(25))).toEqual({ look: 'running', remaining: 75 * 60, share: 0.75 });
  expect(readClock(running, at(79)).look).toBe('running');
  expect(readClock(running, at(80)).look).toBe('soon');
  expect(readClock(running, at(100)).look).toBe('late');
  expect(readClock(running, at(130))).toEqual({ look: 'late', remaining: -30 * 60, share: 0 });
});
test('without a warning the last fifth is soon, five minutes at least', () => {
  expect(readClock({ ...running, warnAt: null }, at(81)).look).toBe('soon');
  expect(readClock({ ...running, warnAt: null, dueAt: iso(10) }, at(4)).look).toBe('running');
  expect(readClock({ ...running, warnAt: null, dueAt: iso(10) }, at(6)).look).toBe('soon');
});
test('a paused clock stands at the working time it has left', () => {
  expect(readClock({ state: 'paused', dueAt: null, targetSeconds: 86_400, usedSeconds: 21_600 }, at(9999))).toEqual({ look: 'paused', remaining: 64_800, share: 0.75 });
});
test('met and ended clocks run no more', () => {
  expect(readClock({ state: 'met', dueAt: iso(100), targetSeconds: 600, usedSeconds: 60 }, at(500))).toEqual({ look: 'met', remaining: null, share: 0.9 });
  expect(readClock({ state: 'cancelled', dueAt: iso(100) }, at(5)).remaining).toBeNull();
});
test('a breached clock goes on counting what it is late', () => {
  expect(readClock({ ...running, state: 'breached' }, at(160)).remaining).toBe(-3600);
});
test('ticks each second only near the end', () => {
  expect(paceOf(running, at(10))).toBe('minute');
  expect(paceOf(running, at(95))).toBe('second');
  expect(paceOf({ ...running, state: 'paused' }, at(95))).toBe('minute');
});
