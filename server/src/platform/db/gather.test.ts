import { expect, it } from 'vitest';
import { createGather } from './gather.ts';

it('gives everybody their own answer and lets waiting callers go together', async () => {
  const groups: number[][] = [];
  const double = createGather(async (inputs: readonly number[]) => { groups.push([...inputs]); await new Promise((r) => setTimeout(r, 5)); return inputs.map((n) => n * 2); }, { most: 4 });
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(double))).toEqual([2, 4, 6, 8, 10, 12]);
  expect(groups).toEqual([[1, 2, 3, 4], [5, 6]]);
});
it('turns away only the one whose input is bad', async () => {
  const work = createGather(async (inputs: readonly number[]) => { if (inputs.includes(3)) throw new Error('three'); return inputs; }, { most: 10 });
  const settled = await Promise.allSettled([1, 2, 3, 4].map(work));
  expect(settled.map((s) => s.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
it('keeps a group below its weight, yet lets a heavy one go alone', async () => {
  const groups: number[][] = [];
  const work = createGather(async (inputs: readonly number[]) => { groups.push([...inputs]); return inputs; }, { most: 10, weight: (n) => n, heaviest: 10 });
  await Promise.all([6, 5, 50, 1].map(work));
  expect(groups).toEqual([[6], [5], [50], [1]]);
});
it('starts again after a pause', async () => {
  const work = createGather(async (inputs: readonly number[]) => inputs, { most: 10 });
  expect(await work(1)).toBe(1);
  await new Promise((r) => setTimeout(r, 5));
  expect(await work(2)).toBe(2);
});
