import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Name, tier, language, preferred channel, tags or addresses of a customer changed. */
export const CustomerChanged = defineEvent('customers.changed', 1, z.object({ customerId: z.int(), fields: z.array(z.string()) }));
