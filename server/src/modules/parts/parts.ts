import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createCatalogue } from './catalogue.ts';
import { createLedger } from './ledger.ts';
import { createMoving } from './moving.ts';
import { createOrders } from './orders.ts';
import { createRestock } from './restock.ts';
import { createReservations } from './reservations.ts';
import * as lists from './store-lists.ts';
import { setLevels } from './store-stock.ts';

/** Spare parts: what there is, where, for whom, and what it is worth. */
export function createParts(platform: Platform) {
  const { db } = platform;
  const ledger = createLedger(platform);
  const moving = createMoving(platform, ledger);
  const reservations = createReservations(platform, ledger);
  const orders = createOrders(platform, moving, ledger);
  const stockAt = async (handle: Handle, partId: number, siteId: number) => {
    const row = await lists.stockAt(handle, partId, siteId);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  return {
    ...createCatalogue(),
    ...reservations,
    ...moving,
    ...createRestock(moving),
    orders,
    stockAt,
    stockOfPart: lists.stockOfPart,
    listStock: lists.listStock,
    listMoves: lists.listMoves,
    values: lists.values,
    /** Where a part is, the most first. */
    whereIs: (partId: number, handle: Handle = db) => moving.whereIs(handle, partId),
    /** Reorder point and level, and the shelf. @throws Refusal `not-found` for an unknown part or site */
    async setLevels(tx: Tx, levels: Parameters<typeof setLevels>[1]) {
      await setLevels(tx, levels).catch((error: { code?: string }) => { throw error.code === '23503' ? new Refusal('not-found') : error; });
      const row = await stockAt(tx, levels.partId, levels.siteId);
      if (row.low) await ledger.askReorder(tx);
      return row;
    },
  };
}
export type Parts = ReturnType<typeof createParts>;
