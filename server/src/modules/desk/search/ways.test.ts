import { describe, expect, it } from 'vitest';
import { beginningsOf } from './spelling.ts';
import { toTsquery } from './tsquery.ts';
import { bestWay } from './ways.ts';

const known = { entries: 10_000_000, entriesPerTicket: 10, newest: 1_000_000, oldest: 1, isIndexed: true };
describe('the way to tickets with words', () => {
  it.each([
    ['a rare word', 0, null, 'everywhere'], ['one in a thousand', 0.001, null, 'stretches'], ['one in fifty', 0.02, null, 'stretches'], ['one in twenty', 0.05, null, 'walk'],
    ['a frequent word of one customer', 0.05, 20, 'tickets'], ['a rare word of one customer', 0, 20, 'everywhere'], ['a frequent word in half of all', 0.05, 500_000, 'walk'], ['one in a thousand in half of all', 0.001, 500_000, 'stretches'], ['one in a hundred thousand, half of all', 0.00001, 500_000, 'everywhere'],
  ] as const)('%s', (_, share, tickets, way) => expect(bestWay(known, share, tickets, 150)).toBe(way));
  it('does without the word index while it is built', () => {
    const without = { ...known, isIndexed: false };
    expect([bestWay(without, 0.05, null, 150), bestWay(without, 0, null, 150)]).toEqual(['walk', 'everywhere']);
  });
});
it('an unfinished word stands for all that begin so, those with digits by their beginning', () => {
  const tokens = ['hot', 'hotel', 'hot7788', 'e21', '7788', '788', '热水', 'ñandú'];
  const beginnings = beginningsOf(tokens);
  expect(beginnings).toEqual(['hot', 'hotel', 'hot7', 'e2', '7', 'ñandú']);
  const words = [{ word: 'battery', prefix: false }, { word: 'hot', prefix: true }];
  expect(toTsquery(words)).toBe(`'battery' & 'hot':*`);
  expect(toTsquery(words, (w) => beginnings.filter((b) => b.startsWith(w)))).toBe(`'battery' & ('hot' | 'hotel' | 'hot7':*)`);
});
