import { customers as contract } from '@aftercare/contract/customers';
import { actorOf } from '../../platform/auth/index.ts';
import { ifMatch, implement, readCursor, Refusal, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from './customers.ts';

export function customerRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  return [
    implement(contract.list, async ({ query }) => {
      const [before] = readCursor(query.after, 1);
      return toPage(await customers.list({ q: query.q, before: before ? Number(before) : null, limit: query.limit + 1 }), query.limit, (c) => [c.id]);
    }),
    implement(contract.get, async ({ params, reply }) => {
      const customer = await customers.get(params.id);
      if (!customer) throw new Refusal('not-found');
      void reply.header('etag', `"${customer.version}"`);
      return customer;
    }),
    implement(contract.create, ({ body, transact }) => transact((tx) => customers.create(tx, body))),
    implement(contract.update, ({ params, body, principal, request }) => db.tx((tx) => customers.update(tx, params.id, body, ifMatch(request), actorOf(principal)))),
    implement(contract.addIdentity, ({ params, body, principal }) => db.tx((tx) => customers.addIdentity(tx, params.id, body, actorOf(principal)))),
    implement(contract.removeIdentity, async ({ params, principal }) => {
      await db.tx((tx) => customers.removeIdentity(tx, params.id, params.identityId, actorOf(principal)));
      return { done: true as const };
    }),
  ];
}
