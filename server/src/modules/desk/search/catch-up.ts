import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform, Service } from '../../../platform/module/index.ts';
import type { RebuildIndex } from './rebuild.ts';
import * as index from './store-index.ts';

const lookAgainMs = 60_000;

/**
 * What the index of an older version lacks, and a rebuild that was cut off, is made good in the background: first the word index, then the texts, a
 * step at a time with as long a pause after it, so that half of the time is everybody else's. A rebuild by command that stands still for a minute was cut off.
 */
export function createCatchUp({ work, log }: Pick<Platform, 'work' | 'log'>, rebuild: RebuildIndex) {
  let leaving = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  async function run(pause: (ms: number) => Promise<boolean>): Promise<void> {
    await index.buildIndex(work, leaving.signal);
    if ((await index.rebuildState(work))?.finishedAt !== null) return;
    let from = performance.now();
    await rebuild({ async goOn() {
      const goes = await pause(performance.now() - from);
      from = performance.now();
      return goes;
    } });
  }
  /** Until told to leave. */
  async function keepWatch(pause: (ms: number) => Promise<boolean>): Promise<void> {
    await run(pause);
    for (let stood: number | null = null; await pause(lookAgainMs);) {
      const state = await index.rebuildState(work);
      const at = state?.finishedAt === null ? state.upTo : null;
      if (at !== null && at === stood) await run(pause);
      stood = at;
    }
  }
  const service: Service = {
    name: 'desk.index', role: 'worker',
    start() {
      leaving = new AbortController();
      const { signal } = leaving;
      running = keepWatch((ms) => sleep(ms, true, { signal }).catch(() => false)).catch((error: unknown) => { if (!signal.aborted) log.warn({ err: error }, 'the search index was not brought up to date; the next start tries again'); });
      return Promise.resolve();
    },
    async stop() { leaving.abort(); await running; },
  };
  return { service, run: () => run(() => Promise.resolve(true)) };
}
