import { customers as contract } from '@aftercare/contract/customers';
import type { CustomerMerge, LinkReason } from '@aftercare/contract/customers';
import type { z } from 'zod';
import { actorOf } from '../../platform/auth/index.ts';
import { type Loose, Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from './customers.ts';
import type { MergeRow } from './merge.ts';

type Reason = z.infer<typeof LinkReason>;
const view = (m: MergeRow): Loose<CustomerMerge> => ({
  id: m.id, from: { id: m.fromId, name: m.fromName }, into: { id: m.intoId, name: m.intoName }, proof: m.proof, reasons: m.reasons as Reason[], actor: { kind: m.actor.kind, name: m.actor.name }, at: m.at, moved: m.moved,
  undoneAt: m.undoneAt, undoneBy: m.undoneBy?.name ?? null,
});

const hidden = (error: unknown): null => { if (error instanceof Refusal) return null; throw error; };

/** Who is the same person as whom: proposals, joining, undoing. */
export function mergeRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  const { merging, proposals } = customers;
  const { load } = customers;
  return [
    implement(contract.likely, async ({ params, principal }) => {
      await load(db, principal, params.id);
      const items = await Promise.all((await proposals.of(db, params.id)).map(async (p) => ({ id: p.id, other: await load(db, principal, p.otherId).catch(hidden), score: p.score, reasons: p.reasons as Reason[], foundAt: p.foundAt })));
      return { items: items.flatMap((i) => (i.other ? [{ ...i, other: i.other }] : [])) };
    }),
    implement(contract.duplicates, async ({ query, principal }) => {
      const [score, id] = readCursor(query.after, 2);
      const { items, next } = toPage(await proposals.open(db, customers.visible(principal), query.after ? [Math.max(0, Math.min(1000, Math.trunc(Number(score) || 0))), Number.isSafeInteger(id) ? Number(id) : 0] : [1000, 0], query.limit + 1), query.limit, (p) => [p.score, p.id]);
      const people = new Map((await customers.many(db, [...new Set(items.flatMap((p) => [p.aId, p.bId]))])).map((c) => [c.id, c]));
      return { items: items.flatMap((p) => { const [one, other] = [people.get(p.aId), people.get(p.bId)]; return one && other ? [{ id: p.id, one, other, score: p.score, reasons: p.reasons as Reason[], foundAt: p.foundAt }] : []; }), next };
    }),
    implement(contract.dismissLikely, async ({ params, principal }) => { await db.tx(async (tx) => { await Promise.all((await proposals.both(tx, params.id)).map((id) => load(tx, principal, id))); await proposals.dismiss(tx, params.id, actorOf(principal)); }); return { done: true as const }; }),
    implement(contract.mergePreview, async ({ query, principal }) => {
      const { fromId, intoId } = query;
      if (fromId === intoId) throw new Refusal('conflict', { key: 'customers.same-one' });
      const [from, into] = [await load(db, principal, fromId), await load(db, principal, intoId)];
      const { moves, becomes } = await merging.preview(db, fromId, intoId);
      return { from, into, moves, becomes: { ...becomes, tier: becomes.tier as 'standard' }, reasons: (await proposals.reasons(db, fromId, intoId)) as Reason[] };
    }),
    implement(contract.merge, ({ body, principal, transact }) => transact(async (tx) => {
      const actor = actorOf(principal);
      await load(tx, principal, body.fromId);
      await load(tx, principal, body.intoId);
      const reasons = await proposals.reasons(tx, body.fromId, body.intoId);
      const row = await merging.merge(tx, { ...body, proof: 'person', reasons: reasons.length > 0 ? reasons : [{ code: 'person', value: principal.name }], actor });
      if (!row) throw new Refusal('conflict', { key: 'customers.same-one' });
      await proposals.settle(tx, body.fromId, body.intoId, 'merged', actor);
      return view(row);
    })),
    implement(contract.undoMerge, ({ params, principal }) => db.tx(async (tx) => {
      const actor = actorOf(principal);
      await load(tx, principal, (await merging.find(tx, params.id)).intoId);
      const row = await merging.undo(tx, params.id, actor);
      // It was wrong: nobody shall be asked the same again.
      await proposals.settle(tx, row.fromId, row.intoId, 'dismissed', actor);
      return view(row);
    })),
    implement(contract.merges, async ({ params, principal }) => { await load(db, principal, params.id); return { items: (await merging.history(db, params.id)).map(view) }; }),
  ];
}
