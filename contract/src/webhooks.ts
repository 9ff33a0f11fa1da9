import { z } from 'zod';
import { Done, Id, IdParam, Instant, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

/** Facts that programs outside may be told of; each carries ids and short values, never whole rows. */
export const webhookEvents = [
  'tickets.opened', 'tickets.changed', 'tickets.customer-wrote', 'tickets.agent-answered', 'tickets.note-added', 'customers.changed', 'customers.joined', 'sla.warned', 'sla.breached', 'surveys.answered',
  'orders.received', 'products.unit-registered', 'repairs.opened', 'repairs.moved', 'returns.opened', 'returns.moved', 'charges.quoted', 'charges.approved', 'charges.declined', 'charges.invoiced', 'charges.paid', 'charges.refunded',
  'parts.arrived', 'shipments.moved', 'visit.booked', 'visit.moved', 'visit.cancelled', 'visit.done', 'vendors.accepted', 'vendors.proved',
] as const;
export const WebhookEvent = z.enum(webhookEvents);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

export const WebhookWrite = z.object({
  name: z.string().trim().min(1).max(100),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  events: z.array(WebhookEvent).min(1).max(webhookEvents.length),
  enabled: z.boolean().default(true),
});
export type WebhookWrite = z.infer<typeof WebhookWrite>;

export const Webhook = z.object({
  ...WebhookWrite.shape,
  enabled: z.boolean(),
  id: z.int(),
  /** Since when nothing arrives; null while things arrive. */
  failingSince: Instant.nullable(),
  fault: z.string().nullable(),
  /** Not delivered yet; counted to 10,000. */
  waiting: z.int(),
  lastDeliveredAt: Instant.nullable(),
});
export type Webhook = z.infer<typeof Webhook>;

export const WebhookDeliveryState = z.enum(['waiting', 'delivered', 'given-up']);
export const WebhookDelivery = z.object({
  id: z.int(), eventId: z.int(), type: z.string(), stream: z.string(), replayed: z.boolean(), state: WebhookDeliveryState, tries: z.int(), madeAt: Instant, nextAt: Instant.nullable(), doneAt: Instant.nullable(),
  /** HTTP status of the last answer; null when there was none. */
  status: z.int().nullable(), ms: z.int().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveryFull = WebhookDelivery.extend({ body: z.string(), answer: z.string().nullable() });

/** The secret is shown once; what is signed with it says docs/webhooks.md. */
const Secret = z.object({ secret: z.string() });
const right = 'webhooks.manage';

export const webhooks = {
  list: route({ method: 'GET', path: '/webhooks', summary: 'Programs outside that are told of facts', right, response: z.object({ items: z.array(Webhook) }) }),
  create: route({ method: 'POST', path: '/webhooks', summary: 'Tell a program outside of facts; the secret is shown once', right, status: 201, idempotent: true, body: WebhookWrite, response: z.object({ webhook: Webhook, ...Secret.shape }) }),
  update: route({ method: 'PUT', path: '/webhooks/:id', summary: 'Change address, facts, or switch it off; what waits keeps waiting', right, params: IdParam, body: WebhookWrite, response: Webhook }),
  remove: route({ method: 'DELETE', path: '/webhooks/:id', summary: 'Remove it with its log', right, params: IdParam, response: Done }),
  renew: route({ method: 'POST', path: '/webhooks/:id/secret', summary: 'A new secret, shown once; the old one signs beside it for a day', right, params: IdParam, response: Secret }),
  test: route({
    method: 'POST', path: '/webhooks/:id/test', summary: 'Send a fact of type webhooks.test now', right, params: IdParam,
    response: z.object({ ok: z.boolean(), status: z.int().nullable(), ms: z.int(), answer: z.string() }),
  }),
  deliveries: route({ method: 'GET', path: '/webhooks/:id/deliveries', summary: 'What was sent and what became of it, newest first', right, params: IdParam, query: PageQuery.extend({ state: WebhookDeliveryState.optional() }), response: page(WebhookDelivery) }),
  delivery: route({ method: 'GET', path: '/webhook-deliveries/:id', summary: 'One delivery with both bodies', right, params: IdParam, response: WebhookDeliveryFull }),
  again: route({ method: 'POST', path: '/webhook-deliveries/:id/again', summary: 'Send it once more', right, params: z.object({ id: Id }), response: Done }),
  replay: route({
    method: 'POST', path: '/webhooks/:id/replay', summary: 'Send all its facts of a span of time once more, in their order', right, status: 202, params: IdParam,
    body: z.object({ from: Instant, to: Instant }).refine((span) => Date.parse(span.from) < Date.parse(span.to), { path: ['to'] }), response: Done,
  }),
};
