import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language } from './basics.ts';
import { route } from './route.ts';

/** Outside desks that mirror doors of ours. */
export const outsideDesks: readonly ChannelKind[] = ['zendesk', 'chatwoot'];
export const ModeKind = z.enum(['here', 'mirror', 'forward']);
export type ModeKind = z.infer<typeof ModeKind>;
/** Somebody waits on these for an answer from this very house, so nothing is only passed on there. */
const answeredHere: readonly ChannelKind[] = ['chat', 'portal', 'phone', 'counter'];
/** How a door may run: worked on here, here and beside it in an outside desk, or only passed on. */
export const modesOf = (kind: ChannelKind): readonly ModeKind[] => (outsideDesks.includes(kind) ? ['here'] : answeredHere.includes(kind) ? ['here', 'mirror'] : ['here', 'mirror', 'forward']);
const ForwardTo = z.discriminatedUnion('to', [z.object({ to: z.literal('mail'), address: z.email().max(320) }), z.object({ to: z.literal('webhook'), address: z.url({ protocol: /^https?$/ }).max(500) })]);
/** The secret is written but never read back; an empty one keeps the old. */
export const AccountMode = z.object({ kind: ModeKind, mirrorId: Id.nullish(), forward: ForwardTo.nullish(), forwardSecret: z.string().min(16).max(200).or(z.literal('')).optional() });
export type AccountMode = z.infer<typeof AccountMode>;

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
  mode: z.object({ kind: ModeKind, mirrorId: z.int().nullable(), forward: z.object({ to: z.enum(['mail', 'webhook']), address: z.string() }).nullable(), forwardSecretSet: z.boolean() }),
  /** How it goes: last success, last fault as a sentence. */
  health: z.object({ state: z.enum(['ok', 'failing', 'idle', 'off']), lastOkAt: Instant.nullable(), error: z.string().nullable() }),
});
export type ChannelAccount = z.infer<typeof ChannelAccount>;
/** A kind of door this server knows. `connectable`: somebody can set one up; `here`: customers come by it, as one is set up or as it needs none. */
export const DoorKind = z.object({ kind: ChannelKind, connectable: z.boolean(), here: z.boolean() });
export type DoorKind = z.infer<typeof DoorKind>;
const Write = ChannelAccount.pick({ kind: true, name: true, address: true, language: true, teamId: true, enabled: true, settings: true }).extend({ address: z.string().min(1).max(320) });

export const channels = {
  list: route({ method: 'GET', path: '/channels', summary: 'Channel accounts, and the kinds there are', right: 'org.read', response: z.object({ items: z.array(ChannelAccount), kinds: z.array(DoorKind) }) }),
  create: route({ method: 'POST', path: '/channels', summary: 'Add a channel account', right: 'channels.manage', status: 201, body: Write, response: ChannelAccount }),
  update: route({ method: 'PATCH', path: '/channels/:id', summary: 'Change a channel account', right: 'channels.manage', params: IdParam, body: Write.omit({ kind: true }).partial(), response: ChannelAccount }),
  setMode: route({ method: 'PUT', path: '/channels/:id/mode', summary: 'Say how a channel runs: here, mirrored, or only passed on', right: 'channels.manage', params: IdParam, body: AccountMode, response: ChannelAccount }),
  remove: route({ method: 'DELETE', path: '/channels/:id', summary: 'Switch a channel account off for good', right: 'channels.manage', params: IdParam, response: Done }),
  /** Connects, signs in, and for mail sends a test message to the caller. */
  test: route({ method: 'POST', path: '/channels/:id/test', summary: 'Try a channel account', right: 'channels.manage', params: IdParam, response: z.object({ ok: z.boolean(), steps: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string(), /** Not ok yet: something is still to be done by a person; `words` is what they send. */ waiting: z.boolean().optional(), words: z.string().optional() })) }) }),
};
