import { expect, test } from 'vitest';
import { safeNext } from './safeNext.ts';

test('only our own pages are followed', () => {
  expect(safeNext('/tickets/5?x=1')).toBe('/tickets/5?x=1');
  for (const bad of [undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/signin?next=/x']) expect(safeNext(bad)).toBe('/');
});
