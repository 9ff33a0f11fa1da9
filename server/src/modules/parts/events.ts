import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const Where = z.object({ partId: z.int(), siteId: z.int(), number: z.string(), name: z.object({ zh: z.string(), en: z.string() }) });
/** Stock moved. On the ticket's stream where it is for one, else `part:ID`. */
export const PartMoved = defineEvent('parts.moved', 1, Where.extend({ kind: z.string(), quantity: z.int(), for: z.string().nullable(), ticketId: z.int().nullable(), at: z.string() }));
/** What a job waited for is there and kept for it. On the ticket's stream, else `part:ID`. */
export const PartsArrived = defineEvent('parts.arrived', 1, Where.extend({ quantity: z.int(), reservationId: z.int(), for: z.string(), ticketId: z.int().nullable(), at: z.string() }));
/** A purchase order changed its state. */
export const OrderChanged = defineEvent('parts.order-changed', 1, z.object({ orderId: z.int(), state: z.string(), siteId: z.int() }));
