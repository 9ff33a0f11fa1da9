import { z } from 'zod';
import { Done, Id, IdParam, Instant, Language, PageQuery, Tier, page } from './basics.ts';
import { route } from './route.ts';

const Key = z.string().trim().min(1).max(40).regex(/^[a-z0-9-]+$/);
/** Spoken in the caller's language: text for the voice, or a recording that is played instead. */
export const Announcement = z.object({ zh: z.string().trim().max(600).default(''), en: z.string().trim().max(600).default(''), zhFileId: Id.nullable().default(null), enFileId: Id.nullable().default(null) });
export type Announcement = z.infer<typeof Announcement>;
const node = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) => z.object({ id: Key, kind: z.literal(kind), ...shape });
/** One station of a menu. Names of others lead on; a call ends where nothing leads on. */
export const MenuNode = z.discriminatedUnion('kind', [
  node('say', { say: Announcement, next: Key }),
  /** By the number's calendar; without one it is always open. */
  node('hours', { open: Key, closed: Key }),
  /** Callers whose language is known are not asked. */
  node('language', { say: Announcement, keys: z.record(z.string().regex(/^[0-9*#]$/), Language), next: Key }),
  node('menu', { say: Announcement, keys: z.record(z.string().regex(/^[0-9*#]$/), Key),
    /** What may be said instead of a key, words apart by commas; heard where a recogniser is set up. */
    words: z.record(z.string().regex(/^[0-9*#]$/), z.string().trim().max(300)).default({}), tries: z.int().min(1).max(5).default(2), seconds: z.int().min(2).max(20).default(6), otherwise: Key }),
  /** Tells how their matter stands: found by the caller's number, or by a ticket number they key in. */
  node('lookup', { by: z.enum(['phone', 'ticket']), say: Announcement, found: Key, otherwise: Key }),
  node('vip', { tiers: z.array(Tier).min(1).default(['gold', 'vip']), vip: Key, otherwise: Key }),
  /** Waits for somebody. Key 1 leaves the place in the queue to a call back. */
  node('queue', { teamId: Id.nullable().default(null), vip: z.boolean().default(false), mostSeconds: z.int().min(10).max(7200).default(900), callback: z.boolean().default(true), /** Heard by who waits here or is held later; null: the round that comes with the product. */ musicFileId: Id.nullable().default(null), overflow: Key }),
  node('voicemail', { say: Announcement, mostSeconds: z.int().min(5).max(600).default(120) }),
  node('callback', { say: Announcement }),
  /** To a number or SIP address, to another hotline of ours with its own menu, or to a vendor's telephone. */
  node('transfer', { to: z.string().trim().max(200).default(''), numberId: Id.nullable().default(null), vendorId: Id.nullable().default(null), failed: Key }),
  node('hangup', { say: Announcement }),
]);
export type MenuNode = z.infer<typeof MenuNode>;
export const MenuTree = z.object({ start: Key, nodes: z.array(MenuNode).min(1).max(100) });
export type MenuTree = z.infer<typeof MenuTree>;

/** How a number's calls come: by signing on at a provider, from a trunk's addresses, or by a cloud telephone service. */
export const Line = z.object({
  mode: z.enum(['register', 'trunk', 'cloud']), host: z.string().trim().max(200).default(''), port: z.int().min(1).max(65_535).default(5060), protocol: z.enum(['UDP', 'TCP', 'TLS']).default('UDP'), user: z.string().trim().max(100).default(''),
  /** Addresses a trunk calls from; with none, a password is asked for. */
  from: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
});
export type Line = z.infer<typeof Line>;
/** tell: callers hear it and may hang up. ask: recorded only after key 1. never: not recorded. */
export const ConsentRule = z.enum(['tell', 'ask', 'never']);
export type ConsentRule = z.infer<typeof ConsentRule>;
export const Recording = z.object({
  calls: z.boolean().default(false), rule: ConsentRule.exclude(['never']).default('tell'), consent: Announcement, days: z.int().min(1).max(3650).default(180),
  /** Callers of these countries, told by their number, are treated by the law there. */
  countries: z.array(z.object({ country: z.string().regex(/^[A-Z]{2}$/), rule: ConsentRule, consent: Announcement })).max(60).default([]),
});
const NumberInput = z.object({
  number: z.string().trim().min(2).max(30).regex(/^\+?[0-9*#]+$/), name: z.string().trim().min(1).max(100), language: Language, calendarId: Id.nullable().default(null), teamId: Id.nullable().default(null), enabled: z.boolean().default(true),
  line: Line, recording: Recording, menu: MenuTree,
});
export const HotlineNumber = NumberInput.extend({ id: z.int(), version: z.int(), passwordSet: z.boolean(), registered: z.boolean().nullable(), fault: z.string().nullable() });
export type HotlineNumber = z.infer<typeof HotlineNumber>;

/** dialling: we ring the customer. outside: talks with somebody outside, none of ours is in it any more. */
export const CallState = z.enum(['menu', 'queued', 'ringing', 'dialling', 'talking', 'held', 'outside', 'ended']);
/** Somebody else in a call: asked in by whoever has it in hand, or listening by right. */
export const CallParty = z.object({ id: z.int(), kind: z.enum(['guest', 'supervisor']), agentId: z.int().nullable(), name: z.string(), number: z.string(), state: z.enum(['ringing', 'in']), mode: z.enum(['listen', 'whisper']).nullable() });
export type CallParty = z.infer<typeof CallParty>;
export const CallEvent = z.object({ at: Instant, kind: z.string(), data: z.record(z.string(), z.unknown()) });
export const Call = z.object({
  id: z.int(), numberId: z.int(), numberName: z.string(), caller: z.string(), customer: z.object({ id: z.int(), name: z.string(), tier: Tier }).nullable(), ticketId: z.int().nullable(), state: CallState, direction: z.enum(['in', 'out']), language: Language,
  startedAt: Instant, queuedAt: Instant.nullable(), answeredAt: Instant.nullable(), releasedAt: Instant.nullable(), endedAt: Instant.nullable(), outcome: z.string().nullable(), agent: z.object({ id: z.int(), name: z.string() }).nullable(), offeredTo: z.int().nullable(),
  callback: z.enum(['wanted', 'done']).nullable(), disposition: z.string(), note: z.string(), /** The caller's word about being recorded; null when they were not asked. */ consent: z.boolean().nullable(), parties: z.array(CallParty),
  recordings: z.array(z.object({ id: z.int(), kind: z.enum(['call', 'voicemail']), seconds: z.number(), transcript: z.string().nullable(), summary: z.string().nullable() })),
});
export type Call = z.infer<typeof Call>;
export const CallDetail = Call.extend({ events: z.array(CallEvent) });
export const Board = z.object({
  waiting: z.int(), talking: z.int(), longestWaitSeconds: z.number(), calls: z.array(Call), /** Calls this caller of the API has in hand or is offered. */ mine: z.array(Call),
  /** Colleagues who are online at a telephone that is connected. */ ready: z.array(z.int()),
});
export type Board = z.infer<typeof Board>;

/** What holds for all numbers. */
export const HotlineRules = z.object({
  /** After a call nobody else rings for so long, unless the call is written up before. */
  wrapUpSeconds: z.int().min(0).max(900).default(60),
  /** Whether colleagues see on their screen that somebody listens. A whisper is heard anyway. */
  showSupervision: z.boolean().default(true),
  dispositions: z.array(z.object({ key: Key, zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) })).min(1).max(30),
});
export type HotlineRules = z.infer<typeof HotlineRules>;
const Sdp = z.string().min(10).max(20_000);

export const hotline = {
  rules: route({ method: 'GET', path: '/hotline/rules', summary: 'What holds for all numbers', right: 'hotline.answer', response: HotlineRules }),
  saveRules: route({ method: 'PUT', path: '/hotline/rules', summary: 'Change what holds for all numbers', right: 'hotline.manage', body: HotlineRules, response: HotlineRules }),
  numbers: route({ method: 'GET', path: '/hotline/numbers', summary: 'Numbers of the hotline', right: 'hotline.manage', response: z.object({ items: z.array(HotlineNumber) }) }),
  createNumber: route({ method: 'POST', path: '/hotline/numbers', summary: 'Add a number', right: 'hotline.manage', status: 201, body: NumberInput.extend({ password: z.string().max(200).optional() }), response: HotlineNumber }),
  saveNumber: route({ method: 'PUT', path: '/hotline/numbers/:id', summary: 'Change a number, its line and its menu', right: 'hotline.manage', params: IdParam, body: NumberInput.extend({ password: z.string().max(200).optional(), version: z.int() }), response: HotlineNumber }),
  announcement: route({ method: 'GET', path: '/hotline/announcements/:id', summary: 'A recorded announcement, to hear it before callers do', right: 'hotline.manage', params: IdParam, response: z.unknown() }),
  board: route({ method: 'GET', path: '/hotline/board', summary: 'Who waits and who talks', right: 'hotline.answer', response: Board }),
  calls: route({ method: 'GET', path: '/hotline/calls', summary: 'Calls, newest first', right: 'hotline.answer', query: PageQuery.extend({ ticketId: Id.optional(), callback: z.enum(['wanted']).optional() }), response: page(Call) }),
  call: route({ method: 'GET', path: '/hotline/calls/:id', summary: 'One call with what happened', right: 'hotline.answer', params: IdParam, response: CallDetail }),
  answer: route({ method: 'POST', path: '/hotline/calls/:id/answer', summary: 'Answer in the browser: WebRTC offer in, answer out', right: 'hotline.answer', params: IdParam, body: z.object({ sdp: Sdp }), response: z.object({ sdp: z.string() }) }),
  dial: route({
    method: 'POST', path: '/hotline/dial', summary: 'Ring a customer from the browser: a number, or whoever asked to be called back', right: 'hotline.answer',
    body: z.object({ number: z.string().trim().min(3).max(60).optional(), callId: Id.optional(), ticketId: Id.optional(), sdp: Sdp }), response: z.object({ callId: z.int(), sdp: z.string() }),
  }),
  echo: route({ method: 'POST', path: '/hotline/echo', summary: 'Hear oneself: what is said comes back a second later, half a minute long', right: 'hotline.answer', body: z.object({ sdp: Sdp }), response: z.object({ sdp: z.string() }) }),
  supervise: route({ method: 'POST', path: '/hotline/calls/:id/supervise', summary: 'Listen to a call; a whisper is heard by the colleague alone', right: 'hotline.supervise', params: IdParam, body: z.object({ mode: z.enum(['listen', 'whisper']), sdp: Sdp }), response: z.object({ sdp: z.string() }) }),
  superviseAs: route({ method: 'POST', path: '/hotline/calls/:id/supervise/mode', summary: 'Only listen, or whisper as well', right: 'hotline.supervise', params: IdParam, body: z.object({ mode: z.enum(['listen', 'whisper']) }), response: Done }),
  act: route({
    method: 'POST', path: '/hotline/calls/:id/act', summary: 'Decline, hold, hang up, press keys; with a guest: all together, only the customer again, leave the call to them', right: 'hotline.answer', params: IdParam,
    body: z.discriminatedUnion('act', [z.object({ act: z.enum(['decline', 'hold', 'resume', 'hangup', 'join', 'take-back', 'pass', 'leave']) }), z.object({ act: z.literal('keys'), keys: z.string().regex(/^[0-9*#A-D]{1,40}$/) })]), response: Done,
  }),
  transfer: route({
    method: 'POST', path: '/hotline/calls/:id/transfer', summary: 'Give the call to a colleague or another number; warm: speak with them first', right: 'hotline.answer', params: IdParam,
    body: z.object({ agentId: Id.optional(), number: z.string().trim().min(2).max(200).optional(), warm: z.boolean().default(false) }), response: Done,
  }),
  wrapUp: route({ method: 'POST', path: '/hotline/calls/:id/wrap-up', summary: 'What came of it', right: 'hotline.answer', params: IdParam, body: z.object({ disposition: Key, note: z.string().trim().max(2000).default('') }), response: Done }),
  recording: route({ method: 'GET', path: '/hotline/recordings/:id', summary: 'The sound of a recording', right: 'hotline.answer', params: IdParam, response: z.unknown() }),
};
