/** Fires timers of diagrams and tries stuck steps again when their moment comes: sleeps until the nearest one, never sweeps. */
import type { Tx } from '../../platform/db/index.ts';
import { watchMoments } from '../../platform/jobs/watch.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import * as store from './store.ts';
import type { Stepper } from './stepper.ts';

const batch = 200;
/** Instances in hand at once. */
const lanes = 4;

export interface ProcessWatch extends Service {
  /** Fires everything due by now and returns; safe on any number of machines at once. */
  fireDue(now: Date): Promise<void>;
  hint(): void;
}

export function createWatch(platform: Pick<Platform, 'work' | 'clock' | 'log'>, stepper: Stepper): ProcessWatch {
  const { work: db, clock, log } = platform;
  /** One transaction per instance: what fails there hinders nobody else. @returns whether it moved */
  async function fireOne(instanceId: number, wait: number): Promise<boolean> {
    try {
      return (await db.tx((tx: Tx) => stepper.step(tx, instanceId, { kind: 'fire', wait, payload: {} }, undefined, { skipLocked: true }))) > 0;
    } catch (error) {
      log.error({ err: error, instanceId }, 'a timer of a process failed, trying again in a minute');
      await db.tx((tx) => store.postpone(tx, instanceId, wait, new Date(clock.now().getTime() + 60_000), (error as Error).message));
      return false;
    }
  }
  async function fireDue(now: Date): Promise<void> {
    for (let moved = true; moved && !loop.stopping(); ) {
      const due = await store.dueTimers(db, now, batch);
      moved = false;
      const next = () => due.shift();
      await Promise.all(Array.from({ length: lanes }, async () => {
        for (let one = next(); one && !loop.stopping(); one = next()) moved = (await fireOne(one.instanceId, one.wait)) || moved;
      }));
    }
  }
  const loop = watchMoments({ clock, log, fireDue, next: () => store.nextTimer(db), failed: 'firing timers of processes failed, trying again' });
  return { name: 'processes.watch', role: 'worker', fireDue, hint: loop.hint, start: loop.start, stop: loop.stop };
}
