import { expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';

const side = (p90Minutes: number, assigned = 100, breaches = 0) => ({ whole: { arrivals: 100, assigned, waiting: 0, medianMinutes: 1, p90Minutes, breaches, overflowed: 0, busy: 0.5, evenness: 1 }, queues: [], people: [] });
test.each([
  ['faster', side(100), side(60, 100, 2), { key: 'faster', percent: 40, breaches: 2 }], ['slower from nothing', side(0), side(5), { key: 'slower', percent: 100, breaches: 0 }],
  ['the same', side(100), side(101), { key: 'same', percent: 1, breaches: 0 }], ['who was served at all', side(10, 50), side(10, 60), { key: 'moreServed', percent: 20, breaches: 0 }],
])('%s', (_name, before, after, expected) => expect(outcomeOf({ before, after })).toEqual(expected));
