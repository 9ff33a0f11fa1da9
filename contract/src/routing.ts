import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language, Tier } from './basics.ts';
import { route } from './route.ts';

/** A queue: where tickets that match wait for somebody of its team who can take them. */
export const Queue = z.object({
  id: z.int(),
  name: z.string().min(1).max(120),
  teamId: z.int(),
  match: z.object({ channels: z.array(ChannelKind).default([]), types: z.array(z.string()).default([]), tiers: z.array(Tier).default([]), languages: z.array(Language).default([]), /** FEEL over the ticket's facts, beside the lists. */ condition: z.string().max(1000).optional() }),
  /** Skills a person must have, each with its lowest level. */
  skills: z.array(z.object({ skillId: Id, level: z.int().min(1).max(5) })),
  /** Must the person speak the customer's language? */
  matchLanguage: z.boolean(),
  position: z.int(),
  enabled: z.boolean(),
});
export type Queue = z.infer<typeof Queue>;

/** Why somebody got, or did not get, a ticket. */
export const RoutingExplanation = z.object({
  at: Instant,
  outcome: z.enum(['assigned', 'waiting', 'manual']),
  queue: z.string().nullable(),
  agent: z.object({ id: z.int(), name: z.string() }).nullable(),
  candidates: z.array(z.object({
    id: z.int(), name: z.string(), chosen: z.boolean(),
    /** Stable words: offline, off-shift, full, skill, language, load, tier … with the figures. */
    reasons: z.array(z.object({ code: z.enum(['offline', 'off-shift', 'on-the-phone', 'full', 'missing-skill', 'missing-language', 'excluded', 'load', 'waited-longest', 'knows-customer', 'skill-level', 'only-one']), detail: z.string() })),
  })),
});
export type RoutingExplanation = z.infer<typeof RoutingExplanation>;

export const routing = {
  queues: route({ method: 'GET', path: '/queues', summary: 'Queues', right: 'org.read', response: z.object({ items: z.array(Queue.extend({ waiting: z.int() })) }) }),
  createQueue: route({ method: 'POST', path: '/queues', summary: 'Add a queue', right: 'routing.manage', status: 201, body: Queue.omit({ id: true }), response: Queue }),
  updateQueue: route({ method: 'PUT', path: '/queues/:id', summary: 'Change a queue', right: 'routing.manage', params: IdParam, body: Queue.omit({ id: true }), response: Queue }),
  deleteQueue: route({ method: 'DELETE', path: '/queues/:id', summary: 'Remove a queue', right: 'routing.manage', params: IdParam, response: Done }),
  explain: route({ method: 'GET', path: '/tickets/:id/routing', summary: 'Why this person (latest first)', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(RoutingExplanation) }) }),
};
