import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gathered } from './renewal.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => vi.useRealTimers());

test('a burst is one renewal soon, the next burst one more after the pause', () => {
  const work = vi.fn();
  const renewal = gathered(work, 1000);
  for (let i = 0; i < 40; i++) renewal.ask();
  vi.advanceTimersByTime(60);
  expect(work).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 40; i++) renewal.ask();
  vi.advanceTimersByTime(500);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(600);
  expect(work).toHaveBeenCalledTimes(2);
});
test('the last request is never forgotten, unless stopped', () => {
  const work = vi.fn();
  const renewal = gathered(work, 1000);
  renewal.ask();
  vi.advanceTimersByTime(60);
  renewal.ask();
  renewal.stop();
  vi.advanceTimersByTime(5000);
  expect(work).toHaveBeenCalledTimes(1);
});
