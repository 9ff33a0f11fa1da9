import { expect, test } from 'vitest';
import { fromBody, starsIn } from './map.ts';
import { soundOf } from '../../platform/i18n/index.ts';

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

const read = (body: string, type: string) => fromBody(body, type)?.map((p) => JSON.parse(p.content) as Record<string, unknown>);
test("Google's list of reviews: stars in words, the customer's own words, changed ones in the first one's thread, answered ones left out", () => {
  const review = (reviewId: string, more: object) => ({ name: `accounts/1/locations/2/reviews/${reviewId}`, reviewId, reviewer: { displayName: 'Ann Lee', profilePhotoUrl: 'https://lh3.example/a' }, starRating: 'TWO', comment: 'It hums', createTime: '2026-05-18T08:00:00Z', updateTime: '2026-05-18T08:00:00Z', ...more });
  const list = { reviews: [review('r1', {}), review('r2', { starRating: 'ONE', comment: '(Translated by Google) It leaks\n\n(Original)\nEs leckt', reviewer: { displayName: 'A Google User', isAnonymous: true } }), review('r3', { updateTime: '2026-05-20T08:00:00.123Z', comment: 'Still hums' }), review('r4', { reviewReply: { comment: 'Sorry', updateTime: '2026-05-19T08:00:00Z' } })], averageRating: 2.5, totalReviewCount: 4, nextPageToken: 'x' };
  expect(read(JSON.stringify(list), 'application/json')).toMatchObject([
    { id: 'r1', thread: 'r1', author: 'Ann Lee', stars: 2, text: 'It hums', product: 'accounts/1/locations/2', at: '2026-05-18T08:00:00.000Z' },
    { id: 'r2', author: '', stars: 1, text: 'Es leckt' }, { id: 'r3@2026-05-20T08:00:00', thread: 'r3', text: 'Still hums' },
  ]);
  expect(read(JSON.stringify({ reviews: [{ reviewId: 'x' }] }), 'application/json')).toBeUndefined();
});

test("Judge.me's CSV: photos, dates in both ways, the same line again is the same review", () => {
  const csv = 'title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,product_handle,reply,reply_date,picture_urls\n'
    + 'Loud,"It hums, all day",2,2026-05-18 09:12:00 UTC,email,ok,Ann Lee,ann@example.com,42,kettle,,,"https://cdn.example/a/lid.jpg,https://cdn.example/b.png?x=1"\n,Fine,5,19/05/2026,email,ok,Bo,bo@example.com,42,kettle,,,\nBad,Broke,1,2026-05-19,email,ok,Cy,cy@example.com,42,kettle,We are sorry,2026-05-20,\n';
  const [first, second, ...more] = read(csv, 'text/csv') ?? [];
  expect(first).toMatchObject({ id: expect.stringMatching(/^judgeme:[0-9a-f]{32}$/), author: 'Ann Lee', stars: 2, title: 'Loud', text: 'It hums, all day', product: 'kettle', at: '2026-05-18T09:12:00.000Z', photos: [{ url: 'https://cdn.example/a/lid.jpg', name: 'lid.jpg' }, { url: 'https://cdn.example/b.png?x=1', name: 'b.png' }] });
  expect([second?.['at'], more.length]).toEqual(['2026-05-19T00:00:00.000Z', 0]);
  expect(read(csv, 'text/csv')?.map((r) => r['id'])).toEqual([first?.['id'], second?.['id']]);
});
