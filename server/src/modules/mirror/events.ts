import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Here and in the outside desk the same thing was changed differently: somebody must decide. */
export const MirrorConflict = defineEvent('mirror.conflict-found', 1, z.object({ ticketId: z.int(), linkId: z.int(), field: z.enum(['status', 'owner']) }));
/** A ticket has a twin now, or agrees with it again. */
export const MirrorLevel = defineEvent('mirror.levelled', 1, z.object({ ticketId: z.int(), linkId: z.int() }));
