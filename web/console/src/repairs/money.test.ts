import { expect, test } from 'vitest';
import { readMoney, writeMoney } from './money.ts';

test('what is typed becomes whole minor units', () => {
  expect([readMoney('299', 'CNY'), readMoney('1,299.50', 'CNY'), readMoney('0.1', 'EUR'), readMoney('1200', 'JPY')]).toEqual([29_900, 129_950, 10, 1200]);
  expect([readMoney('', 'CNY'), readMoney('abc', 'CNY'), readMoney('-1', 'CNY')]).toEqual([null, null, null]);
});
test('and back', () => expect([writeMoney(29_900, 'CNY'), writeMoney(1200, 'JPY')]).toEqual(['299.00', '1200']));
