import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Queues were added, changed or removed: whoever waits is looked at anew. */
export const QueuesChanged = defineEvent('routing.queues-changed', 1, z.object({ queueId: z.int() }));
/** Somebody let pass what was given to them; `away`: once too often, and they are no longer given anything. */
export const OfferMissed = defineEvent('routing.offer-missed', 1, z.object({ ticketId: z.int(), agentId: z.int(), misses: z.int(), away: z.boolean() }));
/** A certificate will run out on this day, or has: whoever is responsible for it is told. */
export const CertificateEnding = defineEvent('routing.certificate-ending', 1, z.object({ agentId: z.int(), agent: z.string(), skillId: z.int(), zh: z.string(), en: z.string(), expiresOn: z.string(), daysLeft: z.int(), leadIds: z.array(z.int()) }));
