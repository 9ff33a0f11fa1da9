import type { Tx } from '../../../platform/db/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { entryOf } from './entries.ts';
import type { Names } from './names.ts';
import type { Spelling } from './spelling.ts';
import * as store from './store-entries.ts';

const ticketsPerStep = 500;
/** So many tickets are written without the index, which is built at the end; with more nobody would want to wait for it. */
const smallEnough = 100_000;

export interface RebuildProgress { readonly done: number; readonly of: number; readonly texts: number; readonly resumed: boolean }

/**
 * Writes all entries anew while everything runs: each step is one transaction that also says how far it came, so that a killed rebuild goes on
 * where it stood, and what is searched meanwhile is found by what was there before. What happens meanwhile is followed as always.
 */
export function createRebuild({ work, clock }: Pick<Platform, 'work' | 'clock'>, spelling: Spelling, names: Names) {
  async function step(tx: Tx, from: number, to: number): Promise<number> {
    const newest = await store.newestEntry(tx);
    const sources = await store.sourcesOf(tx, from, to);
    const entries = sources.map(entryOf);
    if (entries.length > 0) await store.putEntries(tx, entries);
    await store.dropStale(tx, from, to, newest, sources);
    // A subject that was changed since it was read: the follower may have been here before us.
    const said = new Map(sources.filter((s) => s.kind === 'subject').map((s) => [s.itemId, s.text]));
    const changed = (await store.subjects(tx, [...said.keys()])).filter((s) => s.text !== said.get(s.itemId));
    if (changed.length > 0) await store.putEntries(tx, changed.map(entryOf));
    await spelling.learn(tx, entries.flatMap((e) => e.tokens));
    return entries.length;
  }

  /** From the beginning, or from where one that was cut off stood. Returns the number of texts. */
  return async (options: { fromStart?: boolean; progress?: (p: RebuildProgress) => void } = {}): Promise<number> => {
    const there = await store.rebuildState(work);
    const resumed = !options.fromStart && there?.finishedAt === null;
    const state = resumed ? there : await store.beginRebuild(work, clock.now());
    if (!state) throw new Error('the rebuild has no state');
    const bare = (await store.isEmpty(work)) && state.last - state.upTo <= smallEnough;
    if (bare) await store.dropIndex(work);
    const first = state.upTo;
    let { texts } = state;
    for (let from = first + 1; from <= state.last; from += ticketsPerStep) {
      const to = Math.min(from + ticketsPerStep, state.last + 1);
      const written = await work.tx(async (tx) => { const n = await step(tx, from, to); await store.rebuiltUpTo(tx, to - 1, n); return n; });
      texts += written;
      options.progress?.({ done: to - 1 - first, of: state.last - first, texts, resumed });
    }
    await store.buildIndex(work);
    await store.analyze(work);
    await names.again();
    await names.catchUp();
    await store.endRebuild(work, clock.now());
    return texts;
  };
}
