/** Fires warnings and breaches when their moment comes: sleeps until the nearest one, never sweeps. */
import type { Platform, Service } from '../../platform/module/index.ts';
import type { Clocks } from './clocks.ts';
import { nextMoment } from './store.ts';

/** Longest sleep: bounds how late a deadline fires that another machine has just written. */
const longestMs = 1000;
const batch = 500;

export interface Watch extends Service {
  /** Fires everything due by now and returns; safe on any number of machines at once, each deadline fires once. */
  fireDue(now: Date): Promise<void>;
  /** New clocks were written here: look again. */
  hint(): void;
}

export function createWatch(platform: Pick<Platform, 'work' | 'clock' | 'log'>, clocks: Clocks): Watch {
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
  async function fireDue(now: Date): Promise<void> {
    while (!stopped && (await db.tx((tx) => clocks.fire(tx, now, batch))) > 0);
  }
  async function run(): Promise<void> {
    while (!stopped) {
      hinted = false;
      let pause = longestMs;
      try {
        await fireDue(clock.now());
        const next = await nextMoment(db);
        if (next) pause = Math.min(longestMs, Math.max(5, next.getTime() - clock.now().getTime()));
      } catch (error) {
        log.error({ err: error }, 'firing deadlines failed, trying again');
      }
      if (!hinted && !stopped) await sleep(pause);
    }
  }

  return {
    name: 'sla.watch', role: 'worker', fireDue,
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
