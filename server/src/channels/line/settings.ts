import { z } from 'zod';

/** Settings of an official account; the account's address is its channel id. */
export const LineSettings = z.object({
  apiBase: z.url({ protocol: /^https?$/ }).default('https://api.line.me'),
  /** Files come from a host of their own. */
  dataBase: z.url({ protocol: /^https?$/ }).default('https://api-data.line.me'),
  /** Signs every delivery. */
  channelSecret: z.string().min(1).max(200),
  accessToken: z.string().min(1).max(500),
  /** `@…`, for links. */
  basicId: z.string().max(40).default(''),
});
export type LineSettings = z.infer<typeof LineSettings>;
