import { z } from 'zod';
import { Done, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { Customer } from './customers.ts';
import { route } from './route.ts';

/** Names a condition over customers may use, in the order they are offered. `spent` is in whole units of the currency they mostly buy in. */
export const customerNames = ['kind', 'tier', 'language', 'region', 'tags', 'contract', 'company', 'role', 'number', 'createdDays', 'hasEmail', 'hasPhone', 'tickets', 'openTickets', 'complaints', 'lastTicketDays', 'rating', 'ratings', 'units', 'orders', 'spent', 'lastOrderDays'] as const;
const Write = z.object({
  name: Names, /** FEEL over a customer. */ condition: z.string().min(1).max(2000),
  /** Set on whoever comes in, taken from whoever leaves – unless somebody had set it by hand. Null: only a segment. */ tag: z.string().min(1).max(40).nullable().default(null),
});
export const Segment = Write.extend({
  id: z.int(), tag: z.string().nullable(), members: z.int(), /** Being counted for the first time, or anew: how far. */ counting: z.number().min(0).max(1).nullable(), countedAt: Instant.nullable(), version: z.int(),
});
export type Segment = z.infer<typeof Segment>;
/** What a condition would find: among the newest customers, at most so many are looked at. */
export const SegmentTrial = z.object({ looked: z.int(), matched: z.int(), /** More than were looked at. */ truncated: z.boolean(), gains: z.int(), loses: z.int(), samples: z.array(z.object({ id: z.int(), name: z.string(), tags: z.array(z.string()) })) });
export type SegmentTrial = z.infer<typeof SegmentTrial>;

export const segments = {
  list: route({ method: 'GET', path: '/segments', summary: 'Segments of customers with how many are in each', right: 'customers.read', response: z.object({ items: z.array(Segment) }) }),
  create: route({ method: 'POST', path: '/segments', summary: 'Add a segment; it is counted in the background', right: 'segments.manage', status: 201, idempotent: true, body: Write, response: Segment }),
  update: route({ method: 'PUT', path: '/segments/:id', summary: 'Change a segment', right: 'segments.manage', params: IdParam, body: Write, response: Segment }),
  remove: route({ method: 'DELETE', path: '/segments/:id', summary: 'Remove a segment; tags it set are taken away', right: 'segments.manage', params: IdParam, response: Done }),
  try: route({ method: 'POST', path: '/segments/try', summary: 'Whom a condition would find; nothing is changed', right: 'segments.manage', body: z.object({ condition: z.string().min(1).max(2000), tag: z.string().max(40).nullable().default(null) }), response: SegmentTrial }),
  members: route({ method: 'GET', path: '/segments/:id/customers', summary: 'Who is in a segment, newest first', right: 'customers.read', params: IdParam, query: PageQuery.extend({ q: z.string().max(200).optional() }), response: page(Customer) }),
};
