import { expect, test } from 'vitest';
import { serialAmong } from './scan.ts';

test('the number of the piece comes before the number of the article', () => {
  expect(serialAmong([{ format: 'ean_13', rawValue: '4006381333931' }, { format: 'code_128', rawValue: 'BR8-2231-90817' }])).toBe('BR8-2231-90817');
});
test('a code that is an address gives its serial part', () => {
  expect(serialAmong([{ format: 'qr_code', rawValue: 'https://p.example/reg?model=b8&sn=AB%2F12' }])).toBe('AB/12');
  expect(serialAmong([{ format: 'qr_code', rawValue: 'https://p.example/u/AB-12/?x=1' }])).toBe('AB-12');
});
test('a written S/N is taken off, and without codes there is none', () => {
  expect(serialAmong([{ format: 'qr_code', rawValue: 'S/N: 77-A ' }])).toBe('77-A');
  expect(serialAmong([])).toBeNull();
});
