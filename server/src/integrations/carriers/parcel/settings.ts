import { z } from 'zod';

/** Settings of a carrier that speaks the parcel API (see README). */
export const ParcelSettings = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(8).max(200),
  /** Signs what the carrier posts to us. */
  webhookSecret: z.string().min(16).max(200),
  /** `{number}` stands for the tracking number. */
  trackingPage: z.string().max(300).default(''),
});
export type ParcelSettings = z.infer<typeof ParcelSettings>;
