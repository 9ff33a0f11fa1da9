import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Belonging, Platform } from '../../platform/module/index.ts';
import { CustomerChanged, CustomersJoined, JoiningUndone } from './events.ts';
import { giveBack, together } from './traits.ts';
import * as store from './store-merge.ts';

export type { MergeRow, Proof, Reason } from './store-merge.ts';
export interface Joining { readonly fromId: number; readonly intoId: number; readonly proof: store.Proof; readonly reasons?: readonly store.Reason[]; readonly actor: Actor }
/** Our own: addresses, and the people of a company. */
const own: readonly Belonging[] = [{ table: 'identity', key: 'id' }, { table: 'customer', key: 'id', column: 'company_id' }];

/**
 * Two customers become one and, when it was wrong, two again. A joining is an edge in a tree; every row remembers whom it would
 * belong to without any joining (its home) and belongs to the root of that one's tree. Undoing takes the edge away.
 */
export function createMerging({ bus, clock }: Pick<Platform, 'bus' | 'clock'>) {
  let belongings: readonly Belonging[] = own;
  let serve: (tx: Tx, ids: readonly number[]) => Promise<void> = () => Promise.resolve();

  /** Who this customer is now. */
  const current = async (id: number, handle: Handle) => (await store.rootOf(handle, id))?.id;
  const mustBe = async (tx: Tx, id: number) => {
    const root = await current(id, tx);
    if (root === undefined) throw new Refusal('not-found');
    return root;
  };
  const tell = async (tx: Tx, ids: readonly number[], actor: Actor) => {
    for (const id of ids) await bus.publish(tx, CustomerChanged, { stream: `customer:${id}`, payload: { customerId: id, fields: ['identities'] }, actor });
  };

  /** Both are the same person. Null when they already were. */
  async function merge(tx: Tx, j: Joining): Promise<store.MergeRow | null> {
    await store.takeTurns(tx);
    const [fromId, intoId] = [await mustBe(tx, j.fromId), await mustBe(tx, j.intoId)];
    if (fromId === intoId) return null;
    await store.lockCustomers(tx, [fromId, intoId]);
    const [left, right] = [await store.traitsOf(tx, fromId), await store.traitsOf(tx, intoId)];
    if (!left || !right) throw new Refusal('not-found');
    await store.joining(tx, true);
    const moved: { table: string; count: number }[] = [];
    for (const b of belongings) {
      const count = await store.moveRows(tx, b, fromId, intoId);
      if (count > 0) moved.push({ table: store.homeName(b), count });
    }
    await store.setEdge(tx, fromId, intoId);
    await store.joining(tx, false);
    const after = together(left, right, { fromId, intoId });
    await store.setTraits(tx, intoId, after);
    const id = await store.insertMerge(tx, { fromId, intoId, proof: j.proof, reasons: j.reasons ?? [], actor: j.actor, at: clock.now(), moved, before: right, after });
    await bus.publish(tx, CustomersJoined, { stream: `customer:${intoId}`, payload: { fromId, intoId, mergeId: id }, actor: j.actor });
    await tell(tx, [fromId, intoId], j.actor);
    await serve(tx, [intoId]);
    return (await store.findMerge(tx, id)) ?? null;
  }

  /** They were two after all: everything goes back to whom it would belong to without this joining. */
  async function undo(tx: Tx, mergeId: number, actor: Actor): Promise<store.MergeRow> {
    await store.takeTurns(tx);
    const row = await store.findMerge(tx, mergeId);
    if (!row) throw new Refusal('not-found');
    if (row.undoneAt) throw new Refusal('conflict', { key: 'customers.undone-already' });
    const [rootId, tree] = [await mustBe(tx, row.fromId), await store.treeOf(tx, row.fromId)];
    await store.lockCustomers(tx, [...tree, rootId]);
    await store.joining(tx, true);
    await store.keepTogether(tx, tree);
    for (const b of belongings) await store.returnRows(tx, b, tree, rootId, row.fromId);
    await store.setEdge(tx, row.fromId, null);
    await store.joining(tx, false);
    await store.forgetHomes(tx, row.fromId);
    const now = await store.traitsOf(tx, row.intoId);
    if (now) await store.setTraits(tx, row.intoId, giveBack(now, row));
    await store.markUndone(tx, mergeId, clock.now(), actor);
    await bus.publish(tx, JoiningUndone, { stream: `customer:${rootId}`, payload: { fromId: row.fromId, intoId: row.intoId, mergeId }, actor });
    await tell(tx, [row.fromId, rootId], actor);
    await serve(tx, [row.fromId, rootId]);
    return { ...row, undoneAt: clock.now(), undoneBy: actor };
  }

  return {
    /** Tables of all modules whose rows belong to a customer; called once by the composition root. */
    useBelongings(list: readonly Belonging[]) { belongings = [...own, ...list]; },
    belongings: () => belongings,
    /** What contracts give is worked out anew for those whose company may have changed. */
    useServing(how: typeof serve) { serve = how; },
    current,
    /** This customer and everybody joined into it. */
    tree: (id: number, handle: Handle) => store.treeOf(handle, id),
    merge,
    undo,
    async find(handle: Handle, id: number): Promise<store.MergeRow> {
      const row = await store.findMerge(handle, id);
      if (!row) throw new Refusal('not-found');
      return row;
    },
    /** Several customers proved to be one person: all become the one we know longest. Returns who they are now. */
    async prove(tx: Tx, ids: readonly number[], proof: store.Proof, reasons: readonly store.Reason[] = [], actor: Actor = systemActor): Promise<number | undefined> {
      const [first, ...others] = [...new Set(ids)].toSorted((a, b) => a - b);
      for (const id of others) if (first !== undefined) await merge(tx, { fromId: id, intoId: first, proof, reasons, actor });
      return first === undefined ? undefined : current(first, tx);
    },
    /** What would move and what would become of the one that stays. */
    async preview(handle: Handle, fromId: number, intoId: number) {
      const [left, right] = [await store.traitsOf(handle, fromId), await store.traitsOf(handle, intoId)];
      if (!left || !right) throw new Refusal('not-found');
      const moves = [];
      for (const b of belongings) {
        const count = await store.countRows(handle, b, fromId);
        if (count > 0) moves.push({ table: store.homeName(b), count });
      }
      return { moves, becomes: together(left, right, { fromId, intoId }) };
    },
    /** Joinings of this customer and of everybody joined into it, newest first. */
    history: async (handle: Handle, id: number) => store.mergesOf(handle, await store.treeOf(handle, id)),
  };
}
export type Merging = ReturnType<typeof createMerging>;
