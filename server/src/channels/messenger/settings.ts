import { z } from 'zod';
import { graphSettings } from '../meta/graph.ts';

/** Settings of a page; the account's address is the page's id. */
export const MessengerSettings = z.object({
  ...graphSettings,
  humanAgent: z.boolean().default(false),
  /** Name in links: m.me/<name>. */
  username: z.string().max(100).default(''),
});
export type MessengerSettings = z.infer<typeof MessengerSettings>;
