import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Both, merge } from './merge.ts';

const equal = (a: string, b: string) => a === b;
const value = fc.constantFrom('open', 'pending', 'hold', 'solved');
const base = fc.option(value, { nil: null });

it('gives way to whoever changed it since both agreed, and to nobody when both did', () => {
  fc.assert(fc.property(value, value, base, base, (here, there, baseHere, baseThere) => {
    const { what } = merge({ here, there, baseHere, baseThere }, equal);
    if (here === there) return what === 'same';
    if (baseHere === null || baseThere === null) return what === 'push';
    const [movedHere, movedThere] = [here !== baseHere, there !== baseThere];
    return what === (movedHere && movedThere ? 'conflict' : movedHere ? 'push' : movedThere ? 'pull' : 'same');
  }));
});

it('after one step in either direction both sides agree and nothing is left to do', () => {
  fc.assert(fc.property(value, value, value, (here, there, agreed) => {
    const both: Both = { here, there, baseHere: agreed, baseThere: agreed };
    const { what } = merge(both, equal);
    if (what === 'conflict') return true;
    const won = what === 'pull' ? there : here;
    return merge({ here: won, there: won, baseHere: won, baseThere: won }, equal).what === 'same';
  }));
  expect(merge({ here: 'Ann', there: 'Bo', baseHere: 'Ann', baseThere: 'Bo' }, equal)).toEqual({ what: 'same', noted: true });
});
