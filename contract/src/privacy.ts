import { z } from 'zod';
import { Id, IdParam, Instant } from './basics.ts';
import { route } from './route.ts';

/** A person asks for everything we hold of them, or to be forgotten; `progress` from 0 to 100. */
export const PrivacyRequest = z.object({
  id: z.int(), customerId: z.int(), kind: z.enum(['export', 'erase']), state: z.enum(['waiting', 'running', 'done', 'failed']), askedBy: z.string(), askedAt: Instant, doneAt: Instant.nullable(),
  progress: z.int(), step: z.string(), counts: z.object({ tables: z.int().optional(), rows: z.int().optional(), files: z.int().optional() }), error: z.string().nullable(), url: z.string().nullable(),
});
export type PrivacyRequest = z.infer<typeof PrivacyRequest>;

/** Numbers as they are shown (`138****8000`) and as they are. */
export const Revealed = z.object({ values: z.array(z.object({ kind: z.enum(['phone', 'identity']), shown: z.string(), value: z.string() })) });
export type Revealed = z.infer<typeof Revealed>;

export const privacy = {
  /** For whom numbers are masked: those of one customer, ticket or message, in full. Who asked, for what and why is in the audit trail. */
  reveal: route({
    method: 'POST', path: '/reveals', summary: 'See masked numbers of one thing in full', right: 'privacy.reveal', reveals: true,
    body: z.object({ what: z.enum(['customer', 'ticket', 'message']), id: Id, reason: z.string().max(500).default('') }), response: Revealed,
  }),
  list: route({ method: 'GET', path: '/customers/:id/privacy', summary: 'Exports and erasures of a customer', right: 'privacy.manage', params: IdParam, response: z.object({ items: z.array(PrivacyRequest) }) }),
  ask: route({ method: 'POST', path: '/customers/:id/privacy', summary: 'Export everything of a customer, or erase them', right: 'privacy.manage', params: IdParam, body: z.object({ kind: z.enum(['export', 'erase']) }), response: PrivacyRequest }),
};
