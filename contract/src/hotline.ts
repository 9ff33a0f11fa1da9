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
  node('menu', { say: Announcement, keys: z.record(z.string().regex(/^[0-9*#]$/), Key), tries: z.int().min(1).max(5).default(2), seconds: z.int().min(2).max(20).default(6), otherwise: Key }),
  /** Tells how their matter stands: found by the caller's number, or by a ticket number they key in. */
  node('lookup', { by: z.enum(['phone', 'ticket']), say: Announcement, found: Key, otherwise: Key }),
  node('vip', { tiers: z.array(Tier).min(1).default(['gold', 'vip']), vip: Key, otherwise: Key }),
  /** Waits for somebody. Key 1 leaves the place in the queue to a call back. */
  node('queue', { teamId: Id.nullable().default(null), vip: z.boolean().default(false), mostSeconds: z.int().min(10).max(7200).default(900), callback: z.boolean().default(true), overflow: Key }),
  node('voicemail', { say: Announcement, mostSeconds: z.int().min(5).max(600).default(120) }),
  node('callback', { say: Announcement }),
  node('transfer', { to: z.string().trim().min(2).max(200), failed: Key }),
  node('hangup', { say: Announcement }),
]);
export type MenuNode = z.infer<typeof MenuNode>;
export const MenuTree = z.object({ start: Key, nodes: z.array(MenuNode).min(1).max(100) });
export type MenuTree = z.infer<typeof MenuTree>;

/** How a number's calls come: by signing on at a provider, from a trunk's addresses, or by a cloud telephone service. */
export const Line = z.object({
  mode: z.enum(['register', 'trunk', 'cloud']), host: z.string().trim().max(200).default(''), port: z.int().min(1).max(65_535).default(5060), protocol: z.enum(['UDP', 'TCP']).default('UDP'), user: z.string().trim().max(100).default(''),
  /** Addresses a trunk calls from; with none, a password is asked for. */
  from: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
});
export type Line = z.infer<typeof Line>;
export const Recording = z.object({ calls: z.boolean().default(false), consent: Announcement, days: z.int().min(1).max(3650).default(180) });
const NumberInput = z.object({
  number: z.string().trim().min(2).max(30).regex(/^\+?[0-9*#]+$/), name: z.string().trim().min(1).max(100), language: Language, calendarId: Id.nullable().default(null), teamId: Id.nullable().default(null), enabled: z.boolean().default(true),
  line: Line, recording: Recording, menu: MenuTree,
});
export const HotlineNumber = NumberInput.extend({ id: z.int(), version: z.int(), passwordSet: z.boolean(), registered: z.boolean().nullable(), fault: z.string().nullable() });
export type HotlineNumber = z.infer<typeof HotlineNumber>;

export const CallState = z.enum(['menu', 'queued', 'ringing', 'talking', 'held', 'ended']);
export const CallEvent = z.object({ at: Instant, kind: z.string(), data: z.record(z.string(), z.unknown()) });
export const Call = z.object({
  id: z.int(), numberId: z.int(), numberName: z.string(), caller: z.string(), customer: z.object({ id: z.int(), name: z.string(), tier: Tier }).nullable(), ticketId: z.int().nullable(), state: CallState, language: Language,
  startedAt: Instant, queuedAt: Instant.nullable(), answeredAt: Instant.nullable(), endedAt: Instant.nullable(), outcome: z.string().nullable(), agent: z.object({ id: z.int(), name: z.string() }).nullable(), offeredTo: z.int().nullable(),
  callback: z.enum(['wanted', 'done']).nullable(), disposition: z.string(), note: z.string(),
  recordings: z.array(z.object({ id: z.int(), kind: z.enum(['call', 'voicemail']), seconds: z.number(), transcript: z.string().nullable() })),
});
export type Call = z.infer<typeof Call>;
export const CallDetail = Call.extend({ events: z.array(CallEvent) });
export const Board = z.object({
  waiting: z.int(), talking: z.int(), longestWaitSeconds: z.number(), calls: z.array(Call), /** Calls this caller of the API has in hand or is offered. */ mine: z.array(Call),
});
export type Board = z.infer<typeof Board>;

export const hotline = {
  numbers: route({ method: 'GET', path: '/hotline/numbers', summary: 'Numbers of the hotline', right: 'hotline.manage', response: z.object({ items: z.array(HotlineNumber) }) }),
  createNumber: route({ method: 'POST', path: '/hotline/numbers', summary: 'Add a number', right: 'hotline.manage', status: 201, body: NumberInput.extend({ password: z.string().max(200).optional() }), response: HotlineNumber }),
  saveNumber: route({ method: 'PUT', path: '/hotline/numbers/:id', summary: 'Change a number, its line and its menu', right: 'hotline.manage', params: IdParam, body: NumberInput.extend({ password: z.string().max(200).optional(), version: z.int() }), response: HotlineNumber }),
  board: route({ method: 'GET', path: '/hotline/board', summary: 'Who waits and who talks', right: 'hotline.answer', response: Board }),
  calls: route({ method: 'GET', path: '/hotline/calls', summary: 'Calls, newest first', right: 'hotline.answer', query: PageQuery.extend({ ticketId: Id.optional(), callback: z.enum(['wanted']).optional() }), response: page(Call) }),
  call: route({ method: 'GET', path: '/hotline/calls/:id', summary: 'One call with what happened', right: 'hotline.answer', params: IdParam, response: CallDetail }),
  answer: route({ method: 'POST', path: '/hotline/calls/:id/answer', summary: 'Answer in the browser: WebRTC offer in, answer out', right: 'hotline.answer', params: IdParam, body: z.object({ sdp: z.string().min(10).max(20_000) }), response: z.object({ sdp: z.string() }) }),
  act: route({
    method: 'POST', path: '/hotline/calls/:id/act', summary: 'Decline, hold, take back, hang up, press keys', right: 'hotline.answer', params: IdParam,
    body: z.discriminatedUnion('act', [z.object({ act: z.enum(['decline', 'hold', 'resume', 'hangup']) }), z.object({ act: z.literal('keys'), keys: z.string().regex(/^[0-9*#A-D]{1,40}$/) })]), response: Done,
  }),
  transfer: route({
    method: 'POST', path: '/hotline/calls/:id/transfer', summary: 'Give the call to a colleague or another number', right: 'hotline.answer', params: IdParam,
    body: z.object({ agentId: Id.optional(), number: z.string().trim().min(2).max(200).optional() }), response: Done,
  }),
  wrapUp: route({ method: 'POST', path: '/hotline/calls/:id/wrap-up', summary: 'What came of it', right: 'hotline.answer', params: IdParam, body: z.object({ disposition: z.enum(['solved', 'follow-up', 'call-back', 'wrong-number', 'no-answer']), note: z.string().trim().max(2000).default('') }), response: Done }),
  recording: route({ method: 'GET', path: '/hotline/recordings/:id', summary: 'The sound of a recording', right: 'hotline.answer', params: IdParam, response: z.unknown() }),
};
