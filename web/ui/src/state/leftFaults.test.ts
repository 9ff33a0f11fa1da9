import { expect, test } from 'vitest';
import { watchLeftFaults } from './leftFaults.ts';

/** A cache of mutations as react-query tells of it. */
function cache() {
  let heard: (event: never) => void = () => {};
  const tell = (event: object) => heard(event as never);
  return { subscribe: (listener: (event: never) => void) => { heard = listener; return () => { heard = () => {}; }; }, tell };
}
const refused = { type: 'updated', action: { type: 'error', error: 'refused' } };

test('what fails after its screen was left is told once, what the screen or the work itself says is not told twice', () => {
  const from = cache();
  const told: unknown[] = [];
  watchLeftFaults(from as never, (error) => told.push(error));
  const [here, left, own, code] = [{ options: {} }, { options: {} }, { options: { onError: () => {} } }, { options: {} }];
  for (const mutation of [here, left, own]) from.tell({ type: 'observerAdded', mutation });
  for (const mutation of [left, own]) from.tell({ type: 'observerRemoved', mutation });
  from.tell({ type: 'updated', mutation: left, action: { type: 'pending' } });
  for (const mutation of [here, left, own, code]) from.tell({ ...refused, mutation });
  expect(told).toEqual(['refused']);
});
