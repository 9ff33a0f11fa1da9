import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** A call moved: into the queue, to somebody's telephone, into talk, to its end. `agents`: whose screens show it. */
export const CallMoved = defineEvent('hotline.call-moved', 1, z.object({ callId: z.int(), state: z.string(), ticketId: z.int().nullable(), customerId: z.int().nullable(), agents: z.array(z.int()), outcome: z.string().nullable() }));
/** Somebody asked to be called back; they keep their place. */
export const CallbackWanted = defineEvent('hotline.callback-wanted', 1, z.object({ callId: z.int(), ticketId: z.int().nullable(), customerId: z.int().nullable() }));
/** A recording lies ready. */
export const CallRecorded = defineEvent('hotline.recorded', 1, z.object({ callId: z.int(), recordingId: z.int(), ticketId: z.int().nullable(), kind: z.string() }));
