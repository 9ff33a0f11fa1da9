import { z } from 'zod';
import type { Actor, Subscription } from '../../platform/bus/index.ts';
import type { Repairs } from './repairs.ts';

const Answer = z.object({ ticketId: z.int(), quoteId: z.int(), reason: z.string().optional() });
const Arrived = z.object({ ticketId: z.int().nullable() });
const Stands = z.object({ ticketId: z.int(), siteId: z.int() });
const Visited = z.object({ ticketId: z.int(), agentId: z.int().nullish().transform((v) => v ?? null), siteId: z.int().nullish().transform((v) => v ?? null) });

/** What the customer's answer, arriving parts, a product carried to another site and a technician before it mean for a repair, with or without a diagram. Told by their words alone: both stand beside us. */
export function repairSubscriptions(repairs: Repairs, actor: Actor): Subscription[] {
  const told = (name: string) => ({ name, version: 1, schema: z.unknown() });
  return [{
    name: 'repairs.on-answers', events: [told('charges.approved'), told('charges.declined'), told('parts.arrived'), told('counter.received'), told('counter.arrived'), told('visit.arrived')],
    async handle(events, tx) {
      for (const event of events) {
        if (event.type === 'parts.arrived') {
          const { ticketId } = Arrived.parse(event.payload);
          if (ticketId !== null) await repairs.partsArrived(tx, ticketId, actor);
          continue;
        }
        if (event.type === 'counter.received' || event.type === 'counter.arrived') {
          const { ticketId, siteId } = Stands.parse(event.payload);
          await repairs.standsAt(tx, ticketId, siteId);
          continue;
        }
        if (event.type === 'visit.arrived') {
          const { ticketId, agentId, siteId } = Visited.parse(event.payload);
          if (agentId !== null) await repairs.visitedBy(tx, ticketId, { agentId, siteId });
          continue;
        }
        const { ticketId, quoteId, reason } = Answer.parse(event.payload);
        await repairs.quoteAnswered(tx, ticketId, quoteId, event.type === 'charges.approved', reason ?? '');
      }
    },
  }];
}
