import type { GoodsMoveKind, GoodsState } from '@aftercare/contract/goods';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Products } from '../products/index.ts';
import { GoodsMoved } from './events.ts';
import * as store from './store.ts';

interface Cause { readonly key: string; readonly ticketId?: number | null; readonly reason?: string; readonly actor?: Actor }
const places = (state: GoodsState, by: 1 | -1) => ({ ready: state === 'ready' ? by : 0, refurbishing: state === 'refurbishing' ? by : 0 });

/** The one way finished goods move: the unit locked, the line written, the sum changed, all in the caller's transaction. The same key moves a unit once. */
export function createGoods({ bus, clock, db }: Pick<Platform, 'bus' | 'clock' | 'db'>, products: Pick<Products, 'updateUnit' | 'bySerial' | 'register'>) {
  const broken = (error: { code?: string }): never => { throw error.code === '23503' ? new Refusal('invalid-input', { fields: [{ path: 'siteId', key: 'field.choice' }] }) : error; };
  async function unitOf(tx: Tx, unitId: number) {
    const unit = await store.lockUnit(tx, unitId);
    if (!unit) throw new Refusal('not-found');
    return unit;
  }
  async function standing(tx: Tx, unitId: number): Promise<store.ItemRow> {
    await unitOf(tx, unitId);
    const item = await store.findItem(tx, unitId);
    if (!item) throw new Refusal('not-found', { key: 'goods.not-in-stock' });
    return item;
  }
  async function post(tx: Tx, item: store.ItemRow, kind: GoodsMoveKind, change: { ready: number; refurbishing: number }, c: Cause): Promise<void> {
    const actor = c.actor ?? systemActor;
    const at = clock.now();
    await store.post(tx, { unitId: item.unitId, modelId: item.modelId, siteId: item.siteId, grade: item.grade, kind, ...change, ticketId: c.ticketId ?? null, reason: c.reason ?? '', actor, at, key: c.key });
    await bus.publish(tx, GoodsMoved, { stream: `unit:${item.unitId}`, actor, payload: { unitId: item.unitId, modelId: item.modelId, siteId: item.siteId, kind, grade: item.grade, ticketId: c.ticketId ?? null, at: at.toISOString() } });
  }
  const status = (tx: Tx, unitId: number, to: 'in-stock' | 'returned' | 'scrapped', actor: Actor | undefined) => products.updateUnit(tx, unitId, { status: to, customerId: null }, { actor: actor ?? systemActor });
  async function leave(tx: Tx, unitId: number, kind: 'issue' | 'recycle', c: Cause): Promise<void> {
    const item = await standing(tx, unitId);
    await store.deleteItem(tx, unitId);
    await post(tx, item, kind, places(item.state, -1), c);
  }

  return {
    usualSite: (handle: Handle = db) => store.usualSite(handle),
    find: (handle: Handle, unitId: number) => store.findView(handle, unitId),
    list: store.list, stock: store.stock, moves: store.moves,
    /** @throws Refusal `conflict` for what a customer has or what stands in stock already */
    async receive(tx: Tx, r: Cause & { unitId: number; siteId: number; grade: store.GradeKey; state: GoodsState }): Promise<void> {
      const unit = await unitOf(tx, r.unitId);
      if (await store.moveDone(tx, { key: r.key, unitId: r.unitId, kind: 'receive' })) return;
      if (await store.findItem(tx, r.unitId)) throw new Refusal('conflict', { key: 'goods.in-stock' });
      if (unit.customerId !== null || unit.status === 'scrapped') throw new Refusal('conflict', { key: 'goods.not-ours' });
      const item = { unitId: r.unitId, modelId: unit.modelId, siteId: r.siteId, grade: r.grade, state: r.state, since: clock.now() };
      await store.insertItem(tx, item).catch(broken);
      await post(tx, item, 'receive', places(r.state, 1), r);
      await status(tx, r.unitId, r.state === 'ready' ? 'in-stock' : 'returned', r.actor);
    },
    async refurbish(tx: Tx, unitId: number, c: Cause): Promise<void> {
      const item = await standing(tx, unitId);
      if (item.state === 'refurbishing') return;
      await store.saveItem(tx, { ...item, state: 'refurbishing' });
      await post(tx, item, 'refurbish', { ready: -1, refurbishing: 1 }, c);
      await status(tx, unitId, 'returned', c.actor);
    },
    /** Good again: its old grade goes, the new one comes. @throws Refusal `conflict` for what nobody is making good */
    async refurbished(tx: Tx, unitId: number, grade: store.GradeKey, c: Cause): Promise<void> {
      const item = await standing(tx, unitId);
      if (item.state !== 'refurbishing') throw new Refusal('conflict', { key: 'goods.not-refurbishing' });
      const next = { ...item, grade, state: 'ready' as const };
      await store.saveItem(tx, next);
      await post(tx, item, 'refurbished', { ready: 0, refurbishing: -1 }, c);
      await post(tx, next, 'refurbished', { ready: 1, refurbishing: 0 }, c);
      await status(tx, unitId, 'in-stock', c.actor);
    },
    async send(tx: Tx, unitId: number, siteId: number, c: Cause): Promise<void> {
      const item = await standing(tx, unitId);
      if (item.siteId === siteId) return;
      const next = { ...item, siteId };
      await store.saveItem(tx, next).catch(broken);
      await post(tx, item, 'send', places(item.state, -1), c);
      await post(tx, next, 'send', places(item.state, 1), c);
    },
    /** It leaves for a customer. @throws Refusal `not-found`; `conflict` for what is being made good */
    async issue(tx: Tx, unitId: number, c: Cause): Promise<void> {
      if ((await standing(tx, unitId)).state === 'refurbishing') throw new Refusal('conflict', { key: 'goods.being-refurbished' });
      await leave(tx, unitId, 'issue', c);
    },
    /** Gone for good; also what never stood in stock leaves its line. */
    async recycle(tx: Tx, unitId: number, c: Cause & { siteId?: number | null; grade?: store.GradeKey | null }): Promise<void> {
      const unit = await unitOf(tx, unitId);
      if (await store.moveDone(tx, { key: c.key, unitId, kind: 'recycle' })) return;
      if (await store.findItem(tx, unitId)) await leave(tx, unitId, 'recycle', c);
      else {
        const siteId = c.siteId ?? (await store.usualSite(tx));
        if (siteId) await post(tx, { unitId, modelId: unit.modelId, siteId, grade: c.grade ?? 'D', state: 'ready', since: clock.now() }, 'recycle', { ready: 0, refurbishing: 0 }, c);
      }
      await status(tx, unitId, 'scrapped', c.actor);
    },
    /** The unit with this number; one that nobody knew is registered as the model. @throws Refusal `invalid-input` when several brands have the number, or nobody knows it and no model is told */
    async unitBySerial(tx: Tx, serial: string, modelId: number | null, actor: Actor): Promise<number> {
      const known = (await products.bySerial(serial, tx)).filter((u) => modelId === null || u.modelId === modelId);
      if (known.length === 1 && known[0]) return known[0].id;
      if (known.length > 1 || modelId === null) throw new Refusal('invalid-input', { fields: [{ path: known.length > 1 ? 'modelId' : 'serial', key: known.length > 1 ? 'field.required' : 'goods.unknown-serial' }] });
      return (await products.register(tx, { serial, modelId, status: 'in-stock' } as never, 'agent', actor)).id;
    },
  };
}
export type Goods = ReturnType<typeof createGoods>;
