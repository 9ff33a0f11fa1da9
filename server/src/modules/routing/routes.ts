import { routing as contract } from '@aftercare/contract/routing';
import { actorOf } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Routing } from './routing.ts';

export function routingRoutes({ db }: Pick<Platform, 'db'>, routing: Routing, tickets: Tickets) {
  return [
    implement(contract.queues, async () => ({ items: await routing.queues() })),
    implement(contract.createQueue, ({ body, principal, transact }) => transact((tx) => routing.createQueue(tx, body, actorOf(principal)))),
    implement(contract.updateQueue, ({ params, body, principal }) => db.tx((tx) => routing.updateQueue(tx, params.id, body, actorOf(principal)))),
    implement(contract.deleteQueue, async ({ params, principal }) => {
      await db.tx((tx) => routing.deleteQueue(tx, params.id, actorOf(principal)));
      return { done: true as const };
    }),
    implement(contract.explain, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      return { items: await routing.explain(params.id, language) };
    }),
  ];
}
