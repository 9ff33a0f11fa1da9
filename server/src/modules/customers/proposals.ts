import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Merging } from './merge.ts';
import { type Reason, treeOf } from './store-merge.ts';
import * as store from './store-proposals.ts';

/** Customers who are probably one person, with the reasons; a person decides. */
export function createProposals({ clock }: Pick<Platform, 'clock'>, merging: Merging) {
  const open = async (tx: Tx, id: number) => {
    const row = await store.findProposal(tx, id);
    if (row?.state !== 'open') throw new Refusal('not-found');
    return row;
  };
  return {
    propose: (tx: Tx, list: readonly store.Likely[]) => (list.length === 0 ? Promise.resolve(0) : store.putProposals(tx, list, clock.now())),
    /** Whom this customer may be as well. */
    async of(handle: Handle, id: number) {
      const tree = new Set(await treeOf(handle, id));
      const found: { id: number; otherId: number; score: number; reasons: Reason[]; foundAt: Date }[] = [];
      for (const row of await store.proposalsOf(handle, [...tree])) {
        const otherId = await merging.current(tree.has(row.aId) ? row.bId : row.aId, handle);
        if (otherId !== undefined && !tree.has(otherId) && !found.some((f) => f.otherId === otherId)) found.push({ id: row.id, otherId, score: row.score, reasons: row.reasons, foundAt: row.foundAt });
      }
      return found;
    },
    /** All that are open, the likeliest first. */
    open: store.openProposals,
    /** Whom an open proposal is about. */
    both: async (tx: Tx, id: number) => { const { aId, bId } = await open(tx, id); return [aId, bId]; },
    async dismiss(tx: Tx, id: number, actor: Actor): Promise<void> {
      await open(tx, id);
      await store.decideProposal(tx, id, 'dismissed', clock.now(), actor);
    },
    settle: (tx: Tx, aId: number, bId: number, state: 'merged' | 'dismissed', actor: Actor) => store.settlePair(tx, aId, bId, state, clock.now(), actor),
    reasons: async (handle: Handle, aId: number, bId: number) => (await store.proposalsOf(handle, [aId])).find((p) => p.aId === bId || p.bId === bId)?.reasons ?? [],
  };
}
export type Proposals = ReturnType<typeof createProposals>;
