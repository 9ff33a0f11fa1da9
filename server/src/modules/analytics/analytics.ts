import type { Platform } from '../../platform/module/index.ts';
import { createReview } from './review/review.ts';
import * as store from './store.ts';
import { toWallboard } from './wallboard.ts';

/** As in the view of what is due soon. */
const soonMs = 2 * 3_600_000;

/** Days gone by hardly change: they are read once a minute. */
const pastMs = 60_000;

/** Today's numbers. */
export function createAnalytics(platform: Pick<Platform, 'db' | 'work' | 'clock'>) {
  const { db, work, clock } = platform;
  let past: { rows: Promise<store.HourRow[]>; at: number } | null = null;
  const pastHours = (at: Date): Promise<store.HourRow[]> => {
    if (!past || Math.abs(at.getTime() - past.at) > pastMs || !sameQuarter(past.at, at.getTime())) {
      const rows = store.hours(db, at, 'before');
      past = { rows, at: at.getTime() };
      rows.catch(() => { past = null; });
    }
    return past.rows;
  };
  return {
    review: createReview(platform),
    async wallboard() {
      const at = clock.now();
      const [today, now, before, standing, dueSoon, people] = await Promise.all([store.today(db, at), store.hours(db, at, 'today'), pastHours(at), store.standing(db), store.dueBefore(db, new Date(at.getTime() + soonMs)), store.people(db)]);
      if (!today) throw new Error('the company has no row');
      return toWallboard({ at, today, hours: [...before, ...now], standing, dueSoon, people });
    },
    /** Works everything out anew from what is stored, for data that came without facts. Only while no worker runs. */
    rebuild: () => work.tx((tx) => store.recompute(tx)),
  };
}
/** No day begins in between, in whatever zone: some are half and quarter hours apart. */
const sameQuarter = (a: number, b: number): boolean => Math.floor(a / 900_000) === Math.floor(b / 900_000);
export type Analytics = ReturnType<typeof createAnalytics>;
