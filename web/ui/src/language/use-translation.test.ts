import i18next from 'i18next';
import { expect, test } from 'vitest';
import { wordsOf } from './use-translation.ts';

test('gives the same words as the library, keeps them, and follows language and words that come later', async () => {
  await i18next.init({ lng: 'en', fallbackLng: false, ns: ['app'], defaultNS: 'app', interpolation: { escapeValue: false }, resources: { en: { app: { hi: 'Hello', n_one: '{{count}} day', n_other: '{{count}} days' }, ui: { back: 'Back' } }, 'zh-CN': { app: { hi: '您好', n_other: '{{count}} 天' } } } });
  const en = wordsOf(['app', 'ui']);
  expect([en.t('hi'), en.t('hi'), en.t('n', { count: 1 }), en.t('n', { count: 2 }), en.t('ui:back')]).toEqual(['Hello', 'Hello', '1 day', '2 days', 'Back']);
  expect(wordsOf(['app', 'ui'])).toBe(en);
  // A part of the app whose words are not here yet.
  expect(wordsOf(['late']).t('word')).toBe('word');
  i18next.addResourceBundle('en', 'late', { word: 'come' });
  expect(wordsOf(['late']).t('word')).toBe('come');
  await i18next.changeLanguage('zh-CN');
  expect([wordsOf(['app']).t('hi'), wordsOf(['app']).t('n', { count: 3 })]).toEqual(['您好', '3 天']);
});
