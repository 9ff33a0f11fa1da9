import { z } from 'zod';
import { Done, Id, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { ImportBody, ImportReport } from './products.ts';
import { route } from './route.ts';

const Currency = z.string().regex(/^[A-Z]{3}$/);
const Minor = z.int().min(0).max(9_000_000_000_000);
export const OrderStatus = z.enum(['placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded']);
export type OrderStatus = z.infer<typeof OrderStatus>;
export const OrderInvoice = z.object({ number: z.string().min(1).max(100), url: z.string().max(1000).default(''), issuedOn: z.iso.date().nullable().default(null), totalMinor: Minor.nullable().default(null) });

/** An order as a shop tells it. The same `externalId` again changes the order; an older `changedAt` changes nothing. */
export const OrderWrite = z.object({
  externalId: z.string().trim().min(1).max(100), number: z.string().trim().min(1).max(100), status: OrderStatus.default('paid'), currency: Currency.default('CNY'), totalMinor: Minor, taxMinor: Minor.default(0), shippingMinor: Minor.default(0),
  orderedAt: Instant, changedAt: Instant.optional(), deliveredAt: Instant.nullable().default(null), country: z.string().regex(/^[A-Z]{2}$/).default('CN'), address: z.string().max(1000).default(''), carrier: z.string().max(100).default(''), tracking: z.string().max(100).default(''),
  customer: z.object({ name: z.string().trim().min(1).max(200), email: z.email().max(320).optional(), phone: z.string().max(40).optional(), externalId: z.string().max(200).optional(), language: z.enum(['zh-CN', 'en']).optional() }),
  lines: z.array(z.object({ sku: z.string().trim().max(60).default(''), title: z.string().min(1).max(300), quantity: z.int().min(1).max(100_000).default(1), returned: z.int().min(0).default(0), priceMinor: Minor.default(0), serials: z.array(z.string().trim().min(3).max(64)).max(1000).default([]) })).min(1).max(500),
  invoices: z.array(OrderInvoice).max(20).default([]), note: z.string().max(4000).default(''),
});
export type OrderWrite = z.infer<typeof OrderWrite>;

export const OrderLine = z.object({
  id: z.int(), sku: z.string(), title: z.string(), quantity: z.int(), returned: z.int(), priceMinor: z.int(), modelId: z.int().nullable(), serials: z.array(z.string()),
  units: z.array(z.object({ id: z.int(), serial: z.string(), modelName: Names, status: z.string() })),
});
export const Order = z.object({
  id: z.int(), shop: z.object({ key: z.string(), name: z.string() }), externalId: z.string(), number: z.string(), status: OrderStatus, currency: z.string(), totalMinor: z.int(), taxMinor: z.int(), shippingMinor: z.int(), orderedAt: Instant, deliveredAt: Instant.nullable(),
  country: z.string(), address: z.string(), carrier: z.string(), tracking: z.string(), customer: z.object({ id: z.int(), name: z.string() }), lines: z.array(OrderLine), invoices: z.array(OrderInvoice), note: z.string(), version: z.int(),
});
export type Order = z.infer<typeof Order>;

export const Shop = z.object({ id: z.int(), key: z.string(), name: z.string(), kind: z.string(), active: z.boolean(), webhookUrl: z.string().nullable(), orders: z.int(), waiting: z.int(), failed: z.int(), lastAt: Instant.nullable() });
export type Shop = z.infer<typeof Shop>;

/** What came of trying a connection, step by step. `key` names the step, `detail` says what was seen. */
export const Probe = z.object({ ok: z.boolean(), steps: z.array(z.object({ key: z.enum(['address', 'secret', 'signature', 'read', 'order', 'reach', 'hands']), ok: z.boolean(), detail: z.string() })) });
export type Probe = z.infer<typeof Probe>;
export const ShopDelivery = z.object({ id: z.int(), topic: z.string(), receivedAt: Instant, doneAt: Instant.nullable(), error: z.string() });
export const OrderPage = Order.extend({ tickets: z.array(z.object({ id: z.int(), subject: z.string(), status: z.string(), type: z.string(), openedAt: Instant, unitId: z.int() })) });
export type OrderPage = z.infer<typeof OrderPage>;

export const orders = {
  list: route({ method: 'GET', path: '/orders', summary: 'Orders, newest first', right: 'orders.read', query: PageQuery.extend({ q: z.string().max(100).optional(), customerId: Id.optional(), unitId: Id.optional(), shop: z.string().max(60).optional(), status: OrderStatus.optional() }), response: page(Order) }),
  get: route({ method: 'GET', path: '/orders/:id', summary: 'One order, with requests about its units', right: 'orders.read', params: IdParam, response: OrderPage }),
  import: route({
    method: 'POST', path: '/shops/:shop/orders', summary: 'Bring orders; each counts once, in any order of telling', right: 'orders.write', params: z.object({ shop: z.string().max(60) }), idempotent: true, bodyLimit: 10_000_000,
    body: z.object({ orders: z.array(OrderWrite).min(1).max(500) }),
    response: z.object({ items: z.array(z.object({ externalId: z.string(), id: z.int(), outcome: z.enum(['created', 'changed', 'unchanged']), units: z.array(z.int()), refusedSerials: z.array(z.object({ serial: z.string(), reason: z.string() })) })) }),
  }),
  importCsv: route({ method: 'POST', path: '/shops/:shop/orders/import', summary: 'Orders from a CSV file, one line per article', right: 'orders.write', params: z.object({ shop: z.string().max(60) }), bodyLimit: 25_000_000, body: ImportBody, response: ImportReport }),
  shops: route({ method: 'GET', path: '/shops', summary: 'Where orders come from', right: 'orders.read', response: z.object({ items: z.array(Shop) }) }),
  saveShop: route({ method: 'PUT', path: '/shops/:key', summary: 'Add or change a shop', right: 'orders.manage', params: z.object({ key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/) }), body: z.object({ name: z.string().min(1).max(100), kind: z.enum(['api', 'shopify']), secret: z.string().max(200).optional(), active: z.boolean().default(true) }), response: Shop }),
  testShop: route({ method: 'POST', path: '/shops/:key/test', summary: 'Send ourselves an example order as the shop would sign it; nothing of it stays', right: 'orders.manage', params: z.object({ key: z.string().max(60) }), response: Probe }),
  deliveries: route({ method: 'GET', path: '/shops/:key/deliveries', summary: 'Last messages of a shop, newest first', right: 'orders.manage', params: z.object({ key: z.string().max(60) }), query: PageQuery.extend({ failed: z.enum(['true']).optional() }), response: page(ShopDelivery) }),
  retryDelivery: route({ method: 'POST', path: '/shop-deliveries/:id/retry', summary: 'Try a message of a shop again', right: 'orders.manage', params: IdParam, response: Done }),
  webhook: route({ method: 'POST', path: '/shops/:shop/webhook', summary: "A shop's signed news of an order", public: 'signed by the shop', signed: true, status: 200, bodyLimit: 5_000_000, params: z.object({ shop: z.string().max(60) }), body: z.unknown(), response: Done }),
};
