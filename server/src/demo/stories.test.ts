import { expect, test } from 'vitest';
import { products } from './company.ts';
import { storiesOf, topics } from './topics/index.ts';

test.each(topics.flatMap((topic) => (['zh-CN', 'en'] as const).map((language) => [topic.key, language, topic] as const)))('%s in %s tells of words that are there, whatever the product', (_, language, topic) => {
  const words = language === 'zh-CN' ? topic.zh : topic.en;
  const sold = products.filter((p) => topic.products.length === 0 || topic.products.includes(p.key)).map((p) => storiesOf(topic.key, language, p.key));
  for (const story of sold.flat()) for (const [part, places] of Object.entries(story)) expect([part, places, places.length > 0 && places.every((place) => words[part as keyof typeof words][place] !== undefined)]).toEqual([part, places, true]);
  // Either all of its products have a story or none has.
  expect(new Set(sold.map((one) => one.length > 0)).size).toBe(1);
});
