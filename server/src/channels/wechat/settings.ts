import { z } from 'zod';

const base = z.url({ protocol: /^https?$/ });

/** Settings of an official account; the account's address is its AppID. */
export const WeChatSettings = z.object({
  apiBase: base.default('https://api.weixin.qq.com'),
  appSecret: z.string().min(1).max(200),
  /** Chosen by the administrator and told to the platform; signs every delivery. */
  token: z.string().regex(/^[A-Za-z0-9]{3,32}$/),
  /** 43 characters; empty: deliveries come in plain text. */
  encodingAesKey: z.union([z.literal(''), z.string().regex(/^[A-Za-z0-9]{43}$/)]).default(''),
  /** For answers after the 48 hours: a template of the account, and which of its fields carries our words. */
  templateId: z.string().max(100).default(''),
  templateField: z.string().max(40).default('thing1'),
});
export type WeChatSettings = z.infer<typeof WeChatSettings>;
