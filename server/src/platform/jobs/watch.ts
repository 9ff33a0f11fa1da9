import type { Log } from '../log/index.ts';

interface Watched {
  /** Does everything due by now. @returns when there is nothing more to do */
  readonly fireDue: (now: Date) => Promise<void>;
  /** The nearest moment at which something is due; undefined or null when nothing waits. */
  readonly next: () => Promise<Date | null | undefined>;
  readonly clock: { now(): Date };
  readonly log: Log;
  /** Logged when a round fails; the next one comes all the same. */
  readonly failed: string;
  /** Longest sleep: bounds how late something fires that another machine has just written. */
  readonly longestMs?: number;
}
export interface WatchLoop {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Something new was written here: look again. @param moment when it is due, where that is known; what is later than the next look changes nothing */
  hint(moment?: Date): void;
  /** Whether it is to end; long rounds ask in between. */
  stopping(): boolean;
}

/** Sleeps until the nearest moment, fires what is due, and sleeps again; never sweeps. */
export function watchMoments({ fireDue, next, clock, log, failed, longestMs = 1000 }: Watched): WatchLoop {
  let stopped = false;
  let loop: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let hinted = false;
  /** When the next look is; null while one goes on. */
  let nextLook: number | null = null;
  const sleep = (ms: number) => new Promise<void>((resolve) => {
    const done = () => { clearTimeout(timer); wake = null; resolve(); };
    const timer = setTimeout(done, ms);
    wake = done;
  });
  async function run(): Promise<void> {
    while (!stopped) {
      hinted = false;
      let pause = longestMs;
      try {
        await fireDue(clock.now());
        const moment = await next();
        if (moment) pause = Math.min(longestMs, Math.max(5, moment.getTime() - clock.now().getTime()));
      } catch (error) {
        log.error({ err: error }, failed);
      }
      nextLook = clock.now().getTime() + pause;
      if (!hinted && !stopped) await sleep(pause);
      nextLook = null;
    }
  }
  return {
    start() { loop = run(); return Promise.resolve(); },
    async stop() { stopped = true; wake?.(); await loop; },
    hint(moment) {
      if (moment && moment.getTime() >= (nextLook ?? clock.now().getTime() + longestMs)) return;
      hinted = true;
      wake?.();
    },
    stopping: () => stopped,
  };
}
