/** Fires timers of diagrams and tries stuck steps again when their moment comes: sleeps until the nearest one, never sweeps. */
import type { Tx } from '../../platform/db/index.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import * as store from './store.ts';
import type { Stepper } from './stepper.ts';

/** Longest sleep: bounds how late a timer fires that another machine has just written. */
const longestMs = 1000;
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
  let stopped = false;
  let loop: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let hinted = false;

  const sleep = (ms: number) => new Promise<void>((resolve) => {
    const done = () => { clearTimeout(timer); wake = null; resolve(); };
    const timer = setTimeout(done, ms);
    wake = done;
  });
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
    for (let moved = true; moved && !stopped; ) {
      const due = await store.dueTimers(db, now, batch);
      moved = false;
      const next = () => due.shift();
      await Promise.all(Array.from({ length: lanes }, async () => {
        for (let one = next(); one && !stopped; one = next()) moved = (await fireOne(one.instanceId, one.wait)) || moved;
      }));
    }
  }
  async function run(): Promise<void> {
    while (!stopped) {
      hinted = false;
      let pause = longestMs;
      try {
        await fireDue(clock.now());
        const next = await store.nextTimer(db);
        if (next) pause = Math.min(longestMs, Math.max(5, next.getTime() - clock.now().getTime()));
      } catch (error) {
        log.error({ err: error }, 'firing timers of processes failed, trying again');
      }
      if (!hinted && !stopped) await sleep(pause);
    }
  }
  return {
    name: 'processes.watch', role: 'worker', fireDue,
    hint() { hinted = true; wake?.(); },
    start() {
      loop = run();
      return Promise.resolve();
    },
    async stop() {
      stopped = true;
      wake?.();
      await loop;
    },
  };
}
