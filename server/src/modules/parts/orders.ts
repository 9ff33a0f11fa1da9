import type { OrderWrite } from '@aftercare/contract/parts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Ledger, OrderChanged } from './ledger.ts';
import type { createMoving } from './moving.ts';
import * as store from './store-orders.ts';

export interface Arrived { readonly lineId: number; readonly quantity: number; readonly costMinor?: number | undefined; readonly serials: readonly string[] }

/** Purchase orders: drafted by people or by rule, placed, received against. */
export function createOrders({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, moving: ReturnType<typeof createMoving>, ledger: Pick<Ledger, 'partOf'>) {
  const load = async (handle: Handle, id: number) => {
    const row = await store.findOrder(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  async function lockIn(tx: Tx, id: number, states: readonly string[]): Promise<store.OrderRow> {
    const row = await store.lockOrder(tx, id);
    if (!row) throw new Refusal('not-found');
    if (!states.includes(row.state)) throw new Refusal('conflict', { key: 'parts.order-state', params: { state: row.state } });
    return row;
  }
  async function told(tx: Tx, id: number, actor: Actor): Promise<store.OrderRow> {
    const row = await load(tx, id);
    await bus.publish(tx, OrderChanged, { stream: `purchase-order:${id}`, actor, payload: { orderId: id, state: row.state, siteId: row.siteId } });
    return row;
  }
  async function assertParts(tx: Tx, o: OrderWrite): Promise<void> {
    for (const [i, line] of o.lines.entries()) {
      const part = await ledger.partOf(tx, line.partId).catch(() => null);
      if (part?.currency !== o.currency) throw new Refusal('invalid-input', { fields: [{ path: `lines.${i}.partId`, key: 'field.choice' }] });
    }
  }
  const broken = (error: { code?: string }): never => { throw error.code === '23503' ? new Refusal('not-found') : error; };

  return {
    load,
    list: store.listOrders,
    expectedOn: store.expectedOn,
    async create(tx: Tx, o: OrderWrite, actor: Actor): Promise<store.OrderRow> {
      await assertParts(tx, o);
      const made = await store.insertOrder(tx, { ...o, byRule: false, at: clock.now() }).catch(broken);
      await store.setLines(tx, made?.id ?? 0, o.lines);
      return told(tx, made?.id ?? 0, actor);
    },
    async update(tx: Tx, id: number, o: OrderWrite, actor: Actor): Promise<store.OrderRow> {
      await lockIn(tx, id, ['draft']);
      await assertParts(tx, o);
      await store.saveOrder(tx, id, o).catch(broken);
      await store.setLines(tx, id, o.lines);
      return told(tx, id, actor);
    },
    /** The order went to the supplier; expected after the longest lead time unless told. */
    async place(tx: Tx, id: number, expectedOn: string | null, actor: Actor): Promise<store.OrderRow> {
      await lockIn(tx, id, ['draft']);
      await store.placeOrder(tx, id, clock.now(), expectedOn);
      return told(tx, id, actor);
    },
    async cancel(tx: Tx, id: number, actor: Actor): Promise<store.OrderRow> {
      await lockIn(tx, id, ['draft', 'ordered', 'partly']);
      await store.setOrderState(tx, id, 'cancelled');
      return told(tx, id, actor);
    },
    /** Puts what came on the shelf at what it cost. @throws Refusal `invalid-input` for more than is missing */
    async receive(tx: Tx, id: number, lines: readonly Arrived[], key: string, actor: Actor): Promise<store.OrderRow> {
      const order = await lockIn(tx, id, ['ordered', 'partly']);
      const seen = new Set<number>();
      for (const [i, arrived] of lines.entries()) {
        const line = order.lines.find((l) => l.id === arrived.lineId);
        if (!line || seen.has(arrived.lineId)) throw new Refusal('invalid-input', { fields: [{ path: `lines.${i}.lineId`, key: 'field.choice' }] });
        seen.add(arrived.lineId);
        if (arrived.quantity > line.quantity - line.received) throw new Refusal('invalid-input', { fields: [{ path: `lines.${i}.quantity`, key: 'parts.too-many', params: { limit: line.quantity - line.received } }] });
        await store.addReceived(tx, line.id, arrived.quantity);
        await moving.receive(tx, { partId: line.partId, siteId: order.siteId, quantity: arrived.quantity, unitCostMinor: arrived.costMinor ?? line.costMinor, serials: arrived.serials, orderLineId: line.id, reason: order.number, key: `${key}:${line.id}`, actor });
      }
      const left = (await load(tx, id)).lines.some((l) => l.received < l.quantity);
      await store.setOrderState(tx, id, left ? 'partly' : 'received');
      return told(tx, id, actor);
    },
    /** Drafts for everything that is short, one per site, supplier and currency. @returns how many drafts were begun or filled up */
    async reorder(tx: Tx): Promise<number> {
      await store.lockReorder(tx);
      const touched = new Set<number>();
      for (const need of await store.needs(tx)) {
        const id = await store.ruleDraft(tx, { ...need, at: clock.now() });
        await store.addLine(tx, id, need);
        touched.add(id);
      }
      for (const id of touched) await told(tx, id, systemActor);
      return touched.size;
    },
  };
}
