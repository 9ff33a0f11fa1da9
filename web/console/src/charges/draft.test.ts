import { describe, expect, it } from 'vitest';
import { readLine, readNumber, sumsOf } from './draft.ts';

describe('numbers as people type them', () => {
  it.each([['12', 12], ['1,234.50', 1234.5], ['1.234,50', 1234.5], ['12,5', 12.5], ['１２．５', 12.5], ['-3', -3], ['', Number.NaN], ['1e9', Number.NaN], ['12abc', Number.NaN]])('%s', (text, number) => expect(readNumber(text)).toBe(number));
});
describe('lines', () => {
  const line = { key: 1, kind: 'labour' as const, description: '上门维修', quantity: '1.5', price: '120', tax: '6', partId: null };
  it('are read into minor units and basis points', () => expect(readLine(line, 'CNY')).toEqual({ kind: 'labour', description: '上门维修', quantity: 1.5, unitMinor: 12_000, taxRate: 600, partId: null }));
  it('know currencies without cents', () => expect(readLine({ ...line, price: '1200' }, 'JPY')?.unitMinor).toBe(1200));
  it('take discounts as positive numbers', () => expect(readLine({ ...line, kind: 'discount', price: '20' }, 'CNY')?.unitMinor).toBe(-2000));
  it('wait until they can be read', () => { for (const more of [{ description: ' ' }, { quantity: '0' }, { price: 'x' }, { tax: '101' }]) expect(readLine({ ...line, ...more }, 'CNY')).toBeNull(); });
  it('come to what the server counts', () => expect(sumsOf([{ kind: 'part', description: 'x', quantity: 1.5, unitMinor: 12_333, taxRate: 1300, partId: null }, { kind: 'part', description: 'x', quantity: 3, unitMinor: 333, taxRate: 1300, partId: null }, { kind: 'part', description: 'x', quantity: 1, unitMinor: 1000, taxRate: 600, partId: null }, { kind: 'discount', description: 'x', quantity: 1, unitMinor: -500, taxRate: 1300, partId: null }])).toEqual({ netMinor: 19_999, taxMinor: 2530, grossMinor: 22_529 }));
});
