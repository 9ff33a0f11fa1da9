import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({
  visitId: z.int(), ticketId: z.int(), customerId: z.int(), technicianId: z.int().nullable(), windowFrom: z.string().nullable(), windowTo: z.string().nullable(), at: z.string(),
});
/** The customer was asked to choose a time. */
export const VisitOffered = defineEvent('visit.offered', 1, About);
/** A window is promised; `by` who chose it. */
export const VisitBooked = defineEvent('visit.booked', 1, About);
/** Promised before, another window now. */
export const VisitMoved = defineEvent('visit.moved', 1, About.extend({ fromWindow: z.string().nullable() }));
export const VisitCancelled = defineEvent('visit.cancelled', 1, About.extend({ reason: z.string() }));
export const VisitOnTheWay = defineEvent('visit.on-the-way', 1, About.extend({ eta: z.string().nullable() }));
/** `agentId` stands before the product; `siteId` is the van they came in: parts come from there. */
export const VisitArrived = defineEvent('visit.arrived', 1, About.extend({ agentId: z.int().nullable().default(null), siteId: z.int().nullable().default(null) }));
export const VisitDone = defineEvent('visit.done', 1, About.extend({ note: z.string(), minutes: z.int().nullable() }));
export const VisitFailed = defineEvent('visit.failed', 1, About.extend({ reason: z.string() }));
/** A day's plan is another one: boards and field apps look again. */
export const DayPlanChanged = defineEvent('dispatch.day-changed', 1, z.object({ day: z.string(), what: z.enum(['placed', 'locked', 'applied', 'undone', 'published', 'absence', 'run', 'settings']) }));
