import { expect, test, vi } from 'vitest';
import { together } from './together.ts';

test('what is asked for within one moment runs in one go, in order; a fault takes nothing with it; what comes meanwhile has the next turn', () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  const turns: (() => void)[] = [];
  const done: number[] = [];
  const ask = together((work) => turns.push(work));
  ask(() => done.push(1));
  ask(() => { throw new Error('two'); });
  ask(() => { done.push(3); ask(() => done.push(4)); });
  expect(turns).toHaveLength(1);
  turns.shift()?.();
  expect([done, report.mock.calls.length, turns.length]).toEqual([[1, 3], 1, 1]);
  turns.shift()?.();
  expect(done).toEqual([1, 3, 4]);
  vi.unstubAllGlobals();
});
