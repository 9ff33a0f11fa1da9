import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Somebody of ours has something new to read. */
export const NoticeAdded = defineEvent('notices.added', 1, z.object({ agentId: z.int(), kind: z.string(), ticketId: z.int().nullable(), words: z.string(), who: z.string() }));
