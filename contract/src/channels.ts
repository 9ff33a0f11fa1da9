import { z } from 'zod';
import { ChannelKind, Done, IdParam, Instant, Language } from './basics.ts';
import { route } from './route.ts';

/**
 * A channel account: one mailbox, one chat on a site, one webhook. `settings` follow the adapter's own schema; secrets are
 * written but never read back (they come back as "" with their names in `secretsSet`).
 */
export const ChannelAccount = z.object({
  id: z.int(),
  kind: ChannelKind,
  name: z.string().min(1).max(120),
  /** Mail address, chat site key, webhook name: unique per kind. */
  address: z.string().max(320),
  language: Language,
  teamId: z.int().nullable(),
  enabled: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  secretsSet: z.array(z.string()),
  /** How it goes: last success, last fault as a sentence. */
  health: z.object({ state: z.enum(['ok', 'failing', 'idle', 'off']), lastOkAt: Instant.nullable(), error: z.string().nullable() }),
});
export type ChannelAccount = z.infer<typeof ChannelAccount>;
const Write = ChannelAccount.pick({ kind: true, name: true, address: true, language: true, teamId: true, enabled: true, settings: true });

export const channels = {
  list: route({ method: 'GET', path: '/channels', summary: 'Channel accounts', right: 'org.read', response: z.object({ items: z.array(ChannelAccount) }) }),
  create: route({ method: 'POST', path: '/channels', summary: 'Add a channel account', right: 'channels.manage', status: 201, body: Write, response: ChannelAccount }),
  update: route({ method: 'PATCH', path: '/channels/:id', summary: 'Change a channel account', right: 'channels.manage', params: IdParam, body: Write.omit({ kind: true }).partial(), response: ChannelAccount }),
  remove: route({ method: 'DELETE', path: '/channels/:id', summary: 'Switch a channel account off for good', right: 'channels.manage', params: IdParam, response: Done }),
  /** Connects, signs in, and for mail sends a test message to the caller. */
  test: route({ method: 'POST', path: '/channels/:id/test', summary: 'Try a channel account', right: 'channels.manage', params: IdParam, response: z.object({ ok: z.boolean(), steps: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })) }) }),
};
