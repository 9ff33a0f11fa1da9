import type { Principal } from '../../platform/auth/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createReview } from './review/review.ts';
import type { Tickets } from '../tickets/index.ts';
import * as store from './store.ts';
import * as seen from './store-seen.ts';
import { toWallboard } from './wallboard.ts';

/** As in the view of what is due soon. */
const soonMs = 2 * 3_600_000;

/** Days gone by hardly change: they are read once a minute. */
const pastMs = 60_000;

/** Today's numbers: kept ones for whoever sees the whole house, numbers of what they see for everybody else. */
export function createAnalytics(platform: Pick<Platform, 'db' | 'work' | 'clock'>, tickets: Pick<Tickets, 'visible'>) {
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
  async function ofPart(principal: Principal, at: Date) {
    const visible = tickets.visible(principal);
    const house = await store.today(db, at);
    if (!house) throw new Error('the company has no row');
    const from = new Date(at.getTime() - 30 * 86_400_000);
    const [hours, mine, standing, dueSoon, people] = await Promise.all([
      seen.hoursSeen(db, from, visible), seen.todaySeen(db, at, visible), seen.standingSeen(db, visible), seen.dueSeen(db, new Date(at.getTime() + soonMs), visible),
      seen.peopleSeen(db, { id: principal.kind === 'agent' ? principal.id : 0, teams: principal.teams }, visible),
    ]);
    return toWallboard({ at, today: { ...house, ...(mine ?? { byChannel: [], firstResponse: null, solution: null }) }, hours, standing, dueSoon, people });
  }

  return {
    review: createReview(platform, tickets),
    async wallboard(principal: Principal) {
      const at = clock.now();
      if (principal.scope !== 'all') return ofPart(principal, at);
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
