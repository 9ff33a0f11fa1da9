import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Steps of people were opened, handed on or done, and can be read as such: lists of them look again. */
export const StepsChanged = defineEvent('casework.steps-changed', 1, z.object({ ticketIds: z.array(z.int()) }));
