import { expect, test } from 'vitest';
import { chooseLanguage, createTranslate } from './language.ts';
import en from './languages/en.json';
import zh from './languages/zh-CN.json';

test('both languages have the same phrases and the same places to fill', () => {
  const base = (key: string) => key.replace(/_(one|other)$/, '');
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  expect([...new Set(Object.keys(zh).map(base))].sort()).toEqual([...new Set(Object.keys(en).map(base))].sort());
  for (const [key, text] of Object.entries(zh)) expect([key, places(text)]).toEqual([key, places((en as Record<string, string>)[key] ?? '')]);
});

test('the page\'s wish counts before the browser\'s; other languages are passed over', () => {
  expect(chooseLanguage(undefined, 'zh-Hans-CN', 'en-GB')).toBe('zh-CN');
  expect(chooseLanguage('en', 'zh-CN')).toBe('en');
  expect(chooseLanguage(undefined, 'fr', 'zh-TW')).toBe('zh-CN');
  expect(chooseLanguage(undefined, '', 'fr')).toBe('en');
});

test('plural forms follow the language', () => {
  expect(createTranslate('en', en)('rating.stars', { count: 1, word: 'bad' })).toBe('1 star: bad');
  expect(createTranslate('en', en)('rating.stars', { count: 4, word: 'good' })).toBe('4 stars: good');
  expect(createTranslate('zh-CN', zh)('rating.stars', { count: 1, word: '很不满意' })).toBe('1 星：很不满意');
});
