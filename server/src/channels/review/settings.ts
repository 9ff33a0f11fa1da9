import { z } from 'zod';

/** Settings of a source of reviews; the account's address is its name in our URL. */
export const ReviewSettings = z.object({
  /** RSS or Atom; empty where reviews are brought by call only. */
  apiBase: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** Signs what is brought and what goes out, as at the webhook. */
  secret: z.string().min(16).max(200),
  /** Where our public answer goes; without it the answer stays a draft to be posted by hand. */
  answerUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** Stars (of five) up to which a review becomes a ticket. */
  stars: z.coerce.number().int().min(0).max(5).default(3),
  /** Words, one per line or between commas, that always make a ticket. */
  words: z.string().max(2000).default(''),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;
