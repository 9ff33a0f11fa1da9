import { expect, test } from 'vitest';
import { fromBody, starsIn } from './map.ts';
import { soundOf } from './sentiment.ts';

test('how a review sounds, in both languages, with what turns a word round', () => {
  const sound = (text: string, stars: number | null = null) => soundOf(text, stars).sentiment;
  expect(['Great kettle, works well', '质量很好，推荐', 'It is broken and support was rude', '用了三天就坏了，客服没人理', 'not good at all', '不太满意', 'A kettle.'].map((text) => sound(text))).toEqual(['good', 'good', 'bad', 'bad', 'bad', 'bad', 'mixed']);
  expect([sound('ok', 5), sound('ok', 1), sound('Great, but broke', 3)]).toEqual(['good', 'bad', 'good']);
  expect(soundOf('The plug began to smoke, delivery was fast', 4)).toMatchObject({ danger: true, topics: ['delivery'] });
});

test('stars where shops put them', () => {
  expect(['★★☆☆☆ Leaks', 'Rating: 4', '3/5 fine', '2 stars', '评分：4.5', 'five years old'].map(starsIn)).toEqual([2, 4, 3, 2, 4.5, null]);
});

test('CSV by the names in its first line; what is neither is said so', () => {
  expect(fromBody('\ufeffid,author,rating,title,text,date\n7,Ann,2,Loud,"It hums, and leaks",2026-05-18\n', 'text/csv')?.map((p) => JSON.parse(p.content) as unknown)).toMatchObject([{ id: '7', author: 'Ann', stars: 2, text: 'It hums, and leaks' }]);
  expect([fromBody('not json', 'application/json'), fromBody('a,b\n1,2', 'text/csv')]).toEqual([null, null]);
});
