import type { Restock } from '@aftercare/contract/parts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { createMoving } from './moving.ts';
import * as store from './store-restock.ts';
import type { TransferRow } from './store-transfers.ts';

/** Shares what a home has among its vans: whoever lacks most by their level comes first; nobody gets more than is there. Pure. */
export function proposals(needs: readonly store.Need[]): Restock[] {
  const left = new Map<string, number>();
  return needs.map(({ available, ...need }) => {
    const key = `${need.partId} ${need.fromId}`;
    const there = left.get(key) ?? available;
    const quantity = Math.min(need.wanted, Math.max(0, there));
    left.set(key, there - quantity);
    return { ...need, quantity };
  });
}

/** Vans are filled from their home by their levels; people send what is proposed. */
export function createRestock(moving: Pick<ReturnType<typeof createMoving>, 'transfer'>) {
  const wanted = async (handle: Handle, f: { sites: readonly number[] | null; vans: readonly number[] | null }) => proposals(await store.needs(handle, f));
  return {
    restock: wanted,
    /** Sends all that can be sent, one run at a time: two would send the same twice. */
    async restockVans(tx: Tx, f: { sites: readonly number[] | null; vans: readonly number[] | null; key: string; actor: Actor; note: string }): Promise<TransferRow[]> {
      await store.lockRestock(tx);
      const sent: TransferRow[] = [];
      // In one order of parts, as all transfers are, so that two of them do not wait for each other.
      for (const p of (await wanted(tx, f)).toSorted((a, b) => a.partId - b.partId || a.siteId - b.siteId)) {
        if (p.quantity === 0) continue;
        try {
          sent.push(await moving.transfer(tx, { partId: p.partId, fromId: p.fromId, toId: p.siteId, quantity: p.quantity, note: f.note, key: `${f.key}:${p.siteId}:${p.partId}`, actor: f.actor }));
        } catch (error) {
          // Somebody took it since we looked: the next run proposes what is left then.
          if (!(error instanceof Refusal) || error.code !== 'no-stock') throw error;
        }
      }
      return sent;
    },
  };
}
