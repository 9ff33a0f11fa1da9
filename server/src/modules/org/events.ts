import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** Somebody began or stopped taking work. */
export const PresenceChanged = defineEvent('org.presence-changed', 1, z.object({ agentId: z.int(), state: z.enum(['online', 'away', 'offline']) }));
/** Teams, skills, capacity, shift or status of a person changed: who can take what must be decided anew. */
export const AgentChanged = defineEvent('org.agent-changed', 1, z.object({ agentId: z.int() }));
/** A business calendar was edited: clocks on it must be replayed. */
export const CalendarChanged = defineEvent('org.calendar-changed', 1, z.object({ calendarId: z.int() }));
