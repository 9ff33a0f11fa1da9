/** A ticket given to somebody who has to take it by a time: taken, passed on, or missed. */
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { OfferMissed } from './events.ts';
import { type Router, routerActor } from './router.ts';
import * as store from './store-offers.ts';

/** So long somebody is not given again what they let pass, unless nobody else could ever take it. */
const restMs = 5 * 60_000;
/** Calls ring by the hotline's own time; so many unanswered in a row, and the person is set away. */
const missedCalls = 3;

export function createOffers(platform: Pick<Platform, 'bus' | 'clock'>, org: Pick<Org, 'setPresence'>, tickets: Pick<Tickets, 'place'>, router: Router) {
  const { bus, clock } = platform;

  /** @returns who was set away by it */
  async function miss(tx: Tx, missed: readonly { agentId: number; ticketId: number; most: number }[]): Promise<ReadonlySet<number>> {
    const by = Map.groupBy(missed, (m) => m.agentId);
    const counts = await store.countMisses(tx, [...by].map(([agentId, list]) => ({ agentId, n: list.length })));
    const gone = new Set<number>();
    for (const { agentId, misses } of counts) {
      const list = by.get(agentId) ?? [];
      const away = misses >= Math.min(...list.map((m) => m.most));
      for (const { ticketId } of list) await bus.publish(tx, OfferMissed, { stream: `ticket:${ticketId}`, payload: { ticketId, agentId, misses, away }, actor: systemActor });
      if (!away) continue;
      gone.add(agentId);
      await org.setPresence(tx, agentId, 'away', routerActor);
      await store.forgetMisses(tx, [agentId]);
    }
    return gone;
  }
  async function backToQueue(tx: Tx, rows: readonly store.OfferRow[], reason: string, until: Date | null): Promise<void> {
    await tickets.place(tx, rows.map((r) => ({ id: r.ticketId, ownerId: null, reason })), routerActor);
    await router.route(tx, rows.map((r) => r.ticketId), new Map(rows.map((r) => [r.ticketId, r.agentId])), until);
  }

  return {
    /** Answered, worked on or given to somebody else: nobody has to take it any more. @param by who took it, by ticket */
    async settle(tx: Tx, by: ReadonlyMap<number, number | null>): Promise<void> {
      await store.dropOffers(tx, [...by.keys()]);
      // Who works is here, whatever rang before.
      const here = [...new Set(by.values())].filter((id) => id !== null);
      if (here.length > 0) await store.forgetMisses(tx, here);
    },
    async answer(tx: Tx, ticketId: number, take: boolean, actor: Actor): Promise<void> {
      const offer = await store.offerOf(tx, ticketId);
      if (!offer || actor.kind !== 'agent' || offer.agentId !== actor.id) throw new Refusal('conflict', { key: 'routing.offer-gone' });
      await store.dropOffers(tx, [ticketId]);
      await store.forgetMisses(tx, [offer.agentId]);
      if (!take) await backToQueue(tx, [offer], 'passed-on', null);
    },
    /** What nobody took in time goes back into its queue, to somebody else. */
    async expire(tx: Tx): Promise<number> {
      const late = await store.expiredOffers(tx, clock.now(), 200);
      if (late.length === 0) return 0;
      await miss(tx, late.map((o) => ({ agentId: o.agentId, ticketId: o.ticketId, most: o.misses })));
      await backToQueue(tx, late, 'not-taken', new Date(clock.now().getTime() + restMs));
      return late.length;
    },
    /** A telephone rang and nobody answered. Who is set away by it is not rung up again: the call is nobody's until somebody is free. */
    async missedCall(tx: Tx, ticketId: number, agentId: number): Promise<void> {
      const gone = await miss(tx, [{ agentId, ticketId, most: missedCalls }]);
      if (gone.has(agentId)) await tickets.place(tx, [{ id: ticketId, ownerId: null, reason: 'not-taken' }], routerActor);
    },
  };
}
export type Offers = ReturnType<typeof createOffers>;
