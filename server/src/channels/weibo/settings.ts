import { z } from 'zod';

/** Settings of an account with the fan service; the account's address is its UID. */
export const WeiboSettings = z.object({
  apiBase: z.url({ protocol: /^https?$/ }).default('https://m.api.weibo.com'),
  /** Files come from a host of their own. */
  dataBase: z.url({ protocol: /^https?$/ }).default('https://upload.api.weibo.com'),
  /** Signs every delivery. */
  appSecret: z.string().min(1).max(200),
  accessToken: z.string().min(1).max(500),
});
export type WeiboSettings = z.infer<typeof WeiboSettings>;
