import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language, Names, Tier } from './basics.ts';
import { route } from './route.ts';

const Minutes = z.int().min(0).max(44_640);
/** What a queue does unless told otherwise. */
const usual = { weight: 1, sticky: { to: 'person' as const, days: 90, holdMinutes: 0 }, order: { silver: 240, gold: 480, vip: 960, deadline: 240 } };
/** How a queue behaves beyond who may take from it. */
export const QueueSettings = z.object({
  /** Effort of one of its tickets beside others, for the share each person gets. */
  weight: z.number().min(0.1).max(20).default(usual.weight),
  /** To whom a customer comes back: the person, or the team, that looked after them within these days. `holdMinutes`: so long it waits for a person who is here but has no hand free. */
  sticky: z.object({ to: z.enum(['person', 'team', 'nobody']), days: z.int().min(1).max(730), holdMinutes: z.int().min(0).max(1440) }).default(usual.sticky),
  /** Minutes of waiting that a tier is ahead of a standard customer; and how long before its next deadline a ticket counts as waiting. */
  order: z.object({ silver: Minutes, gold: Minutes, vip: Minutes, deadline: Minutes }).default(usual.order),
  /** The last hands of each person are kept for this tier and those above. */
  lane: z.object({ tier: z.enum(['silver', 'gold', 'vip']), hands: z.int().min(1).max(50) }).nullable().default(null),
  /** Whoever is given a ticket has to take it by then; after so many missed in a row they are set away. */
  offer: z.object({ seconds: z.int().min(10).max(86_400), misses: z.int().min(1).max(20) }).nullable().default(null),
  /** Where what waited too long goes. */
  overflow: z.object({ afterMinutes: z.int().min(1).max(44_640), to: z.enum(['queue', 'team', 'vendor']), id: Id }).nullable().default(null),
});
export type QueueSettings = z.infer<typeof QueueSettings>;
export const usualQueueSettings: QueueSettings = { ...usual, lane: null, offer: null, overflow: null };

/** A queue: where tickets that match wait for somebody of its team who can take them. */
export const Queue = z.object({
  id: z.int(),
  name: z.string().min(1).max(120),
  teamId: z.int(),
  match: z.object({ channels: z.array(ChannelKind).default([]), types: z.array(z.string()).default([]), tiers: z.array(Tier).default([]), languages: z.array(Language).default([]), /** Of the customer. */ regions: z.array(z.string().max(120)).max(200).optional(), /** Product groups: categories of the unit. */ categories: z.array(z.string().max(120)).max(200).optional(), /** FEEL over the ticket's facts, beside the lists. */ condition: z.string().max(1000).optional() }),
  /** Skills a person must have, each with its lowest level. */
  skills: z.array(z.object({ skillId: Id, level: z.int().min(1).max(5) })),
  /** Must the person speak the customer's language? */
  matchLanguage: z.boolean(),
  position: z.int(),
  enabled: z.boolean(),
  settings: QueueSettings.optional(),
});
export type Queue = z.infer<typeof Queue>;

export const reasonCodes = [
  'offline', 'off-shift', 'on-the-phone', 'no-telephone', 'full', 'full-channel', 'reserved', 'missing-skill', 'certificate-expired', 'missing-language', 'other-region', 'other-brand', 'no-right', 'not-in-team', 'excluded', 'held',
  'load', 'fair-share', 'waited-longest', 'knows-customer', 'skill-level', 'only-one', 'free',
] as const;
/** Somebody who could have got a ticket, with the reasons in the reader's language. */
export const Candidate = z.object({
  id: z.int(), name: z.string(), chosen: z.boolean(),
  /** Stable words with their figures said. */
  reasons: z.array(z.object({ code: z.enum(reasonCodes), detail: z.string() })),
});
/** The rule of the decision table that placed a ticket. */
export const RuleUsed = z.object({ version: z.int(), rule: z.int(), note: z.string() });

/** Why somebody got, or did not get, a ticket. */
export const RoutingExplanation = z.object({
  at: Instant,
  outcome: z.enum(['assigned', 'waiting', 'manual']),
  queue: z.string().nullable(),
  rule: RuleUsed.nullable().optional(),
  agent: z.object({ id: z.int(), name: z.string() }).nullable(),
  candidates: z.array(Candidate),
});
export type RoutingExplanation = z.infer<typeof RoutingExplanation>;

/** Somebody has to take a ticket by `expiresAt`. */
export const Offer = z.object({ ticketId: z.int(), at: Instant, expiresAt: Instant });

/** How evenly a queue's work was spread. */
export const QueueLoad = z.object({
  queueId: z.int(), queue: z.string(), given: z.int(), weight: z.number(),
  /** 1: everybody got what their time present entitled them to; 0: all of it went astray. */
  evenness: z.number().nullable(),
  people: z.array(z.object({ id: z.int(), name: z.string(), given: z.int(), weight: z.number(), share: z.number(), /** By time present. */ fair: z.number(), hours: z.number() })),
});
export type QueueLoad = z.infer<typeof QueueLoad>;

export const RulesState = z.object({
  /** Null: nobody made a table yet; queues choose by their own lists. */
  live: z.int().nullable(), hasDraft: z.boolean(), key: z.string(),
  /** What is wrong beside FEEL: queues and skills that do not exist. */
  problems: z.array(z.object({ rule: z.int(), message: z.string() })),
  /** What each rule says and does, in their order. */
  rules: z.array(z.object({ rule: z.int(), note: z.string(), queue: z.string(), skills: z.string(), ahead: z.number(), weight: z.number() })),
  /** Names a rule may ask for. */
  knows: z.array(z.object({ name: z.string(), type: z.string(), text: Names })),
});
export const RulesTrial = z.object({
  facts: z.record(z.string(), z.unknown()),
  before: z.object({ queue: z.string().nullable(), rule: RuleUsed.nullable() }),
  after: z.object({ queue: z.string().nullable(), rule: RuleUsed.nullable(), skills: z.array(z.object({ skill: z.string(), level: z.int() })), aheadMinutes: z.number(), weight: z.number() }),
  fault: z.string().nullable(),
});

/** What a replay changes beside what holds now. */
export const ReplayChange = z.object({
  /** Which decision table: the live one, the draft, none, or a version. */
  rules: z.union([z.enum(['live', 'draft', 'none']), z.int().min(1)]).default('live'),
  queues: z.array(z.object({ id: Id, enabled: z.boolean().optional(), matchLanguage: z.boolean().optional(), skills: Queue.shape.skills.optional(), settings: QueueSettings.optional() })).max(200).default([]),
  /** More (or fewer) people by team, as the team's people are on average. */
  people: z.record(z.string().regex(/^\d+$/), z.int().min(-50).max(50)).default({}),
  /** How many arrive, beside what did. */
  demand: z.number().min(0.1).max(5).default(1),
});
export type ReplayChange = z.infer<typeof ReplayChange>;
const Figures = z.object({ arrivals: z.int(), assigned: z.int(), waiting: z.int(), medianMinutes: z.number(), p90Minutes: z.number(), breaches: z.int(), overflowed: z.int(), /** Of the time on shift. */ busy: z.number(), evenness: z.number().nullable() });
export const ReplaySide = z.object({
  whole: Figures,
  queues: z.array(Figures.omit({ busy: true }).extend({ id: z.int().nullable(), name: z.string() })),
  people: z.array(z.object({ id: z.int(), name: z.string(), team: z.string(), given: z.int(), busy: z.number(), most: z.int() })),
});
export type ReplaySide = z.infer<typeof ReplaySide>;
export const ReplayResult = z.object({ from: Instant, to: Instant, arrivals: z.int(), before: ReplaySide, after: ReplaySide, notes: z.array(Names) });
export type ReplayResult = z.infer<typeof ReplayResult>;
export const Replay = z.object({
  id: z.int(), state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']), progress: z.number(), by: z.string(), startedAt: Instant, endedAt: Instant.nullable(), reason: z.string().nullable(), change: ReplayChange, result: ReplayResult.nullable(),
});
export type Replay = z.infer<typeof Replay>;

export const routing = {
  queues: route({ method: 'GET', path: '/queues', summary: 'Queues', right: 'org.read', response: z.object({ items: z.array(Queue.extend({ waiting: z.int() })) }) }),
  createQueue: route({ method: 'POST', path: '/queues', summary: 'Add a queue', right: 'routing.manage', status: 201, body: Queue.omit({ id: true }), response: Queue }),
  updateQueue: route({ method: 'PUT', path: '/queues/:id', summary: 'Change a queue', right: 'routing.manage', params: IdParam, body: Queue.omit({ id: true }), response: Queue }),
  deleteQueue: route({ method: 'DELETE', path: '/queues/:id', summary: 'Remove a queue', right: 'routing.manage', params: IdParam, response: Done }),
  load: route({ method: 'GET', path: '/queues/load', summary: 'How evenly each queue spread its work', right: 'analytics.read', query: z.object({ days: z.coerce.number().int().min(1).max(31).default(1) }), response: z.object({ from: Instant, to: Instant, items: z.array(QueueLoad) }) }),
  rules: route({ method: 'GET', path: '/queues/rules', summary: 'The decision table that places tickets', right: 'routing.manage', response: RulesState }),
  makeRules: route({ method: 'POST', path: '/queues/rules', summary: 'Begin a decision table as a draft', right: 'routing.manage', response: RulesState }),
  tryRules: route({ method: 'POST', path: '/queues/rules/try', summary: 'Where a ticket would go by the draft, and goes now', right: 'routing.manage', body: z.object({ ticketId: Id, xml: z.string().max(2_000_000).optional() }), response: RulesTrial }),
  replay: route({ method: 'POST', path: '/queues/replays', summary: 'Play past arrivals with other rules', right: 'routing.manage', status: 201, body: ReplayChange.extend({ days: z.int().min(1).max(92).default(30) }), response: Replay }),
  replays: route({ method: 'GET', path: '/queues/replays', summary: 'Replays, newest first', right: 'routing.manage', response: z.object({ items: z.array(Replay) }) }),
  replayOf: route({ method: 'GET', path: '/queues/replays/:id', summary: 'One replay', right: 'routing.manage', params: IdParam, response: Replay }),
  stopReplay: route({ method: 'POST', path: '/queues/replays/:id/stop', summary: 'Stop a replay', right: 'routing.manage', params: IdParam, response: Replay }),
  offers: route({ method: 'GET', path: '/offers', summary: 'Tickets I have to take by a time', right: 'self', response: z.object({ items: z.array(Offer) }) }),
  take: route({ method: 'POST', path: '/tickets/:id/offer', summary: 'Take an offered ticket, or pass it on', right: 'tickets.write', params: IdParam, body: z.object({ take: z.boolean() }), response: Done }),
  explainPerson: route({ method: 'GET', path: '/tickets/:id/routing/people/:agentId', summary: 'Why this person, or why not', right: 'tickets.read', params: z.object({ id: Id, agentId: Id }), response: z.object({ /** `then`: as it was when the ticket was given; `now`: by what holds at this moment. */ asOf: z.enum(['then', 'now']), at: Instant, candidate: Candidate }) }),
  explain: route({ method: 'GET', path: '/tickets/:id/routing', summary: 'Why this person (latest first)', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(RoutingExplanation) }) }),
};
