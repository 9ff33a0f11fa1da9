import { z } from 'zod';
import { graphSettings } from '../meta/graph.ts';

/** Settings of a professional account; the account's address is its Instagram id. */
export const InstagramSettings = z.object({
  ...graphSettings,
  apiBase: z.url({ protocol: /^https?$/ }).default('https://graph.instagram.com/v23.0'),
  humanAgent: z.boolean().default(false),
  /** Name in links: ig.me/m/<name>. */
  username: z.string().max(100).default(''),
});
export type InstagramSettings = z.infer<typeof InstagramSettings>;
