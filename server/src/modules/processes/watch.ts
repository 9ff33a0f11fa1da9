/** Fires timers of diagrams and tries stuck steps again when their moment comes: sleeps until the nearest one, never sweeps. */
import { watchMoments } from '../../platform/jobs/watch.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import * as store from './store.ts';
import type { Stepper } from './stepper.ts';

const batch = 200;
/** Transactions at once, and instances in each. */
const lanes = 4;
const together = 20;

type Due = Awaited<ReturnType<typeof store.dueTimers>>[number];

export interface ProcessWatch extends Service {
  /** Fires everything due by now and returns; safe on any number of machines at once. */
  fireDue(now: Date): Promise<void>;
  /** A timer that is due then has just been written here. */
  hint(due: Date): void;
}

export function createWatch(platform: Pick<Platform, 'work' | 'clock' | 'log'>, stepper: Stepper): ProcessWatch {
  const { work: db, clock, log } = platform;
  /** What fails together is tried one by one: nobody hinders anybody else. @returns whether anything moved */
  async function fire(due: readonly Due[]): Promise<boolean> {
    try {
      return (await db.tx((tx) => stepper.fireMany(tx, due))) > 0;
    } catch (error) {
      const [first] = due;
      if (!first) return false;
      const others = Map.groupBy(due, (d) => d.instanceId);
      if (others.size > 1) {
        let moved = false;
        for (const own of others.values()) moved = (await fire(own)) || moved;
        return moved;
      }
      log.error({ err: error, instanceId: first.instanceId }, 'a timer of a process failed, trying again in a minute');
      await db.tx((tx) => store.postpone(tx, first.instanceId, due.map((d) => d.wait), new Date(clock.now().getTime() + 60_000), (error as Error).message));
      return false;
    }
  }
  async function fireDue(now: Date): Promise<void> {
    for (let moved = true; moved && !loop.stopping(); ) {
      const instances = [...Map.groupBy(await store.dueTimers(db, now, batch), (d) => d.instanceId).values()];
      moved = false;
      const next = () => instances.splice(0, together).flat();
      await Promise.all(Array.from({ length: lanes }, async () => {
        for (let some = next(); some.length > 0 && !loop.stopping(); some = next()) moved = (await fire(some)) || moved;
      }));
    }
  }
  const loop = watchMoments({ clock, log, fireDue, next: () => store.nextTimer(db), failed: 'firing timers of processes failed, trying again' });
  return { name: 'processes.watch', role: 'worker', fireDue, hint: loop.hint, start: loop.start, stop: loop.stop };
}
