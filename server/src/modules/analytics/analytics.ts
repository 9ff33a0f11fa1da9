import type { Platform } from '../../platform/module/index.ts';
import * as store from './store.ts';
import { toWallboard } from './wallboard.ts';

/** As in the view of what is due soon. */
const soonMs = 2 * 3_600_000;

/** Today's numbers. */
export function createAnalytics(platform: Pick<Platform, 'db' | 'work' | 'clock'>) {
  const { db, work, clock } = platform;
  return {
    async wallboard() {
      const at = clock.now();
      const [today, hours, standing, dueSoon, people] = await Promise.all([store.today(db, at), store.hours(db, at), store.standing(db), store.dueBefore(db, new Date(at.getTime() + soonMs)), store.people(db)]);
      if (!today) throw new Error('the company has no row');
      return toWallboard({ at, today, hours, standing, dueSoon, people });
    },
    /** Works everything out anew from what is stored, for data that came without facts. Only while no worker runs. */
    rebuild: () => work.tx((tx) => store.recompute(tx)),
  };
}
export type Analytics = ReturnType<typeof createAnalytics>;
