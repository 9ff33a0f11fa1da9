import type { Principal } from '../../../platform/auth/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import { figuresOf, findingsOf } from './figures.ts';
import * as store from './store.ts';

const day = 86_400_000;

/** Channels side by side, this period against the one before. */
export function createReview({ work, clock }: Pick<Platform, 'work' | 'clock'>, tickets: Pick<Tickets, 'visible'>) {
  return async (days: number, principal: Principal) => {
    // Null: the whole house.
    const visible = principal.scope === 'all' ? null : tickets.visible(principal);
    const to = clock.now();
    const from = new Date(to.getTime() - days * day);
    const before = new Date(from.getTime() - days * day);
    // What a door costs is the house's; a part of it has no cost of its own.
    const costs = visible ? [] : await store.costs(work);
    const [used, said, usedBefore, saidBefore, switches, overlap] = await Promise.all([
      store.use(work, from, to, visible), store.messages(work, from, to, visible), store.use(work, before, from, visible), store.messages(work, before, from, visible), store.switches(work, from, to, visible), store.overlap(work, from, to, visible),
    ]);
    const [now, old] = [figuresOf(used, said, costs, days * day), figuresOf(usedBefore, saidBefore, costs, days * day)];
    return { from, to, days, channels: now, before: old, switches, overlap, findings: findingsOf(now, old, overlap), costs };
  };
}
export type Review = ReturnType<typeof createReview>;
