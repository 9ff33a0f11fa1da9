import type { MoveKind } from '@aftercare/contract/parts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { OrderChanged, PartMoved, PartsArrived } from './events.ts';
import * as catalogue from './store-parts.ts';
import * as reservations from './store-reservations.ts';
import * as store from './store-stock.ts';

export { OrderChanged, PartMoved, PartsArrived };
export type Place = { readonly partId: number; readonly siteId: number };
export type MoveInput = Omit<store.MoveWrite, 'at' | 'actor'> & { actor?: Actor | undefined };

/** Value of `quantity` pieces at the moving average; the last pieces take all that is left. */
export function valueOf(stock: { onHand: number; valueMinor: number }, quantity: number): number {
  if (quantity >= stock.onHand) return stock.valueMinor;
  return Number((BigInt(stock.valueMinor) * BigInt(quantity) * 2n + BigInt(stock.onHand)) / (BigInt(stock.onHand) * 2n));
}

/** The one way stock moves: rows locked, line written, sums changed, all in the caller's transaction. */
export function createLedger(platform: Pick<Platform, 'bus' | 'clock' | 'jobs'>) {
  const { bus, clock, jobs } = platform;

  async function lock(tx: Tx, places: readonly Place[]): Promise<store.StockSums[]> {
    return store.lockStock(tx, places).catch((error: { code?: string }) => { throw error.code === '23503' ? new Refusal('not-found') : error; });
  }
  const partOf = async (tx: Tx, id: number) => {
    const part = await catalogue.findPart(tx, id);
    if (!part) throw new Refusal('not-found');
    return part;
  };

  /** Writes one line. `stock` must be locked; it is brought up to date, so that the caller can go on counting with it. */
  async function post(tx: Tx, stock: store.StockSums, move: MoveInput, change: store.Change): Promise<void> {
    const wasLow = isLow(stock);
    await store.insertMove(tx, stock, { ...move, actor: move.actor ?? systemActor, at: clock.now() }, change);
    await store.addToStock(tx, stock, change);
    for (const [field, by] of Object.entries(change) as [keyof store.Change, number][]) stock[field] += by;
    // Only at the crossing: a job key taken by every move would make all moves wait for each other.
    if (!wasLow && isLow(stock)) await askReorder(tx);
    const part = await partOf(tx, stock.partId);
    const ticketId = move.ticketId ?? null;
    await bus.publish(tx, PartMoved, {
      stream: ticketId ? `ticket:${ticketId}` : `part:${stock.partId}`, actor: move.actor ?? systemActor,
      payload: { partId: stock.partId, siteId: stock.siteId, number: part.number, name: part.name, kind: move.kind, quantity: move.quantity, for: move.for ?? null, ticketId, at: clock.now().toISOString() },
    });
  }
  const askReorder = (tx: Tx) => jobs.enqueue(tx, 'parts.reorder', {}, { key: 'parts.reorder' });

  /** Gives what is free to those who wait, longest first; each is told. `stock` must be locked. */
  async function fillWaiting(tx: Tx, stock: store.StockSums): Promise<void> {
    if (stock.waiting === 0) return;
    for (const r of await reservations.waitingAt(tx, stock.partId, stock.siteId)) {
      const wanted = r.quantity - r.used;
      if (stock.onHand - stock.reserved < wanted) return;
      await reservations.setState(tx, r.id, 'held', r.used);
      await store.addToStock(tx, stock, { waiting: -wanted });
      stock.waiting -= wanted;
      await post(tx, stock, { kind: 'reserve', quantity: wanted, for: r.for, ticketId: r.ticketId, reservationId: r.id, key: `waited:${r.id}` }, { reserved: wanted });
      await bus.publish(tx, PartsArrived, {
        stream: r.ticketId ? `ticket:${r.ticketId}` : `part:${r.partId}`, actor: systemActor,
        payload: { partId: r.partId, siteId: r.siteId, number: r.number, name: r.name, quantity: wanted, reservationId: r.id, for: r.for, ticketId: r.ticketId, at: clock.now().toISOString() },
      });
    }
  }
  const done = (tx: Tx, key: string, kind: MoveKind, place: Place) => store.moveDone(tx, { key, kind, ...place });

  return { lock, post, fillWaiting, askReorder, done, partOf };
}
export type Ledger = ReturnType<typeof createLedger>;

const isLow = (s: store.StockSums) => s.waiting > 0 || (s.reorderPoint > 0 && s.onHand - s.reserved <= s.reorderPoint);
/** Pieces that nobody has a claim on. */
export const available = (s: store.StockSums) => s.onHand - s.reserved;

/** One serial number for each piece of a part that has them. */
export function assertSerials(part: { serialised: boolean }, quantity: number, serials: readonly string[] | undefined): void {
  const given = serials ?? [];
  if (part.serialised ? given.length !== quantity || new Set(given).size !== given.length : given.length > quantity) throw new Refusal('invalid-input', { fields: [{ path: 'serials', key: 'parts.serials' }] });
}
