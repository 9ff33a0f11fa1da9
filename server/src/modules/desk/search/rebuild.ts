import type { Tx } from '../../../platform/db/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { entryOf } from './entries.ts';
import type { Names } from './names.ts';
import type { Spelling } from './spelling.ts';
import * as store from './store-entries.ts';
import * as index from './store-index.ts';

const ticketsPerStep = 500;
/** So many tickets are written without the index, which is built at the end; with more nobody would want to wait for it. */
const smallEnough = 100_000;

export interface RebuildProgress { readonly done: number; readonly of: number; readonly texts: number; readonly resumed: boolean }
export interface RebuildOptions {
  readonly fromStart?: boolean;
  readonly progress?: (p: RebuildProgress) => void;
  /** Called after each step; false ends it there. */
  readonly goOn?: () => Promise<boolean>;
}

/**
 * Writes all entries anew while everything runs: each step is one transaction that also says how far it came, so that a killed rebuild goes on
 * where it stood, and what is searched meanwhile is found by what was there before. What happens meanwhile is followed as always.
 */
export function createRebuild({ work, clock }: Pick<Platform, 'work' | 'clock'>, spelling: Spelling, names: Names) {
  async function write(tx: Tx, from: number, to: number): Promise<number> {
    const newest = await store.newestEntry(tx);
    const sources = await store.sourcesOf(tx, from, to);
    const entries = sources.map(entryOf);
    if (entries.length > 0) await store.putEntries(tx, entries);
    await store.dropStale(tx, from, to, newest, sources);
    // A subject that was changed since it was read: the follower may have been here before us.
    const said = new Map(sources.filter((s) => s.kind === 'subject').map((s) => [s.itemId, s.text]));
    const changed = (await store.subjects(tx, [...said.keys()])).filter((s) => s.text !== said.get(s.itemId));
    if (changed.length > 0) await store.putEntries(tx, changed.map(entryOf));
    await spelling.learn(tx, [...entries, ...changed.map(entryOf)].flatMap((e) => e.tokens));
    return entries.length;
  }
  const step = () => work.tx(async (tx) => {
    const at = await index.takeStep(tx);
    if (!at || at.upTo >= at.last) return null;
    const to = Math.min(at.upTo + 1 + ticketsPerStep, at.last + 1);
    const written = await write(tx, at.upTo + 1, to);
    await index.rebuiltUpTo(tx, to - 1, written);
    return { upTo: to - 1, texts: at.texts + written };
  });

  /** From the beginning, or from where one that was cut off stood. Returns the number of texts. */
  return async (options: RebuildOptions = {}): Promise<number> => {
    const there = await index.rebuildState(work);
    const resumed = !options.fromStart && there?.finishedAt === null;
    const state = resumed ? there : await index.beginRebuild(work, clock.now());
    if (!state) throw new Error('the rebuild has no state');
    const small = (await index.isEmpty(work)) && state.last - state.upTo <= smallEnough;
    if (small) await index.dropIndex(work);
    let { texts } = state;
    for (let taken = await step(); taken; taken = await step()) {
      texts = taken.texts;
      options.progress?.({ done: taken.upTo - state.upTo, of: state.last - state.upTo, texts, resumed });
      if (options.goOn && !(await options.goOn())) return texts;
    }
    await (small ? index.buildIndexHere(work) : index.buildIndex(work));
    await index.analyze(work);
    await names.again();
    await names.catchUp();
    await index.endRebuild(work, clock.now());
    return texts;
  };
}
export type RebuildIndex = ReturnType<typeof createRebuild>;
