import { type Principal, actorOf } from '../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Sites } from '../sites/index.ts';
import { NumberMoved } from './events.ts';
import * as store from './store-queue.ts';

export type NumberAct = 'recall' | 'start' | 'done' | 'no-show' | 'back';
type State = store.NumberRow['state'];
/** From which states an act leads where. */
const acts: Readonly<Record<Exclude<NumberAct, 'recall'>, { readonly from: readonly State[]; readonly to: State }>> = {
  start: { from: ['called'], to: 'serving' }, done: { from: ['called', 'serving'], to: 'done' }, 'no-show': { from: ['called'], to: 'no-show' }, back: { from: ['called', 'no-show'], to: 'waiting' },
};
/** Where nobody said what people come for, there is one queue for all. */
const first = [{ letter: 'A', name: { zh: '送修与咨询', en: 'Repairs and questions' } }, { letter: 'B', name: { zh: '取件', en: 'Collect' } }];

export const codeOf = (n: Pick<store.NumberRow, 'letter' | 'number'>): string => `${n.letter}${String(n.number).padStart(3, '0')}`;

/** Numbers of people who wait at a site: taken at the kiosk, called by clerks, shown on the wall. */
export function createQueue(platform: Platform, sites: Sites) {
  const { db, bus, clock } = platform;
  const moved = (tx: Tx, n: store.NumberRow, actor: Actor) => bus.publish(tx, NumberMoved, { stream: `site:${n.siteId}`, actor, payload: { siteId: n.siteId, numberId: n.id, code: codeOf(n), state: n.state } });
  const reload = async (tx: Tx, id: number, actor: Actor) => {
    const row = await store.findNumber(tx, id);
    if (!row) throw new Refusal('not-found');
    await moved(tx, row, actor);
    return row;
  };

  return {
    services: (siteId: number) => store.services(db, siteId, clock.now()),
    /** A site's first visit to its counter makes it the usual queues. */
    async ensureServices(siteId: number): Promise<void> {
      if ((await store.countServices(db, siteId)) > 0) return;
      await db.tx(async (tx) => { for (const [i, s] of first.entries()) await store.upsertService(tx, siteId, { ...s, active: true, position: i + 1 }); });
    },
    async saveServices(tx: Tx, siteId: number, items: readonly { letter: string; name: { zh: string; en: string }; active: boolean }[]): Promise<void> {
      await store.retireServices(tx, siteId, items.map((s) => s.letter));
      for (const [i, s] of items.entries()) await store.upsertService(tx, siteId, { ...s, position: i + 1 });
    },
    /** @throws Refusal `not-found` for a service of another site, or one that is switched off */
    async take(tx: Tx, siteId: number, serviceId: number, actor: Actor = systemActor): Promise<store.NumberRow> {
      const row = await store.takeNumber(tx, serviceId, siteId, clock.now());
      if (!row) throw new Refusal('not-found');
      await moved(tx, row, actor);
      return row;
    },
    ahead: (n: store.NumberRow) => store.ahead(db, n.siteId, n.id, clock.now()),
    /** Calls who waited longest; undefined when nobody waits. Whoever presses at the same moment gets another one. */
    async next(tx: Tx, siteId: number, o: { desk: string; letters: readonly string[] }, principal: Principal): Promise<store.NumberRow | undefined> {
      const taken = await store.callNext(tx, { siteId, ...o, agentId: principal.kind === 'agent' ? principal.id : null, now: clock.now() });
      return taken ? reload(tx, taken.id, actorOf(principal)) : undefined;
    },
    async move(tx: Tx, id: number, act: NumberAct, principal: Principal): Promise<store.NumberRow> {
      const row = await store.lockNumber(tx, id);
      if (!row) throw new Refusal('not-found');
      await sites.assertAllowed(tx, principal, row.siteId);
      const now = clock.now();
      if (act === 'recall') {
        if (row.state !== 'called') throw new Refusal('conflict', { key: 'counter.number-moved' });
        await store.recall(tx, id, now);
      } else {
        if (!acts[act].from.includes(row.state)) throw new Refusal('conflict', { key: 'counter.number-moved' });
        await store.setState(tx, id, acts[act].to, now);
      }
      return reload(tx, id, actorOf(principal));
    },
    /** Who stands here now came with this ticket. */
    async serve(tx: Tx, id: number, siteId: number, ticketId: number, actor: Actor): Promise<void> {
      if ((await store.setTicket(tx, id, siteId, ticketId)) > 0) await reload(tx, id, actor);
    },
    waiting: (siteId: number) => store.waiting(db, siteId, clock.now()),
    called: (siteId: number) => store.called(db, siteId, clock.now()),
    today: (siteId: number) => store.today(db, siteId, clock.now()),
  };
}
export type Queue = ReturnType<typeof createQueue>;
