import { ClockTarget, EscalationRung } from '@aftercare/contract/sla';
import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const ClockFact = z.object({
  ticketId: z.int(), clockId: z.int(), target: ClockTarget, policy: z.string(),
  /** ISO; null when the calendar never opens. */
  dueAt: z.string().nullable(), usedSeconds: z.int(), targetSeconds: z.int(),
  channel: z.string(), customerId: z.int(), ownerId: z.int().nullable(), teamId: z.int().nullable(),
  /** When it happened by the clock, ISO; the fact may be written a little later. */
  at: z.string(),
});
export type ClockFact = z.infer<typeof ClockFact>;

/** The larger part of a promise is used up and it is not kept yet. */
export const SlaWarned = defineEvent('sla.warned', 1, ClockFact);
/** A deadline went by. */
export const SlaBreached = defineEvent('sla.breached', 1, ClockFact);
/** A promise was kept, or at last fulfilled: then `late`. */
export const SlaMet = defineEvent('sla.met', 1, ClockFact.extend({ late: z.boolean() }));
/** A rung of a policy's chain was reached, or tells again (`again`), as nobody has taken it on. */
export const SlaEscalated = defineEvent('sla.escalated', 1, ClockFact.extend({ percent: z.int(), again: z.boolean(), rungs: z.array(EscalationRung.pick({ who: true, how: true })) }));
export type Escalated = z.infer<typeof SlaEscalated.schema>;
/** Somebody took on what was escalated. */
export const SlaAcknowledged = defineEvent('sla.acknowledged', 1, ClockFact.extend({ percent: z.int(), by: z.string() }));
/** Policies were added, changed or removed: open clocks follow. */
export const PoliciesChanged = defineEvent('sla.policies-changed', 1, z.object({ policyId: z.int() }));
