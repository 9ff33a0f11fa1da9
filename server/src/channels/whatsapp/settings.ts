import { z } from 'zod';
import { graphSettings } from '../meta/graph.ts';

/** Settings of a number at the Cloud API; the account's address is its phone number id. */
export const WhatsAppSettings = z.object({
  ...graphSettings,
  /** The number itself, for links. */
  phone: z.string().max(20).default(''),
  /** For answers after the 24 hours: an approved template with one variable in its body. */
  template: z.string().max(512).default(''),
  templateLanguage: z.string().max(15).default('en'),
});
export type WhatsAppSettings = z.infer<typeof WhatsAppSettings>;
