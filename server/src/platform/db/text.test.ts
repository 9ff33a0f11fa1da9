import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, storable, storableIn } from './text.ts';

test('what a database refuses is mended, the rest stays as it is', () => {
  expect(storable('a\0b😀\ud83d')).toBe('ab😀\ufffd');
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => storable(text) === text.replaceAll('\0', '')));
});

test('what came in is mended however deep, and stays the same thing where nothing is wrong', () => {
  expect(storableIn({ a: ['x\0', { 'k\ud800': '\udc00y' }], n: 1, no: null })).toEqual({ a: ['x', { 'k\ufffd': '\ufffdy' }], n: 1, no: null });
  fc.assert(fc.property(fc.jsonValue(), (value) => storableIn(value) === value));
});
test('a cut never leaves half a character', () => {
  expect([cut('ab😀', 3), cut('ab😀', 4), cut('ab', 5)]).toEqual(['ab', 'ab😀', 'ab']);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, n) => {
    const short = cut(text, n);
    return short.isWellFormed() && short.length <= n && text.startsWith(short) && (text.length <= n ? short === text : short.length >= n - 1);
  }));
});
