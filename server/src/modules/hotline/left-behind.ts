import type { Platform } from '../../platform/module/index.ts';
import type { Calls } from './calls.ts';
import type { Recordings } from './recordings.ts';
import * as store from './store.ts';

/** A process with sound says so often that it is alive; after this it is not. */
export const aliveEveryMs = 15_000;
const deadAfterMs = 60_000;
/** A cloud call whose end was never told. */
const forgottenAfterMs = 4 * 3_600_000;

/** What processes that died left: calls end with them, recordings are finished from their pieces. By whoever is there, on any machine. */
export function createLeftBehind(platform: Pick<Platform, 'db' | 'clock'>, calls: Calls, recordings: Recordings) {
  const { db, clock } = platform;
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  async function end(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      const kinds = await recordings.kindsOf(id);
      // A message counts as one before the call is judged to be missed.
      if (kinds.includes('voicemail')) await recordings.finish(id, 'voicemail');
      await calls.ended(id, 'process');
      if (kinds.includes('call')) await recordings.finish(id, 'call');
    }
  }
  /** Ends the calls of a process that is gone. */
  async function sweep(process: string): Promise<number> {
    const ids = await db.tx(async (tx) => (await store.strandedCalls(tx, process)).map((r) => r.id));
    await end(ids);
    return ids.length;
  }
  return {
    sweep,
    alive: (process: string) => store.seen(db, process, clock.now()),
    /** Looks after all of them. */
    async watch(): Promise<void> {
      for (const { process } of await store.silentProcesses(db, before(deadAfterMs))) await sweep(process);
      await end((await store.forgottenCalls(db, before(forgottenAfterMs))).map((r) => r.id));
      await recordings.finishAbandoned();
    },
  };
}
