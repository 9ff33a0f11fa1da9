/** Fires warnings and breaches when their moment comes: sleeps until the nearest one, never sweeps. */
import { watchMoments } from '../../platform/jobs/watch.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import type { Clocks } from './clocks.ts';
import { nextMoment } from './store.ts';

const batch = 500;

export interface Watch extends Service {
  /** Fires everything due by now and returns; safe on any number of machines at once, each deadline fires once. */
  fireDue(now: Date): Promise<void>;
  /** New clocks were written here: look again. */
  hint(): void;
}

export function createWatch(platform: Pick<Platform, 'work' | 'clock' | 'log'>, clocks: Clocks): Watch {
  const { work: db, clock, log } = platform;
  async function fireDue(now: Date): Promise<void> {
    while (!loop.stopping() && (await db.tx((tx) => clocks.fire(tx, now, batch))) > 0);
  }
  const loop = watchMoments({ clock, log, fireDue, next: () => nextMoment(db), failed: 'firing deadlines failed, trying again' });
  return { name: 'sla.watch', role: 'worker', fireDue, hint: loop.hint, start: loop.start, stop: loop.stop };
}
