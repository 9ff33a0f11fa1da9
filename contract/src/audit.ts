import { z } from 'zod';
import { Id, Instant, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

/** One line: who did what (`role.changed`) to what (`role:clerk`), with what it was before and is after. */
export const AuditEntry = z.object({
  id: z.int(), at: Instant, actor: z.object({ kind: z.enum(['agent', 'customer', 'system', 'api']), id: z.int().nullable(), name: z.string() }), action: z.string(), subject: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(), after: z.record(z.string(), z.unknown()).nullable(), reason: z.string().nullable(),
  /** Part of the chain already. */
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditVerdict = z.object({
  checked: z.int(), head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  fault: z.object({ kind: z.enum(['changed', 'missing', 'unsealed', 'cut']), seq: z.int(), entryId: z.int().nullable() }).nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/** The audit trail: append-only and chained; `npx aftercare audit verify` walks all of it. */
export const audit = {
  list: route({
    method: 'GET', path: '/audit', summary: 'Who changed what, newest first', right: 'audit.read',
    /** `what`: a kind of thing (`role`) or one thing done (`role.changed`). */
    query: PageQuery.extend({ actorId: Id.optional(), what: z.string().max(60).optional(), subject: z.string().max(120).optional(), q: z.string().max(120).optional(), from: Instant.optional(), to: Instant.optional() }), response: page(AuditEntry),
  }),
  verification: route({ method: 'GET', path: '/audit/verification', summary: 'Whether the newest part of the trail is as it was written', right: 'audit.read', response: AuditVerdict }),
};
