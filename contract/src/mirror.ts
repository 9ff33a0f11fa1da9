import { z } from 'zod';
import { Done, Id, IdParam, Instant, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

/** Here and in an outside desk the same thing was changed differently, or one names somebody the other does not know. */
export const MirrorConflict = z.object({
  id: z.int(), ticketId: z.int(), subject: z.string(), remoteUrl: z.string(), field: z.enum(['status', 'owner']), here: z.string(), there: z.string(), reason: z.enum(['both-changed', 'nobody-here', 'nobody-there']), foundAt: Instant,
});
export type MirrorConflict = z.infer<typeof MirrorConflict>;
/** How it stands with an outside desk. */
export const MirrorState = z.object({
  /** Doors of ours that it mirrors. */
  doors: z.array(z.object({ id: z.int(), name: z.string(), kind: z.string() })),
  links: z.int(), messages: z.int(), failing: z.int(), conflicts: z.int(),
  lookedAt: Instant.nullable(), levelAt: Instant.nullable(),
  /** It asked us to wait until then. */
  holdUntil: Instant.nullable(),
  webhookUrl: z.string(),
  faults: z.array(z.object({ linkId: z.int(), ticketId: z.int(), subject: z.string(), error: z.string(), remoteUrl: z.string() })),
});
export type MirrorState = z.infer<typeof MirrorState>;
export const MirrorTwin = z.object({ linkId: z.int(), deskId: z.int(), deskName: z.string(), kind: z.enum(['zendesk', 'chatwoot']), remoteId: z.string().nullable(), remoteUrl: z.string(), levelAt: Instant.nullable(), error: z.string().nullable(), conflicts: z.array(MirrorConflict) });
export type MirrorTwin = z.infer<typeof MirrorTwin>;
/** A message of a door that only passes on. */
export const Forwarding = z.object({ messageId: z.int(), from: z.string(), preview: z.string(), state: z.enum(['waiting', 'done', 'failed']), attempts: z.int(), error: z.string().nullable(), askedAt: Instant, doneAt: Instant.nullable() });
export type Forwarding = z.infer<typeof Forwarding>;

export const mirror = {
  state: route({ method: 'GET', path: '/mirror/desks/:id', summary: 'How it stands with an outside desk', right: 'channels.manage', params: IdParam, response: MirrorState }),
  conflicts: route({ method: 'GET', path: '/mirror/desks/:id/conflicts', summary: 'What an outside desk and we changed differently', right: 'channels.manage', params: IdParam, query: PageQuery, response: page(MirrorConflict) }),
  /** `here`: ours counts there too; `there`: theirs counts here too. */
  resolve: route({ method: 'POST', path: '/mirror/conflicts/:id', summary: 'Decide whose word counts', right: 'tickets.write', params: IdParam, body: z.object({ choose: z.enum(['here', 'there']) }), response: Done }),
  look: route({ method: 'POST', path: '/mirror/desks/:id/look', summary: 'Look at an outside desk now', right: 'channels.manage', params: IdParam, response: Done }),
  again: route({ method: 'POST', path: '/mirror/links/:id/again', summary: 'Try a ticket that failed again', right: 'tickets.write', params: IdParam, response: Done }),
  twins: route({ method: 'GET', path: '/tickets/:id/twins', summary: 'A ticket in outside desks', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(MirrorTwin) }) }),
  forwardings: route({ method: 'GET', path: '/channels/:id/forwardings', summary: 'What a channel passed on', right: 'channels.manage', params: IdParam, query: PageQuery, response: page(Forwarding) }),
  forwardAgain: route({ method: 'POST', path: '/forwardings/:messageId/again', summary: 'Pass a message on once more', right: 'channels.manage', params: z.object({ messageId: Id }), response: Done }),
};
