import { z } from 'zod';

/** Settings of a webhook; the account's address is the name in its URL. */
export const WebhookSettings = z.object({
  /** Signs what comes in and what goes out. */
  secret: z.string().min(16).max(200),
  /** Where answers go; without it they stay here and are marked as not delivered. */
  callbackUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;
