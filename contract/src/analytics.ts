import { z } from 'zod';
import { ChannelKind, Instant } from './basics.ts';
import { route } from './route.ts';

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

export const analytics = {
  wallboard: route({ method: 'GET', path: '/wallboard', summary: "Today's numbers", right: 'analytics.read', response: Wallboard }),
};
