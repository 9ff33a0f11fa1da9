import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({ orderId: z.int(), shop: z.string(), number: z.string(), customerId: z.int(), status: z.string(), units: z.array(z.int()) });
export const OrderReceived = defineEvent('orders.received', 1, About);
export const OrderChanged = defineEvent('orders.changed', 1, About);
