import { expect, test } from 'vitest';
import en from '../languages/en.json';
import zh from '../languages/zh-CN.json';
import { chooseLanguage, languageName } from './languages.ts';
import { missingWords } from './parity.ts';

test('takes the first wish there is a file for, by region or by language', () => {
  expect(chooseLanguage(['en', 'zh-CN'], [null, 'zh'])).toBe('zh-CN');
  expect(chooseLanguage(['en', 'zh-CN'], ['fr', 'zh-Hans-SG', 'en'])).toBe('zh-CN');
  expect(chooseLanguage(['en', 'zh-CN'], ['de', 'fr'])).toBe('en');
});
test('names languages in their own words', () => expect([languageName('zh-CN'), languageName('en')]).toEqual(['简体中文', 'English']));
test('both files say the same things', () => expect(missingWords({ en, 'zh-CN': zh })).toEqual([]));
test('a missing word is found', () => {
  expect(missingWords({ en: { a: 'x', b: { c_one: '{{count}} y', c_other: '{{count}} ys' } }, 'zh-CN': { a: '', b: { c_other: '{{n}}' } } })).toEqual(['zh-CN: a is empty', 'zh-CN: b.c uses other variables']);
  expect(missingWords({ en: { a: 'x' }, 'zh-CN': {} })).toEqual(['zh-CN: a is missing']);
});
