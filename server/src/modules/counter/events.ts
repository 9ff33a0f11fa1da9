import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** A number of a site's queue came, was called, ended. */
export const NumberMoved = defineEvent('counter.number-moved', 1, z.object({ siteId: z.int(), numberId: z.int(), code: z.string(), state: z.string() }));
const Fact = z.object({ itemId: z.int(), ticketId: z.int(), siteId: z.int(), at: z.string() });
/** A product was left with us over the counter. */
export const ItemReceived = defineEvent('counter.received', 1, Fact.extend({ code: z.string(), product: z.string(), serial: z.string(), unitId: z.int().nullable() }));
/** It went to a carrier for another site. */
export const ItemSent = defineEvent('counter.sent', 1, Fact.extend({ toSiteId: z.int(), seal: z.string() }));
/** A site has it again; `sealHeld` false: not under the seal it left with. */
export const ItemArrived = defineEvent('counter.arrived', 1, Fact.extend({ fromSiteId: z.int().nullable(), sealHeld: z.boolean().nullable() }));
export const ItemHandedBack = defineEvent('counter.handed-back', 1, Fact.extend({ by: z.enum(['code', 'paper']) }));
