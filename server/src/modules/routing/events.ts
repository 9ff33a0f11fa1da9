import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Queues were added, changed or removed: whoever waits is looked at anew. */
export const QueuesChanged = defineEvent('routing.queues-changed', 1, z.object({ queueId: z.int() }));
