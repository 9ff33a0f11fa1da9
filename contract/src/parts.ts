import { z } from 'zod';
import { Done, Id, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { Currency, Minor } from './money.ts';
import { route } from './route.ts';

const Count = z.int().min(1).max(100_000);
const Key = z.string().trim().min(1).max(120);

/** A kind of spare part. Money is net, in minor units of `currency`. */
export const PartWrite = z.object({
  number: z.string().trim().min(1).max(60).regex(/^\S+( \S+)*$/),
  name: Names,
  category: z.string().trim().max(60).default(''),
  currency: Currency.default('CNY'),
  priceMinor: Minor.default(0),
  /** What one costs us as a rule; the value of stock is counted from what was really paid. */
  costMinor: Minor.default(0),
  /** Basis points: 1300 = 13 %. */
  taxRate: z.int().min(0).max(10_000).default(1300),
  /** Used up like glue and screws: no old part comes back. */
  consumable: z.boolean().default(false),
  /** Each piece has a number of its own, asked for when it is used. */
  serialised: z.boolean().default(false),
  /** The part this one replaces. */
  supersedesId: z.int().positive().nullable().default(null),
  supplier: z.string().trim().max(120).default(''),
  /** Days from order to arrival. */
  leadDays: z.int().min(0).max(365).default(7),
  active: z.boolean().default(true),
  /** Models it fits. */
  modelIds: z.array(z.int().positive()).max(500).default([]),
});
export type PartWrite = z.infer<typeof PartWrite>;
export const Part = PartWrite.extend({ id: z.int() });
export type Part = z.infer<typeof Part>;

/** A part at a site. `available` = on hand − reserved; `onOrder` stands on open purchase orders. */
export const Stock = z.object({
  partId: z.int(), siteId: z.int(), onHand: z.int(), reserved: z.int(), available: z.int(), inTransit: z.int(), waiting: z.int(), onOrder: z.int(),
  /** Old parts taken out of customers' products, not yet scrapped or refurbished. */
  defective: z.int(),
  reorderPoint: z.int(), reorderTo: z.int(), bin: z.string(), valueMinor: z.int(), currency: Currency,
});
export type Stock = z.infer<typeof Stock>;
export const StockRow = Stock.extend({ number: z.string(), name: Names, category: z.string(), siteKey: z.string(), siteName: Names, siteKind: z.string(), low: z.boolean() });
export type StockRow = z.infer<typeof StockRow>;

export const MoveKind = z.enum(['receive', 'reserve', 'release', 'use', 'return-old', 'send', 'arrive', 'lost', 'count', 'scrap-old', 'refurbish']);
export type MoveKind = z.infer<typeof MoveKind>;
/** One line of the ledger; it is never changed. The sums of a part's lines at a site are its stock. */
export const Move = z.object({
  id: z.int(), at: Instant, kind: MoveKind, partId: z.int(), siteId: z.int(), quantity: z.int(), onHand: z.int(), reserved: z.int(), inTransit: z.int(), defective: z.int(), valueMinor: z.int(),
  for: z.string().nullable(), ticketId: z.int().nullable(), reason: z.string(), serials: z.array(z.string()), actorName: z.string(), siteKey: z.string(), siteName: Names,
});
export type Move = z.infer<typeof Move>;

export const ReservationState = z.enum(['held', 'waiting', 'used', 'released']);
export const Reservation = z.object({
  id: z.int(), partId: z.int(), siteId: z.int(), quantity: z.int(), used: z.int(), state: ReservationState, for: z.string(), ticketId: z.int().nullable(), at: Instant,
  number: z.string(), name: Names, siteKey: z.string(), siteName: Names, priceMinor: z.int(), currency: Currency, taxRate: z.int(),
});
export type Reservation = z.infer<typeof Reservation>;

export const Transfer = z.object({
  id: z.int(), partId: z.int(), number: z.string(), name: Names, fromId: z.int(), fromName: Names, toId: z.int(), toName: Names, quantity: z.int(), arrived: z.int().nullable(),
  state: z.enum(['sent', 'arrived', 'cancelled']), sentAt: Instant, arrivedAt: Instant.nullable(), note: z.string(),
});
export type Transfer = z.infer<typeof Transfer>;

export const OrderState = z.enum(['draft', 'ordered', 'partly', 'received', 'cancelled']);
export const OrderLine = z.object({ id: z.int(), partId: z.int(), number: z.string(), name: Names, quantity: z.int(), received: z.int(), costMinor: z.int(), serialised: z.boolean() });
export const PurchaseOrder = z.object({
  id: z.int(), number: z.string(), siteId: z.int(), siteName: Names, supplier: z.string(), state: OrderState, currency: Currency, byRule: z.boolean(), note: z.string(),
  createdAt: Instant, orderedAt: Instant.nullable(), expectedOn: z.string().nullable(), totalMinor: z.int(), lines: z.array(OrderLine),
});
export type PurchaseOrder = z.infer<typeof PurchaseOrder>;
const OrderWrite = z.object({
  siteId: z.int().positive(), supplier: z.string().trim().max(120).default(''), currency: Currency.default('CNY'), note: z.string().max(2000).default(''),
  lines: z.array(z.object({ partId: z.int().positive(), quantity: Count, costMinor: Minor })).min(1).max(200),
});
export type OrderWrite = z.infer<typeof OrderWrite>;

/** A proposal, worked out from the levels at each look: on hand and on the way come up to `reorderTo`, as far as the home can give. */
export const Restock = z.object({ partId: z.int(), number: z.string(), name: Names, siteId: z.int(), siteKey: z.string(), siteName: Names, fromId: z.int(), fromName: Names, onHand: z.int(), inTransit: z.int(), reorderPoint: z.int(), reorderTo: z.int(), wanted: z.int(), /** Less than wanted where the home has no more. */ quantity: z.int() });
export type Restock = z.infer<typeof Restock>;

const Where = z.object({ partId: z.int().positive(), siteId: z.int().positive() });
const Reason = z.string().trim().max(500).default('');
const Serials = z.array(z.string().trim().min(1).max(100)).max(1000).default([]);

export const parts = {
  list: route({
    method: 'GET', path: '/parts', summary: 'Parts, by number or name', right: 'parts.read',
    query: PageQuery.extend({ q: z.string().max(100).optional(), model: Id.optional(), active: z.enum(['true', 'false']).optional() }), response: page(Part.extend({ onHand: z.int(), available: z.int() })),
  }),
  get: route({ method: 'GET', path: '/parts/:id', summary: 'A part, where it is, what waits for it', right: 'parts.read', params: IdParam, response: z.object({ part: Part, supersededBy: Part.nullable(), supersedes: Part.nullable(), stock: z.array(StockRow), reservations: z.array(Reservation), transfers: z.array(Transfer) }) }),
  create: route({ method: 'POST', path: '/parts', summary: 'Add a part', right: 'parts.manage', status: 201, idempotent: true, body: PartWrite, response: Part }),
  update: route({ method: 'PUT', path: '/parts/:id', summary: 'Change a part', right: 'parts.manage', params: IdParam, body: PartWrite, response: Part }),
  moves: route({ method: 'GET', path: '/parts/:id/moves', summary: 'Ledger of a part, newest first', right: 'parts.read', params: IdParam, query: PageQuery.extend({ siteId: Id.optional() }), response: page(Move) }),
  stock: route({
    method: 'GET', path: '/parts/stock', summary: 'Stock by site, what is short first', right: 'parts.read',
    query: PageQuery.extend({ siteId: Id.optional(), q: z.string().max(100).optional(), low: z.enum(['true']).optional() }), response: page(StockRow),
  }),
  value: route({ method: 'GET', path: '/parts/value', summary: 'What the stock is worth and how much is short, by site', right: 'parts.read', response: z.object({ items: z.array(z.object({ siteId: z.int(), siteKey: z.string(), siteName: Names, siteKind: z.string(), currency: Currency, valueMinor: z.int(), pieces: z.int(), low: z.int(), defective: z.int() })) }) }),
  setLevels: route({ method: 'PUT', path: '/parts/stock', summary: 'Set reorder point and bin', right: 'parts.manage', body: Where.extend({ reorderPoint: z.int().min(0).max(100_000), reorderTo: z.int().min(0).max(100_000), bin: z.string().trim().max(40).default('') }).refine((l) => l.reorderTo >= l.reorderPoint, { path: ['reorderTo'] }), response: Stock }),
  reserve: route({ method: 'POST', path: '/parts/reservations', summary: 'Keep parts for a job; with `wait` one that is not there is waited for', right: 'parts.write', status: 201, idempotent: true, body: Where.extend({ quantity: Count, for: Key, ticketId: z.int().positive().nullable().default(null), wait: z.boolean().default(false) }), response: Reservation }),
  reservations: route({ method: 'GET', path: '/parts/reservations', summary: 'Parts kept for a job or ticket', right: 'parts.read', query: z.object({ for: Key.optional(), ticketId: Id.optional() }), response: z.object({ items: z.array(Reservation) }) }),
  release: route({ method: 'POST', path: '/parts/reservations/:id/release', summary: 'Let kept parts go', right: 'parts.write', params: IdParam, response: Reservation }),
  use: route({ method: 'POST', path: '/parts/reservations/:id/use', summary: 'Kept parts were fitted', right: 'parts.write', idempotent: true, params: IdParam, body: z.object({ quantity: Count.optional(), serials: Serials }), response: Reservation }),
  returnOld: route({ method: 'POST', path: '/parts/old', summary: 'Old parts came back, are scrapped, or are good again', right: 'parts.write', idempotent: true, body: Where.extend({ quantity: Count, what: z.enum(['return', 'scrap', 'refurbish']), for: Key.nullable().default(null), ticketId: z.int().positive().nullable().default(null), serials: Serials, reason: Reason }), response: Stock }),
  receive: route({ method: 'POST', path: '/parts/receipts', summary: 'Parts arrived without a purchase order', right: 'parts.write', idempotent: true, body: Where.extend({ quantity: Count, unitCostMinor: Minor, serials: Serials, reason: Reason }), response: Stock }),
  count: route({ method: 'POST', path: '/parts/counts', summary: 'What was counted on the shelf', right: 'parts.write', idempotent: true, body: Where.extend({ counted: z.int().min(0).max(1_000_000), reason: z.string().trim().min(1).max(500) }), response: Stock }),
  transfer: route({ method: 'POST', path: '/parts/transfers', summary: 'Send parts to another site', right: 'parts.write', status: 201, idempotent: true, body: z.object({ fromId: z.int().positive(), toId: z.int().positive(), note: Reason, lines: z.array(z.object({ partId: z.int().positive(), quantity: Count })).min(1).max(100) }), response: z.object({ items: z.array(Transfer) }) }),
  transfers: route({ method: 'GET', path: '/parts/transfers', summary: 'Transfers on their way, or the last ones', right: 'parts.read', query: z.object({ siteId: Id.optional(), state: z.enum(['sent', 'arrived', 'cancelled']).default('sent') }), response: z.object({ items: z.array(Transfer) }) }),
  arrive: route({ method: 'POST', path: '/parts/transfers/:id/arrive', summary: 'A transfer arrived; less than sent is lost with a reason', right: 'parts.write', idempotent: true, params: IdParam, body: z.object({ quantity: z.int().min(0).max(100_000).optional(), reason: Reason }), response: Transfer }),
  cancelTransfer: route({ method: 'POST', path: '/parts/transfers/:id/cancel', summary: 'A transfer goes back to where it came from', right: 'parts.write', params: IdParam, response: Transfer }),
  orders: route({ method: 'GET', path: '/parts/orders', summary: 'Purchase orders', right: 'parts.read', query: PageQuery.extend({ state: OrderState.optional() }), response: page(PurchaseOrder) }),
  order: route({ method: 'GET', path: '/parts/orders/:id', summary: 'One purchase order', right: 'parts.read', params: IdParam, response: PurchaseOrder }),
  createOrder: route({ method: 'POST', path: '/parts/orders', summary: 'Draft a purchase order', right: 'parts.manage', status: 201, idempotent: true, body: OrderWrite, response: PurchaseOrder }),
  updateOrder: route({ method: 'PUT', path: '/parts/orders/:id', summary: 'Change a draft', right: 'parts.manage', params: IdParam, body: OrderWrite, response: PurchaseOrder }),
  placeOrder: route({ method: 'POST', path: '/parts/orders/:id/place', summary: 'The order went out', right: 'parts.manage', params: IdParam, body: z.object({ expectedOn: z.iso.date().nullable().default(null) }), response: PurchaseOrder }),
  cancelOrder: route({ method: 'POST', path: '/parts/orders/:id/cancel', summary: 'Cancel what has not arrived', right: 'parts.manage', params: IdParam, response: PurchaseOrder }),
  receiveOrder: route({ method: 'POST', path: '/parts/orders/:id/receive', summary: 'Parts of an order arrived', right: 'parts.write', idempotent: true, params: IdParam, body: z.object({ lines: z.array(z.object({ lineId: z.int().positive(), quantity: Count, costMinor: Minor.optional(), serials: Serials })).min(1).max(200) }), response: PurchaseOrder }),
  restock: route({ method: 'GET', path: '/parts/restock', summary: 'What vans lack by their levels, and what their home can give them', right: 'parts.read', response: z.object({ items: z.array(Restock) }) }),
  restockVans: route({ method: 'POST', path: '/parts/restock', summary: 'Send vans what they lack', right: 'parts.write', idempotent: true, body: z.object({ siteIds: z.array(z.int().positive()).max(500).optional() }), response: z.object({ items: z.array(Transfer) }) }),
  reorder: route({ method: 'POST', path: '/parts/reorder', summary: 'Draft orders for all that is short, now', right: 'parts.manage', response: Done.extend({ orders: z.int() }) }),
};
