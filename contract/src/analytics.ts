import { z } from 'zod';
import { ChannelKind, Done, Instant, Names } from './basics.ts';
import { route } from './route.ts';
import { TicketStatus } from './tickets.ts';

/** Today's numbers in the company's time zone. Times in seconds. */
export const Wallboard = z.object({
  at: Instant,
  timeZone: z.string(),
  arrivals: z.int(), solved: z.int(), open: z.int(), unassigned: z.int(), waitingCustomer: z.int(), inBreach: z.int(), dueSoon: z.int(),
  firstResponseMedianSeconds: z.number().nullable(), solutionMedianSeconds: z.number().nullable(),
  slaMetShare: z.number().nullable(),
  satisfaction: z.object({ average: z.number().nullable(), answers: z.int(), asked: z.int() }),
  byChannel: z.array(z.object({ channel: ChannelKind, arrivals: z.int(), open: z.int(), inBreach: z.int() })),
  /** Per hour of today, and of the same weekday on average over the last four weeks. */
  byHour: z.array(z.object({ hour: z.int(), arrivals: z.int(), solved: z.int(), usualArrivals: z.number() })),
  /** Per day, last 14 days. */
  byDay: z.array(z.object({ day: z.string(), arrivals: z.int(), solved: z.int(), breached: z.int(), satisfaction: z.number().nullable() })),
  agents: z.object({ online: z.int(), away: z.int(), offline: z.int(), load: z.array(z.object({ id: z.int(), name: z.string(), presence: z.enum(['online', 'away', 'offline']), open: z.int(), capacity: z.int() })) }),
});
export type Wallboard = z.infer<typeof Wallboard>;

/** One channel over a period. Times in seconds, money in the smallest unit. */
export const ChannelFigures = z.object({
  channel: ChannelKind, tickets: z.int(), share: z.number(), customers: z.int(), answered: z.int(), solved: z.int(), firstResponse: z.number().nullable(), solution: z.number().nullable(), rated: z.int(), rating: z.number().nullable(), reopened: z.int(),
  /** Went on by another channel as well, and how many of these were solved; the same for those that stayed. */
  left: z.int(), leftSolved: z.int(), stayed: z.int(), stayedSolved: z.int(), sent: z.int(), failed: z.int(), costMinor: z.int(), costPerTicketMinor: z.int().nullable(),
});
export type ChannelFigures = z.infer<typeof ChannelFigures>;
export const ChannelFinding = z.object({ code: z.enum(['slow', 'unhappy', 'dear', 'growing', 'fading', 'loses', 'hands-over-badly', 'hands-over-well', 'failing', 'same-people', 'quiet']), channel: ChannelKind, other: ChannelKind.nullable(), value: z.number(), than: z.number().nullable() });
export type ChannelFinding = z.infer<typeof ChannelFinding>;
const ChannelCost = z.object({ channel: ChannelKind, messageMinor: z.int().min(0).max(1_000_000), monthMinor: z.int().min(0).max(1_000_000_000) });
export const ChannelReview = z.object({
  from: Instant, to: Instant, days: z.int(), channels: z.array(ChannelFigures), before: z.array(ChannelFigures),
  switches: z.array(z.object({ from: ChannelKind, to: ChannelKind, tickets: z.int() })), overlap: z.array(z.object({ a: ChannelKind, b: ChannelKind, customers: z.int() })), findings: z.array(ChannelFinding), costs: z.array(ChannelCost),
});
export type ChannelReview = z.infer<typeof ChannelReview>;

const Counted = z.object({ complaints: z.int(), repeated: z.int(), open: z.int() });
/** Complaints of a period. Repeated: the same customer or unit complained within 90 days before, or it was opened again. */
export const Complaints = z.object({
  total: Counted, before: Counted, /** Seconds. */ solutionMedian: z.number().nullable(), uncaused: z.int(),
  byCause: z.array(Counted.extend({ key: z.string(), name: Names })), byProduct: z.array(Counted.extend({ product: z.string(), /** The commonest cause there. */ cause: Names.nullable() })), byTeam: z.array(Counted.extend({ team: z.string() })),
  /** Who complained again, the latest first: the chain of their complaints, oldest first. */
  chains: z.array(z.object({ customer: z.object({ id: z.int(), name: z.string() }), product: z.string(), count: z.int(), lastAt: Instant, tickets: z.array(z.object({ id: z.int(), subject: z.string(), status: TicketStatus, openedAt: Instant, cause: Names.nullable() })) })),
});
export type Complaints = z.infer<typeof Complaints>;

export const analytics = {
  complaints: route({ method: 'GET', path: '/complaints', summary: 'Complaints and repeated complaints by cause', right: 'analytics.read', query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }), response: Complaints }),
  channelReview: route({ method: 'GET', path: '/channel-review', summary: 'Channels side by side: use, cost, speed, solution, satisfaction, switching; against the period before', right: 'analytics.read', query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }), response: ChannelReview }),
  saveChannelCost: route({ method: 'PUT', path: '/channel-review/costs', summary: 'What a channel costs per message and per month', right: 'channels.manage', body: ChannelCost, response: Done }),
  wallboard: route({ method: 'GET', path: '/wallboard', summary: "Today's numbers", right: 'analytics.read', response: Wallboard }),
};
