import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { SettlementMoved } from './events.ts';
import * as store from './store-money.ts';

/** What vendors are paid, month by month: every checked job once, however often it is run. */
export function createSettlements(platform: Platform) {
  const { db, bus, clock } = platform;
  const load = async (handle: Handle, id: number) => {
    const row = await store.findSettlement(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const moved = async (tx: Tx, id: number, actor: Actor) => {
    const row = await load(tx, id);
    await bus.publish(tx, SettlementMoved, { stream: `vendor:${row.vendor.id}`, actor, payload: { settlementId: id, vendorId: row.vendor.id, period: row.period, state: row.state, at: clock.now().toISOString() } });
    return row;
  };

  return {
    load,
    list: (filter: { vendorId?: number | undefined; period?: string | undefined; shown?: boolean }, handle: Handle = db) => store.listSettlements(handle, filter),
    lines: (id: number, handle: Handle = db) => store.linesOf(handle, id),
    /** Gathers what was checked before the end of the month and stands on no settlement yet. */
    async run(tx: Tx, period: string, vendorId: number | null, actor: Actor): Promise<number> {
      await store.lockRuns(tx);
      const end = await store.endOf(tx, period);
      await store.openSettlements(tx, { period, end, vendorId, at: clock.now() });
      const added = await store.gatherLines(tx, { period, end, vendorId });
      await store.dropEmpty(tx, period);
      for (const id of new Set(added.map((l) => l.settlementId))) await moved(tx, id, actor);
      return added.length;
    },
    async approve(tx: Tx, id: number, actor: Actor) {
      if (!(await store.lockSettlement(tx, id))) throw new Refusal('not-found');
      if ((await store.approve(tx, id, clock.now(), actor)) === 0) throw new Refusal('conflict', { key: 'vendors.not-draft' });
      return moved(tx, id, actor);
    },
    async pay(tx: Tx, id: number, reference: string, actor: Actor) {
      if (!(await store.lockSettlement(tx, id))) throw new Refusal('not-found');
      if ((await store.pay(tx, id, clock.now(), reference)) === 0) throw new Refusal('conflict', { key: 'vendors.not-approved' });
      return moved(tx, id, actor);
    },
  };
}
export type Settlements = ReturnType<typeof createSettlements>;
