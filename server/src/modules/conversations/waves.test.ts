import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Inbound } from '../../channels/channel.ts';
import { inWaves } from './waves.ts';

const message = (externalId: string, o: { answers?: string[]; from?: string[]; thread?: string } = {}) => ({
  inbound: {
    accountId: 1, externalId, threadKey: o.thread ?? externalId, subject: '', text: '', at: new Date(0), thread: { answers: o.answers ?? [] },
    from: { name: '', language: null, addresses: (o.from ?? [`${externalId}@example.com`]).map((value) => ({ kind: 'email' as const, value })) },
  } satisfies Inbound,
});
const ids = (waves: { inbound: Inbound }[][]) => waves.map((w) => w.map((i) => i.inbound.externalId));

it('keeps strangers together', () => {
  expect(ids(inWaves([message('a'), message('b'), message('c')]))).toEqual([['a', 'b', 'c']]);
});
it('lets a second delivery, an answer and a half-known person wait', () => {
  expect(ids(inWaves([message('a'), message('a')]))).toEqual([['a'], ['a']]);
  expect(ids(inWaves([message('a'), message('b', { answers: ['a'] })]))).toEqual([['a'], ['b']]);
  expect(ids(inWaves([message('a', { from: ['x@e.com'] }), message('b', { from: ['x@e.com', 'y@e.com'] })]))).toEqual([['a'], ['b']]);
  expect(ids(inWaves([message('a', { from: ['x@e.com'] }), message('b', { from: ['X@e.com '] })]))).toEqual([['a', 'b']]);
});
it('loses nothing, doubles nothing, and nobody overtakes in a thread', () => {
  const some = fc.array(fc.record({ id: fc.integer({ min: 0, max: 8 }), thread: fc.integer({ min: 0, max: 3 }), answers: fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 2 }), from: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 2 }) }), { maxLength: 30 });
  fc.assert(fc.property(some, (list) => {
    const items = list.map((m, n) => ({ n, ...message(`m${m.id}`, { thread: `t${m.thread}`, answers: m.answers.map((a) => `m${a}`), from: m.from.map((f) => `p${f}@e.com`) }) }));
    const flat = inWaves(items).flat();
    expect(flat.map((i) => i.n).sort((a, b) => a - b)).toEqual(items.map((i) => i.n));
    for (const thread of ['t0', 't1', 't2', 't3']) {
      const order = flat.filter((i) => i.inbound.threadKey === thread).map((i) => i.n);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  }));
});
