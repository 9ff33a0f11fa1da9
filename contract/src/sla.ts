import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Tier } from './basics.ts';
import { route } from './route.ts';
import { Priority } from './tickets.ts';

export const ClockTarget = z.enum(['first-response', 'next-response', 'solution', 'closing']);
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
  /** The newest rung of its chain that was told, until somebody has taken it on; null when none was. */
  escalation: z.object({ percent: z.int(), at: Instant, acknowledged: z.object({ by: z.string(), at: Instant }).nullable() }).nullable(),
});
export type Clock = z.infer<typeof Clock>;
/** The sum behind a clock, ready to be said as sentences. */
export const ClockExplanation = Clock.extend({
  calendar: z.string(),
  /** Why this policy holds: what it asks of a ticket, and the next best that fits as well; null where another one holds meanwhile or none. */
  why: z.object({ asks: z.array(z.string()), before: z.object({ policy: z.string(), asks: z.array(z.string()) }).nullable() }).nullable(),
  steps: z.array(z.object({ kind: z.enum(['started', 'paused', 'resumed', 'retargeted', 'met', 'breached', 'cancelled', 'reopened', 'warned', 'escalated', 'acknowledged']), at: Instant, reason: z.string(), usedSeconds: z.int() })),
  /** Days that did not count, or counted although unusual, with their names in the caller's language. */
  days: z.array(z.object({ date: z.string(), kind: z.enum(['weekend', 'holiday', 'make-up-day']), name: z.string(), seconds: z.int() })),
});
export type ClockExplanation = z.infer<typeof ClockExplanation>;

/** Whom a rung tells: the ticket's owner, its team, those of its team with a role (of all teams where it has none of them), or somebody by name. */
export const EscalationParty = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner') }), z.object({ kind: z.literal('team') }),
  z.object({ kind: z.literal('role'), role: z.string().min(1).max(60) }), z.object({ kind: z.literal('agent'), agentId: Id }),
]);
export type EscalationParty = z.infer<typeof EscalationParty>;
export const EscalationRung = z.object({
  /** Percent of the target used; over 100 it is late. */
  percent: z.int().min(5).max(1000),
  /** Empty: every clock of the policy. */
  targets: z.array(ClockTarget).default([]),
  who: z.array(EscalationParty).min(1).max(10),
  how: z.object({ app: z.boolean(), mail: z.boolean(), push: z.boolean() }).refine((h) => h.app || h.mail || h.push),
  /** Told again after so many minutes, until somebody takes it on or the next rung is reached; null: once. */
  again: z.int().min(5).max(1440).nullable().default(null),
});
export type EscalationRung = z.infer<typeof EscalationRung>;

/** When a policy's clocks of solution and closing stand still. */
export const PauseRule = z.object({
  status: z.enum(['pending', 'hold']),
  /** Only where the reason that was given has one of these words; empty: whatever the reason. */
  reasons: z.array(z.string().min(1).max(60)).max(20).default([]),
});
export type PauseRule = z.infer<typeof PauseRule>;

export const innerSources = ['step', 'aside', 'job', 'offer', 'task'] as const;
/** When the clock of a department or partner stands still: with the customer's own, or by a state of its own – a vendor who waits for a part, or for our decision of a claim. */
export const InnerPause = z.object({ source: z.enum(innerSources), on: z.enum(['ticket', 'part', 'claim']) }).refine((p) => p.on === 'ticket' || p.source === 'job');
export type InnerPause = z.infer<typeof InnerPause>;
/** Nobody can go on who waits for our word. */
export const innerPausesAsItComes: readonly InnerPause[] = [{ source: 'job', on: 'claim' }];

/** A state of waiting of one ticket: what it does to the clocks of solution and closing, and reasons worth proposing. */
export const Wait = z.object({ status: z.enum(['pending', 'hold']), /** `by-reason`: only with one of the reasons' words; `nothing`: no such clock runs. */ stops: z.enum(['always', 'by-reason', 'never', 'nothing']), reasons: z.array(z.string()) });
export type Wait = z.infer<typeof Wait>;

export const SlaPolicy = z.object({
  id: z.int(),
  name: z.string().min(1).max(120),
  /** Empty lists match everything. Of those that match the one that asks most of a ticket is taken, of equals the first by position. */
  match: z.object({ channels: z.array(ChannelKind).default([]), types: z.array(z.string()).default([]), tiers: z.array(Tier).default([]), priorities: z.array(Priority).default([]), /** FEEL over the ticket's facts, beside the lists. */ condition: z.string().max(1000).optional() }),
  calendarId: z.int(),
  /** Minutes of working time; null = no such clock. */
  targets: z.object({ 'first-response': z.int().positive().nullable(), 'next-response': z.int().positive().nullable().default(null), solution: z.int().positive().nullable(), closing: z.int().positive().nullable() }),
  /** Share of the target used when the warning comes. */
  warnAt: z.number().min(0.1).max(0.99),
  /** Whom else it concerns, and when, until somebody takes it on. */
  escalations: z.array(EscalationRung).max(20).default([]),
  /** Left out: both states of waiting, whatever the reason. */
  pauses: z.array(PauseRule).max(10).optional(),
  /** Left out: as it comes. */
  innerPauses: z.array(InnerPause).max(15).optional(),
  position: z.int(),
  enabled: z.boolean(),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;
/** As it is written: what is left out is as it comes. */
export type SlaPolicyInput = Omit<z.input<typeof SlaPolicy>, 'id'>;

/** A clock of ours or of a partner beside the customer's: a step, a question to another department, an outsourced job. */
export const InnerClock = z.object({
  /** `step:12`, `aside:7`, `job:3`, `offer:9`, `task:4` */
  key: z.string(),
  source: z.enum(innerSources),
  title: z.string(),
  /** Whose it is: a department, a vendor, a person; empty when nobody has it yet. */
  party: z.string(),
  state: z.enum(['running', 'paused', 'breached', 'met', 'cancelled']),
  startedAt: Instant,
  dueAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Working seconds of the calendar it is counted in. */
  targetSeconds: z.int(),
  usedSeconds: z.int(),
  calendar: z.string(),
  /** With reasons in the caller's language; `to` is null while it lasts. */
  pauses: z.array(z.object({ from: Instant, to: Instant.nullable(), reason: z.string(), seconds: z.int() })),
  days: ClockExplanation.shape.days,
});
export type InnerClock = z.infer<typeof InnerClock>;

/** Clocks being read anew after a policy or calendar changed. */
export const SlaReplay = z.object({ id: z.int(), cause: z.enum(['policy', 'calendar']), name: z.string(), total: z.int(), done: z.int(), startedAt: Instant, endedAt: Instant.nullable() });
export type SlaReplay = z.infer<typeof SlaReplay>;

export const sla = {
  clocks: route({ method: 'GET', path: '/tickets/:id/clocks', summary: 'Clocks of a ticket, explained', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(ClockExplanation) }) }),
  inner: route({ method: 'GET', path: '/tickets/:id/inner-clocks', summary: 'Clocks of departments and partners on a ticket, explained', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(InnerClock) }) }),
  waits: route({ method: 'GET', path: '/tickets/:id/waits', summary: 'What a ticket may wait for, and what that does to its clocks', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(Wait) }) }),
  acknowledge: route({ method: 'POST', path: '/tickets/:id/escalations/acknowledgement', summary: 'Take on what was escalated: nobody further is told', right: 'tickets.write', params: IdParam, response: z.object({ acknowledged: z.int() }) }),
  replays: route({ method: 'GET', path: '/sla-replays', summary: 'Clocks being read anew after a policy or calendar changed, newest first', right: 'org.read', response: z.object({ items: z.array(SlaReplay) }) }),
  policies: route({ method: 'GET', path: '/sla-policies', summary: 'SLA policies', right: 'org.read', response: z.object({ items: z.array(SlaPolicy) }) }),
  createPolicy: route({ method: 'POST', path: '/sla-policies', summary: 'Add an SLA policy', right: 'sla.manage', status: 201, body: SlaPolicy.omit({ id: true }), response: SlaPolicy }),
  updatePolicy: route({ method: 'PUT', path: '/sla-policies/:id', summary: 'Change an SLA policy; open clocks follow', right: 'sla.manage', params: IdParam, body: SlaPolicy.omit({ id: true }), response: SlaPolicy }),
  deletePolicy: route({ method: 'DELETE', path: '/sla-policies/:id', summary: 'Remove an SLA policy', right: 'sla.manage', params: IdParam, response: Done }),
};
