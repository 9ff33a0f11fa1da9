import { z } from 'zod';

/** Settings of one account of 微信客服; the account's address is its open_kfid. */
export const WecomSettings = z.object({
  apiBase: z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com'),
  corpId: z.string().min(1).max(100),
  corpSecret: z.string().min(1).max(200),
  token: z.string().regex(/^[A-Za-z0-9]{3,32}$/),
  encodingAesKey: z.string().regex(/^[A-Za-z0-9]{43}$/),
});
export type WecomSettings = z.infer<typeof WecomSettings>;
