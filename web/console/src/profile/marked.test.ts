import { expect, test } from 'vitest';
import { markedParts } from './marked.ts';

test('words are marked where they stand, in either script and whatever the case', () => {
  expect(markedParts('洗衣机漏水了', ['漏水'])).toEqual([{ text: '洗衣机', hit: false }, { text: '漏水', hit: true }, { text: '了', hit: false }]);
  expect(markedParts('It Leaks, it leaks', ['leak'])).toEqual([{ text: 'It ', hit: false }, { text: 'Leak', hit: true }, { text: 's, it ', hit: false }, { text: 'leak', hit: true }, { text: 's', hit: false }]);
  expect(markedParts('nothing', [''])).toEqual([{ text: 'nothing', hit: false }]);
});
