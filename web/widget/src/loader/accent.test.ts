import { expect, test } from 'vitest';
import { accentOf, readableOn } from './accent.ts';

test('only colours we can compute with are taken', () => {
  expect(accentOf('#0A5')).toBe('#00aa55');
  expect(accentOf(' #112233 ')).toBe('#112233');
  for (const wish of [undefined, '', 'red', '#12', 'url(x)', '#1122334']) expect(accentOf(wish)).toBeNull();
});

test('the words on it are readable', () => {
  expect(readableOn('#0f6b66')).toBe('#ffffff');
  expect(readableOn('#ffd400')).toBe('#1c1a17');
  expect(readableOn('#000000')).toBe('#ffffff');
});
