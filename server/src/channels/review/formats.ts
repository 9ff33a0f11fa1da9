import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Review } from './map.ts';

/*
 * Reviews in the forms of two real places, as they publish them: Google Business Profile's list of reviews (My Business API v4,
 * accounts.locations.reviews) and the CSV that Judge.me gives Shopify shops. Both become our own form; answered ones are told apart.
 */
const stars = { STAR_RATING_UNSPECIFIED: null, ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 5 } as const;
const GoogleReview = z.looseObject({
  name: z.string().default(''), reviewId: z.string().min(1).max(180), reviewer: z.looseObject({ displayName: z.string().default(''), isAnonymous: z.boolean().default(false) }).default({ displayName: '', isAnonymous: false }),
  starRating: z.enum(['STAR_RATING_UNSPECIFIED', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE']).default('STAR_RATING_UNSPECIFIED'), comment: z.string().default(''), createTime: z.string(), updateTime: z.string().default(''),
  reviewReply: z.looseObject({ comment: z.string().default('') }).nullish(),
});
const GoogleList = z.looseObject({ reviews: z.array(GoogleReview).min(1).max(500) });

/** Null where it is not Google's list. A review that was changed is a message of its own in the thread of the first. */
export function fromGoogle(body: unknown): Review[] | null {
  const read = GoogleList.safeParse(body);
  if (!read.success) return null;
  return read.data.reviews.filter((r) => !r.reviewReply?.comment).map((r) => ({
    id: r.updateTime && r.updateTime !== r.createTime ? `${r.reviewId}@${r.updateTime.slice(0, 19)}` : r.reviewId, thread: r.reviewId, author: r.reviewer.isAnonymous ? '' : r.reviewer.displayName.slice(0, 200),
    // «(Translated by Google) … (Original) …»: the customer's own words are the second.
    stars: stars[r.starRating], title: '', text: (/\(Original\)\s*([\s\S]+)$/.exec(r.comment)?.[1] ?? r.comment).trim().slice(0, 20_000), url: '', product: r.name.split('/').slice(0, 4).join('/').slice(0, 200), at: new Date(r.updateTime || r.createTime), photos: [],
  }));
}

const JudgeMeRow = z.looseObject({
  title: z.string().default(''), body: z.string(), rating: z.coerce.number().min(0).max(5), review_date: z.string(), reviewer_name: z.string().default(''), reviewer_email: z.string().default(''),
  product_handle: z.string().default(''), product_id: z.string().default(''), product_url: z.string().default(''), picture_urls: z.string().default(''), reply: z.string().default(''),
});
export const isJudgeMe = (columns: readonly string[]): boolean => ['body', 'rating', 'review_date', 'reviewer_name'].every((name) => columns.includes(name));

/** One line; null where it has been answered. It has no id there: who said what when about which product is one. */
export function fromJudgeMe(row: Readonly<Record<string, string>>): Review | null {
  const r = JudgeMeRow.parse(row);
  if (r.reply !== '') return null;
  const at = dateOf(r.review_date);
  const id = createHash('sha256').update(JSON.stringify([r.reviewer_email, r.reviewer_name, r.review_date, r.product_id || r.product_handle, r.body])).digest('hex').slice(0, 32);
  const photos = r.picture_urls.split(/[\s,]+/).filter((url) => /^https?:\/\//.test(url)).slice(0, 10).map((url) => ({ url, name: url.split(/[/?#]/).findLast((part) => /\.\w{3,4}$/.test(part)) ?? 'photo.jpg', type: 'image/jpeg' }));
  return { id: `judgeme:${id}`, thread: '', author: r.reviewer_name.slice(0, 200), stars: r.rating, title: r.title.slice(0, 500), text: r.body.slice(0, 20_000), url: r.product_url.slice(0, 1000), product: (r.product_handle || r.product_id).slice(0, 200), at, photos };
}

/** «2026-05-18 09:12:00 UTC», «18/05/2026»: days before months, as the template says. */
function dateOf(text: string): Date | null {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? [];
  const at = new Date(day ? `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00Z` : text.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z'));
  return Number.isNaN(at.getTime()) ? null : at;
}
