import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '../time/clock.ts';
import { RateLimiter } from './rate.ts';

test('lets a burst through, then one per refill', () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter({ clock, capacity: 3, refillPerSecond: 0.1 });
  for (let i = 0; i < 3; i++) limiter.take('a');
  expect(() => limiter.take('a')).toThrow(expect.objectContaining({ code: 'too-many-requests', detail: { params: { seconds: 11 } } }));
  limiter.take('b');
  clock.advance(9);
  expect(limiter.waitFor('a')).toBe(2);
  clock.advance(1);
  expect(limiter.waitFor('a')).toBe(0);
  expect(limiter.waitFor('a')).toBeGreaterThan(0);
});

test('whoever waits as told passes', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0.001, max: 50, noNaN: true }), (capacity, refillPerSecond) => {
    const clock = new FakeClock();
    const limiter = new RateLimiter({ clock, capacity, refillPerSecond });
    for (let i = 0; i < capacity; i++) limiter.take('a');
    clock.advance(limiter.waitFor('a'));
    expect(limiter.waitFor('a')).toBe(0);
  }));
});

test('a clock set back neither empties nor fills', () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter({ clock, capacity: 2, refillPerSecond: 1 });
  limiter.take('a');
  clock.advance(-3600);
  limiter.take('a');
  expect(limiter.waitFor('a')).toBeGreaterThan(0);
});

test('forgets what was asked longest ago when there are too many, and what it is told to', () => {
  const limiter = new RateLimiter({ clock: new FakeClock(), capacity: 1, refillPerSecond: 0.001, maxKeys: 3 });
  for (const key of ['a', 'b', 'c']) limiter.take(key);
  expect(limiter.waitFor('a')).toBeGreaterThan(0); // touched: now b is the oldest
  limiter.take('d');
  expect(limiter.size).toBe(3);
  expect(limiter.waitFor('a')).toBeGreaterThan(0);
  expect(limiter.waitFor('b')).toBe(0);
  limiter.forget('a');
  expect(limiter.waitFor('a')).toBe(0);
});
