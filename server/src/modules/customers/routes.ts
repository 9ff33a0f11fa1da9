import { customers as contract } from '@aftercare/contract/customers';
import { actorOf } from '../../platform/auth/index.ts';
import { ifMatch, implement, readCursor, Refusal, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from './customers.ts';

export function customerRoutes({ db }: Pick<Platform, 'db'>, customers: Customers) {
  return [
    implement(contract.list, async ({ query, principal }) => {
      const [before] = readCursor(query.after, 1);
      return toPage(await customers.list(principal, { q: query.q, kind: query.kind, before: before ? Number(before) : null, limit: query.limit + 1 }), query.limit, (c) => [c.id]);
    }),
    implement(contract.get, async ({ params, principal, reply }) => {
      const customer = await customers.load(db, principal, params.id);
      void reply.header('etag', `"${customer.version}"`);
      return customer;
    }),
    implement(contract.create, ({ body, principal, transact }) => transact(async (tx) => {
      if (body.companyId) await customers.load(tx, principal, body.companyId);
      const { id } = await customers.create(tx, body);
      // Somebody has this address already, and is not this caller's to see.
      return customers.load(tx, principal, id).catch(() => { throw new Refusal('conflict', { key: 'field.identity-taken' }); });
    })),
    implement(contract.update, ({ params, body, principal, request }) => db.tx(async (tx) => { await customers.load(tx, principal, params.id); if (body.companyId) await customers.load(tx, principal, body.companyId); return customers.update(tx, params.id, body, ifMatch(request), actorOf(principal)); })),
    implement(contract.addIdentity, ({ params, body, principal }) => db.tx(async (tx) => { await customers.load(tx, principal, params.id); return customers.addIdentity(tx, params.id, body, actorOf(principal)); })),
    implement(contract.removeIdentity, async ({ params, principal }) => {
      await db.tx(async (tx) => { await customers.load(tx, principal, params.id); await customers.removeIdentity(tx, params.id, params.identityId, actorOf(principal)); });
      return { done: true as const };
    }),
  ];
}
