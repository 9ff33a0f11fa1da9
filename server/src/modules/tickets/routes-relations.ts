import { relations as contract } from '@aftercare/contract/relations';
import { actorOf } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { mergeView } from './relations.ts';
import type { Tickets } from './tickets.ts';

/** Merging, splitting, and what belongs together. */
export function relationRoutes({ db }: Pick<Platform, 'db'>, tickets: Tickets) {
  const { relations } = tickets;
  return [
    implement(contract.of, async ({ params, principal }) => relations.of(db, await tickets.load(db, principal, params.id), tickets.visible(principal))),
    implement(contract.preview, async ({ query, principal }) => relations.preview(db, await tickets.load(db, principal, query.fromId), await tickets.load(db, principal, query.intoId), tickets.visible(principal))),
    implement(contract.merge, ({ body, principal, transact }) => transact(async (tx) => mergeView(await tickets.merging.merge(tx, body, { actor: actorOf(principal), visible: tickets.visible(principal) })))),
    implement(contract.undo, ({ params, principal }) => db.tx(async (tx) => mergeView(await tickets.merging.undo(tx, params.id, { actor: actorOf(principal), visible: tickets.visible(principal) })))),
    implement(contract.distinct, async ({ params, body, principal }) => {
      await db.tx(async (tx) => {
        await tickets.load(tx, principal, params.id);
        await tickets.load(tx, principal, body.ticketId);
        await relations.distinct(tx, params.id, body.ticketId, actorOf(principal));
      });
      return { done: true as const };
    }),
    implement(contract.unsplit, ({ params, principal }) => db.tx(async (tx) => ({ id: await tickets.unsplit(tx, principal, params.id) }))),
    implement(contract.split, ({ params, body, principal, transact }) => transact(async (tx) => ({ id: await tickets.split(tx, principal, params.id, body) }))),
  ];
}
