import type { Platform, Service } from '../../platform/module/index.ts';
import type { Routing } from './routing.ts';

/** Shifts begin by the clock, not by a fact: so often somebody looks whether who waits can be served. */
const everyMs = 15_000;

export function shiftWatch(platform: Pick<Platform, 'log'>, routing: Routing): Service {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    running = routing.retryAll().catch((error: unknown) => platform.log.error({ err: error }, 'giving out waiting tickets failed, trying again'));
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
