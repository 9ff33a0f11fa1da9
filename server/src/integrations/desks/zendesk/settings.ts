import { z } from 'zod';

/** A Zendesk account: `https://norvane.zendesk.com`, a person there whose name our words carry, an API token of theirs. */
export const ZendeskSettings = z.object({
  apiBase: z.url({ protocol: /^https?$/ }),
  user: z.email(),
  apiToken: z.string().max(200).default(''),
  webhookSecret: z.string().max(200).default(''),
  /** Tickets that begin there come here too. */
  take: z.boolean().default(true),
  /** Internal notes go both ways, too. */
  notes: z.boolean().default(false),
});
export type ZendeskSettings = z.infer<typeof ZendeskSettings>;
