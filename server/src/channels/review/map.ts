import { parse as parseCsv } from 'csv-parse/sync';
import { parseFeed } from 'htmlparser2';
import { z } from 'zod';
import { say, soundOf } from '../../platform/i18n/index.ts';
import type { RawItem } from '../channel.ts';
import { fetchBytes, jsonOf } from '../social/api.ts';
import type { Desk, Piece, Reading } from '../social/platform.ts';
import { fromGoogle, fromJudgeMe, isJudgeMe } from './formats.ts';
import type { ReviewSettings } from './settings.ts';

export const Review = z.object({
  id: z.string().min(1).max(200), author: z.string().max(200).default(''), stars: z.coerce.number().min(0).max(5).nullish(), title: z.string().max(500).default(''), text: z.string().max(20_000).default(''),
  url: z.string().max(1000).default(''), product: z.string().max(200).default(''), at: z.coerce.date().nullish(),
  /** Of the first review where this adds to one. */
  thread: z.string().max(200).default(''), photos: z.array(z.object({ url: z.url({ protocol: /^https?$/ }), name: z.string().max(200).default('photo.jpg'), type: z.string().max(100).default('image/jpeg') })).max(10).default([]),
});
export type Review = z.infer<typeof Review>;
const most = 500;

const toPiece = (review: Review): Piece => ({ externalId: review.id, content: JSON.stringify(review) });

/** JSON `{ "reviews": [...] }` in our form or Google's, or CSV with our names or Judge.me's in its first line. Null when it is neither. */
export function fromBody(body: string, type: string): Piece[] | null {
  if (!type.includes('csv')) {
    const json = jsonOf(body);
    const read = z.object({ reviews: z.array(Review).max(most) }).safeParse(json);
    return (read.success ? read.data.reviews : fromGoogle(json))?.map(toPiece) ?? null;
  }
  try {
    const rows = parseCsv(body, { columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()), bom: true, skip_empty_lines: true, trim: true, to: most }) as Record<string, string>[];
    if (rows[0] && isJudgeMe(Object.keys(rows[0]))) return rows.flatMap((row) => { const one = fromJudgeMe(row); return one ? [toPiece(one)] : []; });
    return rows.map((row) => toPiece(Review.parse({ ...row, stars: row['stars'] || row['rating'] || null, at: row['at'] || row['date'] || null })));
  } catch {
    return null;
  }
}

/** Entries of an RSS or Atom feed. Stars stand where shops put them: «4/5», «★★★★☆», «Rating: 4». */
export function fromFeed(xml: string): Piece[] | null {
  const feed = parseFeed(xml);
  if (!feed) return null;
  return feed.items.slice(0, most).flatMap((item) => {
    const id = item.id ?? item.link ?? '';
    if (id === '') return [];
    const text = (item.description ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
    return [toPiece({ id: id.slice(0, 200), author: '', title: (item.title ?? '').slice(0, 500), text: text.slice(0, 20_000), url: (item.link ?? '').slice(0, 1000), product: '', thread: '', photos: [], stars: starsIn(`${item.title ?? ''} ${text}`), at: item.pubDate ?? null })];
  });
}

export function starsIn(text: string): number | null {
  const drawn = /[★⭐]{1,5}/u.exec(text);
  if (drawn) return [...drawn[0]].length;
  const [, said] = /(?:rating|stars?|评分|星级)\s*[:：]?\s*([0-5](?:\.\d)?)|\b([0-5](?:\.\d)?)\s*(?:\/\s*5|stars?|out of 5|星)/i.exec(text)?.filter((one, n) => n === 0 || one !== undefined) ?? [];
  return said === undefined ? null : Number(said);
}

/** A review that needs an answer becomes a message; the others are kept as they came and make no ticket. */
export async function read(raw: RawItem, desk: Desk<ReviewSettings>): Promise<Reading> {
  const r = Review.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  const { language } = desk.account;
  const stars = r.stars ?? null;
  const sound = soundOf(`${r.title}\n${r.text}`, stars);
  if (!needsAnswer(r, stars, sound, desk.settings)) return { kind: 'nothing' };
  const facts = [stars === null ? '' : say(language, 'social.review-stars', { stars }), say(language, `social.review-sound.${sound.sentiment}`), ...sound.topics.map((topic) => say(language, `social.review-topic.${topic}`)), sound.danger ? say(language, 'social.review-danger') : ''].filter(Boolean).join(' · ');
  return {
    kind: 'message', person: { id: r.thread || r.id, name: r.author || say(language, 'social.review-somebody') }, at: r.at ?? raw.receivedAt, subject: [r.title || say(language, 'social.review-subject', { product: r.product }), facts].filter(Boolean).join(' · '),
    text: [r.text, r.url].filter(Boolean).join('\n'), media: r.photos.map((photo) => ({ name: photo.name, type: photo.type, fetch: async () => (await fetchBytes(desk.fetch, photo.url, {}, () => null)).bytes })), meta: { review: r.id, url: r.url, stars, ...sound },
  };
}

function needsAnswer(r: Review, stars: number | null, sound: ReturnType<typeof soundOf>, settings: ReviewSettings): boolean {
  const words = settings.words.toLowerCase().split(/[\n,，、]+/).map((word) => word.trim()).filter(Boolean);
  const text = `${r.title} ${r.text}`.toLowerCase();
  return sound.danger || words.some((word) => text.includes(word)) || (stars === null ? sound.sentiment === 'bad' : stars <= settings.stars);
}
