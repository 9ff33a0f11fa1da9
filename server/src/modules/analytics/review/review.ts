import type { Platform } from '../../../platform/module/index.ts';
import { figuresOf, findingsOf } from './figures.ts';
import * as store from './store.ts';

const day = 86_400_000;

/** Channels side by side, this period against the one before. */
export function createReview({ work, clock }: Pick<Platform, 'work' | 'clock'>) {
  return async (days: number) => {
    const to = clock.now();
    const from = new Date(to.getTime() - days * day);
    const before = new Date(from.getTime() - days * day);
    const costs = await store.costs(work);
    const [used, said, usedBefore, saidBefore, switches, overlap] = await Promise.all([
      store.use(work, from, to), store.messages(work, from, to), store.use(work, before, from), store.messages(work, before, from), store.switches(work, from, to), store.overlap(work, from, to),
    ]);
    const [now, old] = [figuresOf(used, said, costs, days * day), figuresOf(usedBefore, saidBefore, costs, days * day)];
    return { from, to, days, channels: now, before: old, switches, overlap, findings: findingsOf(now, old, overlap), costs };
  };
}
export type Review = ReturnType<typeof createReview>;
