import { expect, test } from 'vitest';
import { watchMoments } from './watch.ts';

const quiet = { error: () => undefined } as never;
test('fires at the moment, not at the end of the longest sleep; a hint wakes it; a failing round does not end it', async () => {
  let [due, fired, rounds] = [Date.now() + 40, 0, 0];
  const loop = watchMoments({
    clock: { now: () => new Date() }, log: quiet, failed: 'x', longestMs: 60_000,
    fireDue: (now) => { rounds += 1; if (rounds === 1) return Promise.reject(new Error('away')); if (now.getTime() >= due) { fired += 1; due = Infinity; } return Promise.resolve(); },
    next: () => Promise.resolve(due === Infinity ? null : new Date(due)),
  });
  await loop.start();
  // The failed round sleeps long; somebody who writes wakes it.
  loop.hint();
  await expect.poll(() => fired, { timeout: 2000, interval: 10 }).toBe(1);
  due = Date.now();
  loop.hint();
  await expect.poll(() => fired, { timeout: 2000, interval: 10 }).toBe(2);
  await loop.stop();
  expect(loop.stopping()).toBe(true);
});

test('is not woken by what is due after its next look, and by what is due before', async () => {
  let rounds = 0;
  const loop = watchMoments({ clock: { now: () => new Date() }, log: quiet, failed: 'x', longestMs: 60_000, fireDue: () => { rounds += 1; return Promise.resolve(); }, next: () => Promise.resolve(null) });
  await loop.start();
  await expect.poll(() => rounds).toBe(1);
  loop.hint(new Date(Date.now() + 3_600_000));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(rounds).toBe(1);
  loop.hint(new Date(Date.now() + 1000));
  await expect.poll(() => rounds).toBe(2);
  await loop.stop();
});
