import { customers as contract } from '@aftercare/contract/customers';
import type { CustomerMerge, LinkReason } from '@aftercare/contract/customers';
import type { z } from 'zod';
import { actorOf } from '../../platform/auth/index.ts';
import { type Loose, Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from './customers.ts';
import type { MergeRow } from './merge.ts';

type Reason = z.infer<typeof LinkReason>;
const view = (m: MergeRow): Loose<CustomerMerge> => ({
  id: m.id, from: { id: m.fromId, name: m.fromName }, into: { id: m.intoId, name: m.intoName }, proof: m.proof, reasons: m.reasons as Reason[], actor: { kind: m.actor.kind, name: m.actor.name }, at: m.at, moved: m.moved,
  undoneAt: m.undoneAt, undoneBy: m.undoneBy?.name ?? null,
});

/** Who is the same person as whom: proposals, joining, undoing. */
export function mergeRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  const { merging, proposals } = customers;
  const found = async (id: number) => {
    const row = await customers.get(id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  return [
    implement(contract.likely, async ({ params }) => ({
      items: await Promise.all((await proposals.of(db, params.id)).map(async (p) => ({ id: p.id, other: await found(p.otherId), score: p.score, reasons: p.reasons as Reason[], foundAt: p.foundAt }))),
    })),
    implement(contract.dismissLikely, async ({ params, principal }) => { await db.tx((tx) => proposals.dismiss(tx, params.id, actorOf(principal))); return { done: true as const }; }),
    implement(contract.mergePreview, async ({ query }) => {
      const { fromId, intoId } = query;
      if (fromId === intoId) throw new Refusal('conflict', { key: 'customers.same-one' });
      const { moves, becomes } = await merging.preview(db, fromId, intoId);
      return { from: await found(fromId), into: await found(intoId), moves, becomes: { ...becomes, tier: becomes.tier as 'standard' }, reasons: (await proposals.reasons(db, fromId, intoId)) as Reason[] };
    }),
    implement(contract.merge, ({ body, principal, transact }) => transact(async (tx) => {
      const actor = actorOf(principal);
      const reasons = await proposals.reasons(tx, body.fromId, body.intoId);
      const row = await merging.merge(tx, { ...body, proof: 'person', reasons: reasons.length > 0 ? reasons : [{ code: 'person', value: principal.name }], actor });
      if (!row) throw new Refusal('conflict', { key: 'customers.same-one' });
      await proposals.settle(tx, body.fromId, body.intoId, 'merged', actor);
      return view(row);
    })),
    implement(contract.undoMerge, ({ params, principal }) => db.tx(async (tx) => {
      const actor = actorOf(principal);
      const row = await merging.undo(tx, params.id, actor);
      // It was wrong: nobody shall be asked the same again.
      await proposals.settle(tx, row.fromId, row.intoId, 'dismissed', actor);
      return view(row);
    })),
    implement(contract.merges, async ({ params }) => ({ items: (await merging.history(db, params.id)).map(view) })),
  ];
}
