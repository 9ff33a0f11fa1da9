import type { Platform, Service } from '../../platform/module/index.ts';
import type { Routing } from './routing.ts';

/** Offers run out and waits grow too long by the clock: looked at so often, by two indexed reads. */
const everyMs = 2000;
/** Shifts begin by the clock, not by a fact: so often somebody looks whether who waits can be served. */
const shiftsEvery = 8;

export function shiftWatch(platform: Pick<Platform, 'log'>, routing: Pick<Routing, 'retryAll' | 'passTime'>): Service {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let turn = 0;
  const look = () => {
    if (running) return;
    const whole = turn++ % shiftsEvery === 0;
    running = routing.passTime().then(() => (whole ? routing.retryAll() : undefined))
      .catch((error: unknown) => platform.log.error({ err: error }, 'giving out waiting tickets failed, trying again'))
      .finally(() => { running = null; });
  };
  return {
    name: 'routing.shifts', role: 'worker',
    start() {
      timer = setInterval(look, everyMs);
      return Promise.resolve();
    },
    async stop() {
      if (timer) clearInterval(timer);
      await running;
    },
  };
}
