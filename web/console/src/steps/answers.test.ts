import { expect, test } from 'vitest';
import { missingIn, numberOf } from './answers.ts';
import type { CaseTask } from './data.ts';

const field = (key: string, required: boolean): CaseTask['form'][number] => ({ key, type: 'text', required, title: { zh: key, en: key }, options: [] });

test('blank words are no answer, zero and no are', () => {
  const form = [field('a', true), field('b', true), field('c', true), field('d', false)];
  expect(missingIn(form, { a: '  ', b: 0, c: false })).toEqual(['a']);
  expect(missingIn(form, {})).toEqual(['a', 'b', 'c']);
});

test('numbers are read as people type them', () => {
  expect([numberOf('4'), numberOf(' 1,5 '), numberOf(''), numberOf('four')]).toEqual([4, 1.5, null, null]);
});
