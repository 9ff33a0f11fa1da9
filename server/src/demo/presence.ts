import type { Tx } from '../platform/db/index.ts';
import { nextClosing, nextOpening } from '../platform/time/index.ts';
import { insertRows } from './store.ts';
import * as tables from './tables.ts';
import type { World } from './world.ts';

const day = 86_400_000;

/** Everybody took work during their shifts of the last month, so that the spread of work can be seen beside it. What goes on at this moment is their own to say. */
export async function writePresence(tx: Tx, world: World, now: Date): Promise<void> {
  const rows = world.agents.filter((a) => a.teams.length > 0 && a.calendarId !== null).flatMap((a) => {
    const stretches: { agent_id: number; from_at: string; to_at: string }[] = [];
    for (let from = nextOpening(a.shift, new Date(now.getTime() - 31 * day)); from && from < now;) {
      const to = nextClosing(a.shift, from);
      if (!to || to > now) break;
      stretches.push({ agent_id: a.id, from_at: from.toISOString(), to_at: to.toISOString() });
      from = nextOpening(a.shift, to);
    }
    return stretches;
  });
  await insertRows(tx, 'agent_presence', tables.presence, rows);
}
