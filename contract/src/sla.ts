import { z } from 'zod';
import { ChannelKind, Done, IdParam, Instant, Tier } from './basics.ts';
import { route } from './route.ts';
import { Priority } from './tickets.ts';

export const ClockTarget = z.enum(['first-response', 'solution', 'closing']);
export type ClockTarget = z.infer<typeof ClockTarget>;
/** One SLA target running on a ticket. Times are working seconds of the policy's calendar. */
export const Clock = z.object({
  id: z.int(),
  target: ClockTarget,
  state: z.enum(['running', 'paused', 'met', 'breached', 'cancelled']),
  dueAt: Instant.nullable(),
  startedAt: Instant,
  warnAt: Instant.nullable(),
  metAt: Instant.nullable(),
  breachedAt: Instant.nullable(),
  targetSeconds: z.int(),
  usedSeconds: z.int(),
  policy: z.string(),
});
export type Clock = z.infer<typeof Clock>;
/** The sum behind a clock, ready to be said as sentences. */
export const ClockExplanation = Clock.extend({
  calendar: z.string(),
  steps: z.array(z.object({ kind: z.enum(['started', 'paused', 'resumed', 'retargeted', 'met', 'breached', 'cancelled', 'reopened']), at: Instant, reason: z.string(), usedSeconds: z.int() })),
  /** Days that did not count, or counted although unusual, with their names in the caller's language. */
  days: z.array(z.object({ date: z.string(), kind: z.enum(['weekend', 'holiday', 'make-up-day']), name: z.string(), seconds: z.int() })),
});
export type ClockExplanation = z.infer<typeof ClockExplanation>;

export const SlaPolicy = z.object({
  id: z.int(),
  name: z.string().min(1).max(120),
  /** Empty lists match everything; the first policy by position that matches is taken. */
  match: z.object({ channels: z.array(ChannelKind).default([]), types: z.array(z.string()).default([]), tiers: z.array(Tier).default([]), priorities: z.array(Priority).default([]), /** FEEL over the ticket's facts, beside the lists. */ condition: z.string().max(1000).optional() }),
  calendarId: z.int(),
  /** Minutes of working time; null = no such clock. */
  targets: z.object({ 'first-response': z.int().positive().nullable(), solution: z.int().positive().nullable(), closing: z.int().positive().nullable() }),
  /** Share of the target used when the warning comes. */
  warnAt: z.number().min(0.1).max(0.99),
  position: z.int(),
  enabled: z.boolean(),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

export const sla = {
  clocks: route({ method: 'GET', path: '/tickets/:id/clocks', summary: 'Clocks of a ticket, explained', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(ClockExplanation) }) }),
  policies: route({ method: 'GET', path: '/sla-policies', summary: 'SLA policies', right: 'org.read', response: z.object({ items: z.array(SlaPolicy) }) }),
  createPolicy: route({ method: 'POST', path: '/sla-policies', summary: 'Add an SLA policy', right: 'sla.manage', status: 201, body: SlaPolicy.omit({ id: true }), response: SlaPolicy }),
  updatePolicy: route({ method: 'PUT', path: '/sla-policies/:id', summary: 'Change an SLA policy; open clocks follow', right: 'sla.manage', params: IdParam, body: SlaPolicy.omit({ id: true }), response: SlaPolicy }),
  deletePolicy: route({ method: 'DELETE', path: '/sla-policies/:id', summary: 'Remove an SLA policy', right: 'sla.manage', params: IdParam, response: Done }),
};
