import type { Warranty } from '@aftercare/contract/portal-home';
import { expect, test } from 'vitest';
import { dayText, warrantyWords } from './words.ts';

const warranty = (more: Partial<Warranty>): Warranty => ({ covered: true, until: '2027-03-14', clause: null, reason: null, start: { day: '2026-03-14', basis: 'purchase', proven: true }, ...more });
const said = (more: Partial<Warranty>, today = '2026-06-01') => { const { look, phrase } = warrantyWords(warranty(more), today); return `${look} ${phrase}`; };

test('warranty in one line: good, soon over, over, refused, or unknown before a paper is there', () => {
  expect(said({})).toBe('good warranty.until');
  expect(said({}, '2027-02-10')).toBe('soon warranty.soon');
  expect(said({}, '2027-03-14')).toBe('soon warranty.soon');
  expect(said({ covered: false }, '2027-03-15')).toBe('over warranty.ended');
  expect(said({ covered: false })).toBe('over warranty.none');
  expect(said({ covered: false, until: null, start: { day: null, basis: 'unknown', proven: false } })).toBe('open warranty.unknown');
});
test('a day is the same day everywhere', () => {
  expect(dayText('2027-03-14', 'en')).toBe('Mar 14, 2027');
  expect(dayText('2027-03-14', 'zh-CN')).toBe('2027年3月14日');
});
