import { orders as contract } from '@aftercare/contract/orders';
import { actorOf } from '../../platform/auth/index.ts';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createOrderImport } from './import-csv.ts';
import type { OrderIntake } from './intake.ts';
import type { Orders } from './orders.ts';

export function orderRoutes(platform: Platform, orders: Orders, intake: OrderIntake) {
  const { db, config } = platform;
  const importCsv = createOrderImport(platform, orders);
  const shopView = (s: Awaited<ReturnType<Orders['shops']>>[number]) => ({ id: s.id, key: s.key, name: s.name, kind: s.kind, active: s.active, webhookUrl: s.kind === 'api' ? null : `${config.publicUrl}/api/v1/shops/${s.key}/webhook`, orders: s.orders, waiting: s.waiting, failed: s.failed, lastAt: s.lastAt });
  return [
    implement(contract.list, async ({ query, principal }) => {
      const [at, id] = readCursor(query.after, 2);
      return toPage(await orders.list(principal, { ...query, before: at && id ? [String(at), Number(id)] : null, limit: query.limit + 1 }), query.limit, (o) => [o.orderedAt, o.id]);
    }),
    implement(contract.get, async ({ params, principal }) => {
      const order = await orders.load(db, principal, params.id);
      return { ...order, tickets: await orders.tickets(params.id, principal) };
    }),
    implement(contract.import, ({ params, body, principal, language, transact }) => transact(async (tx) => ({ items: await orders.take(tx, await orders.shopFor(tx, params.shop), body.orders, actorOf(principal), language) }))),
    implement(contract.importCsv, ({ params, body, principal, language }) => importCsv(params.shop, body, actorOf(principal), language)),
    implement(contract.shops, async () => ({ items: (await orders.shops()).map(shopView) })),
    implement(contract.saveShop, ({ params, body }) => db.tx(async (tx) => {
      await orders.saveShop(tx, { ...body, key: params.key });
      const shop = (await orders.shops(tx)).find((s) => s.key === params.key);
      if (!shop) throw new Error('the shop was not written');
      return shopView(shop);
    })),
    implement(contract.testShop, ({ params }) => intake.test(params.key)),
    implement(contract.deliveries, async ({ params, query }) => {
      const [before] = readCursor(query.after, 1);
      return toPage(await intake.deliveries(params.key, { failed: query.failed === 'true', before: before ? Number(before) : null, limit: query.limit + 1 }), query.limit, (d) => [d.id]);
    }),
    implement(contract.retryDelivery, async ({ params }) => { await intake.retry(params.id); return { done: true as const }; }),
    implement(contract.webhook, async ({ params, request }) => {
      await intake.receive(params.shop, { body: request.rawBody ?? Buffer.alloc(0), headers: request.headers });
      return { done: true as const };
    }),
  ];
}
