import { expect, test } from 'vitest';
import { phoneWords } from './phone.ts';

test('Chinese mobile numbers stand in groups, others as they came', () => {
  expect(phoneWords('+8613800138000')).toBe('+86 138 0013 8000');
  expect(phoneWords('+862112345678')).toBe('+862112345678');
  expect(phoneWords('+44 7700 900123')).toBe('+44 7700 900123');
});
