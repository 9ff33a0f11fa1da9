import { z } from 'zod';

/** Settings of a bot; the account's address is its user name. */
export const TelegramSettings = z.object({
  apiBase: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
  /** From @BotFather. */
  botToken: z.string().regex(/^\d+:[\w-]{20,}$/),
  /** Comes back with every delivery. */
  secretToken: z.string().regex(/^[\w-]{16,256}$/),
});
export type TelegramSettings = z.infer<typeof TelegramSettings>;
