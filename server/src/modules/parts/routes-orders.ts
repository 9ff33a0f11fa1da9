import { randomUUID } from 'node:crypto';
import { parts as contract } from '@aftercare/contract/parts';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Parts } from './parts.ts';

export function orderRoutes({ db }: Pick<Platform, 'db'>, parts: Parts, sites: Sites) {
  const { orders } = parts;
  /** An order for a site of the caller's. */
  const load = async (handle: Handle, principal: Principal, id: number) => {
    const order = await orders.load(handle, id);
    await sites.assertAllowed(handle, principal, order.siteId);
    return order;
  };
  return [
    implement(contract.orders, async ({ query, principal }) => {
      const [before] = readCursor(query.after, 1);
      const rows = await orders.list(db, { state: query.state, sites: await sites.allowed(db, principal), before: query.after ? Number(before) : null, limit: query.limit });
      return toPage(rows, query.limit, (o) => [o.id]);
    }),
    implement(contract.order, ({ params, principal }) => load(db, principal, params.id)),
    implement(contract.createOrder, ({ body, principal, transact }) => transact(async (tx) => {
      await sites.assertAllowed(tx, principal, body.siteId);
      return orders.create(tx, body, actorOf(principal));
    })),
    implement(contract.updateOrder, ({ params, body, principal }) => db.tx(async (tx) => {
      await load(tx, principal, params.id);
      await sites.assertAllowed(tx, principal, body.siteId);
      return orders.update(tx, params.id, body, actorOf(principal));
    })),
    implement(contract.placeOrder, ({ params, body, principal }) => db.tx(async (tx) => {
      await load(tx, principal, params.id);
      return orders.place(tx, params.id, body.expectedOn, actorOf(principal));
    })),
    implement(contract.cancelOrder, ({ params, principal }) => db.tx(async (tx) => {
      await load(tx, principal, params.id);
      return orders.cancel(tx, params.id, actorOf(principal));
    })),
    implement(contract.receiveOrder, ({ params, body, principal, transact }) => transact(async (tx) => {
      await load(tx, principal, params.id);
      return orders.receive(tx, params.id, body.lines, `http:${randomUUID()}`, actorOf(principal));
    })),
    implement(contract.reorder, ({ transact }) => transact(async (tx) => ({ done: true as const, orders: await orders.reorder(tx) }))),
  ];
}
