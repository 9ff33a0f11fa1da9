import { z } from 'zod';

/** A Chatwoot account; `inbox` is one of the kind API, in which we may write for customers. */
export const ChatwootSettings = z.object({
  apiBase: z.url({ protocol: /^https?$/ }),
  account: z.coerce.number().int().positive(),
  inbox: z.coerce.number().int().positive(),
  apiToken: z.string().max(200).default(''),
  webhookSecret: z.string().max(200).default(''),
  /** Conversations that begin there come here too. */
  take: z.boolean().default(true),
  /** Internal notes go both ways, too. */
  notes: z.boolean().default(false),
});
export type ChatwootSettings = z.infer<typeof ChatwootSettings>;
