import type { OrderWrite } from '@aftercare/contract/orders';
import type { Names } from '@aftercare/contract/basics';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, hot, raw, sql } from '../../platform/db/index.ts';

export interface ShopRow { id: number; key: string; name: string; kind: string; secret: string; active: boolean }
const shopColumns = raw('id, key, name, kind, secret, active');
export const findShop = (db: Handle, key: string) => db.one<ShopRow>(sql`select ${shopColumns} from shop where key = ${key}`);
export const shopById = (db: Handle, id: number) => db.one<ShopRow>(sql`select ${shopColumns} from shop where id = ${id}`);
export const shops = (db: Handle) => db.rows<ShopRow & { orders: number; waiting: number; failed: number; lastAt: Date | null }>(sql`select ${shopColumns}, (select count(*)::int from shop_order o where o.shop_id = shop.id) as orders,
  (select count(*)::int from shop_delivery d where d.shop_id = shop.id and d.done_at is null and d.error = '') as waiting, (select count(*)::int from shop_delivery d where d.shop_id = shop.id and d.done_at is null and d.error <> '') as failed,
  (select max(changed_at) from shop_order o where o.shop_id = shop.id) as "lastAt" from shop order by name`);
export const saveShop = (tx: Tx, s: { key: string; name: string; kind: string; secret: string | null; active: boolean }) => tx.one<ShopRow>(sql`insert into shop (key, name, kind, secret, active) values (${s.key}, ${s.name}, ${s.kind}, ${s.secret ?? ''}, ${s.active})
  on conflict (key) do update set name = excluded.name, kind = excluded.kind, active = excluded.active, secret = coalesce(${s.secret}, shop.secret) returning ${shopColumns}`);

export interface OrderRow {
  id: number; shop: { key: string; name: string }; externalId: string; number: string; status: OrderWrite['status']; currency: string; totalMinor: number; taxMinor: number; shippingMinor: number; orderedAt: Date; deliveredAt: Date | null;
  country: string; address: string; carrier: string; tracking: string; customer: { id: number; name: string }; invoices: { number: string; url: string; issuedOn: string | null; totalMinor: number | null }[]; note: string; version: number;
  lines: { id: number; sku: string; title: string; quantity: number; returned: number; priceMinor: number; modelId: number | null; serials: string[]; units: { id: number; serial: string; modelName: Names; status: string }[] }[];
}
const columns = raw(`o.id, json_build_object('key', s.key, 'name', s.name) as shop, o.external_id as "externalId", o.number, o.status, o.currency, o.total_minor as "totalMinor", o.tax_minor as "taxMinor", o.shipping_minor as "shippingMinor", o.ordered_at as "orderedAt", o.delivered_at as "deliveredAt",
  o.country, o.address, o.carrier, o.tracking, json_build_object('id', c.id, 'name', c.name) as customer, o.invoices, o.note, o.version,
  (select coalesce(json_agg(json_build_object('id', l.id, 'sku', l.sku, 'title', l.title, 'quantity', l.quantity, 'returned', l.returned, 'priceMinor', l.price_minor, 'modelId', l.model_id, 'serials', l.serials,
    'units', coalesce((select json_agg(json_build_object('id', u.id, 'serial', u.serial, 'modelName', m.name, 'status', u.status) order by u.id) from order_unit x join product_unit u on u.id = x.unit_id join product_model m on m.id = u.model_id where x.order_line_id = l.id), '[]')) order by l.position), '[]') from shop_order_line l where l.order_id = o.id) as lines`);
const from = raw('from shop_order o join shop s on s.id = o.shop_id join customer c on c.id = o.customer_id');
/** Orders of customers that meet a condition on `c`; null: of all. */
export const boughtBy = (visible: Sql | null): Sql => (visible ? sql`exists (select from customer c where c.id = o.customer_id and ${visible})` : raw('true'));
export const findOrder = (db: Handle, id: number, condition: Sql = all([])) => db.one<OrderRow>(sql`select ${columns} ${from} where o.id = ${id} and ${condition}`);
export interface OrderFilter { q?: string | undefined; customerId?: number | undefined; unitId?: number | undefined; shop?: string | undefined; status?: string | undefined; before: readonly [string, number] | null; limit: number; visible?: Sql }
export function listOrders(db: Handle, f: OrderFilter) {
  const conditions: Sql[] = f.visible ? [f.visible] : [];
  if (f.before) conditions.push(sql`(o.ordered_at, o.id) < (${f.before[0]}::timestamptz, ${f.before[1]}::bigint)`);
  if (f.customerId) conditions.push(sql`o.customer_id = ${f.customerId}`);
  if (f.unitId) conditions.push(sql`o.id in (select l.order_id from order_unit x join shop_order_line l on l.id = x.order_line_id where x.unit_id = ${f.unitId})`);
  if (f.shop) conditions.push(sql`s.key = ${f.shop}`);
  if (f.status) conditions.push(sql`o.status = ${f.status}`);
  if (f.q) { const like = `%${f.q.replace(/[\\%_]/g, (x) => `\\${x}`)}%`; conditions.push(sql`o.id in (select id from shop_order where number ilike ${like} union select x.id from shop_order x join customer k on k.id = x.customer_id where k.name ilike ${like} union select l.order_id from shop_order_line l where ${f.q.toUpperCase()} = any(l.serials))`); }
  return db.rows<OrderRow>(sql`select ${columns} ${from} where ${all(conditions)} order by o.ordered_at desc, o.id desc limit ${f.limit}`);
}

/** Tellings of one order take turns until their commit. */
export const lockExternal = (tx: Tx, shopId: number, externalIds: readonly string[]) => tx.run(hot`select pg_advisory_xact_lock(hashtextextended('shop order ' || ${shopId}::text || ' ' || k, 0)) from (select k from unnest(${externalIds}::text[]) k order by k) x`);
export const known = (tx: Tx, shopId: number, externalId: string) => tx.one<{ id: number; customerId: number; changedAt: Date }>(hot`select id, customer_id as "customerId", changed_at as "changedAt" from shop_order where shop_id = ${shopId} and external_id = ${externalId}`);
export async function saveOrder(tx: Tx, o: OrderWrite & { shopId: number; customerId: number; changed: Date }): Promise<number> {
  const row = await tx.one<{ id: number }>(sql`insert into shop_order (shop_id, external_id, number, customer_id, status, currency, total_minor, tax_minor, shipping_minor, ordered_at, delivered_at, country, address, carrier, tracking, invoices, note, changed_at)
    values (${o.shopId}, ${o.externalId}, ${o.number}, ${o.customerId}, ${o.status}, ${o.currency}, ${o.totalMinor}, ${o.taxMinor}, ${o.shippingMinor}, ${o.orderedAt}, ${o.deliveredAt}, ${o.country}, ${o.address}, ${o.carrier}, ${o.tracking}, ${JSON.stringify(o.invoices)}::jsonb, ${o.note}, ${o.changed})
    on conflict (shop_id, external_id) do update set number = excluded.number, status = excluded.status, currency = excluded.currency, total_minor = excluded.total_minor, tax_minor = excluded.tax_minor, shipping_minor = excluded.shipping_minor, delivered_at = coalesce(excluded.delivered_at, shop_order.delivered_at),
      country = excluded.country, address = excluded.address, carrier = excluded.carrier, tracking = excluded.tracking, invoices = case when excluded.invoices = '[]' then shop_order.invoices else excluded.invoices end, note = excluded.note, changed_at = excluded.changed_at, version = shop_order.version + 1 returning id`);
  return row?.id ?? 0;
}
export const saveLine = (tx: Tx, l: { orderId: number; position: number; sku: string; title: string; modelId: number | null; variantId: number | null; quantity: number; returned: number; priceMinor: number; serials: readonly string[] }) => tx.one<{ id: number }>(sql`insert into shop_order_line (order_id, position, sku, title, model_id, variant_id, quantity, returned, price_minor, serials)
  values (${l.orderId}, ${l.position}, ${l.sku}, ${l.title}, ${l.modelId}, ${l.variantId}, ${l.quantity}, ${l.returned}, ${l.priceMinor}, ${l.serials}) on conflict (order_id, position) do update set sku = excluded.sku, title = excluded.title, model_id = excluded.model_id, variant_id = excluded.variant_id, quantity = excluded.quantity,
  returned = excluded.returned, price_minor = excluded.price_minor, serials = case when excluded.serials = '{}' then shop_order_line.serials else excluded.serials end returning id`);
export const dropLines = (tx: Tx, orderId: number, from: number) => tx.run(sql`delete from shop_order_line where order_id = ${orderId} and position >= ${from}`);
/** Zero when they were linked already. */
export const linkUnit = (tx: Tx, lineId: number, unitId: number) => tx.run(sql`insert into order_unit (order_line_id, unit_id) values (${lineId}, ${unitId}) on conflict do nothing`);
export const unitsOfOrder = async (tx: Tx, orderId: number) => (await tx.rows<{ id: number }>(sql`select x.unit_id as id from order_unit x join shop_order_line l on l.id = x.order_line_id where l.order_id = ${orderId} order by x.unit_id`)).map((r) => r.id);

/** Zero when this message was kept before. */
export const insertDelivery = (tx: Tx, d: { shopId: number; externalId: string; topic: string; body: unknown; at: Date }) => tx.one<{ id: number }>(sql`insert into shop_delivery (shop_id, external_id, topic, body, received_at) values (${d.shopId}, ${d.externalId}, ${d.topic}, ${JSON.stringify(d.body)}::jsonb, ${d.at}) on conflict (shop_id, external_id) do nothing returning id`);
export const lockDelivery = (tx: Tx, id: number) => tx.one<{ id: number; shopId: number; topic: string; body: unknown }>(sql`select id, shop_id as "shopId", topic, body from shop_delivery where id = ${id} and done_at is null for update`);
export const finishDelivery = (tx: Tx, id: number, at: Date) => tx.run(sql`update shop_delivery set done_at = ${at}, error = '' where id = ${id}`);
export const failDelivery = (db: Handle, id: number, error: string) => db.run(sql`update shop_delivery set error = ${error.slice(0, 500)} where id = ${id} and done_at is null`);
export interface DeliveryRow { id: number; topic: string; receivedAt: Date; doneAt: Date | null; error: string }
export const listDeliveries = (db: Handle, shopId: number, f: { failed: boolean; before: number | null; limit: number }) => db.rows<DeliveryRow>(sql`select id, topic, received_at as "receivedAt", done_at as "doneAt", error from shop_delivery
  where shop_id = ${shopId} and (${f.before}::bigint is null or id < ${f.before}::bigint) and (not ${f.failed}::boolean or (done_at is null and error <> '')) order by id desc limit ${f.limit}`);
/** Something we sell, for an example. */
export const someArticle = (db: Handle) => db.one<{ sku: string; title: string }>(sql`select v.sku, m.name->>'zh' as title from product_variant v join product_model m on m.id = v.model_id where m.active order by v.id limit 1`);
/** Requests about the units of an order, the newest first. */
export const ticketsOfOrder = (db: Handle, orderId: number, visible: Sql) => db.rows<{ id: number; subject: string; status: string; type: string; openedAt: Date; unitId: number }>(sql`select t.id, t.subject, t.status, t.type, t.opened_at as "openedAt", t.unit_id as "unitId" from ticket t
  where t.unit_id in (select x.unit_id from order_unit x join shop_order_line l on l.id = x.order_line_id where l.order_id = ${orderId}) and ${visible} order by t.id desc limit 50`);
export const companyZone = async (db: Handle) => (await db.one<{ zone: string }>(hot`select time_zone as zone from company`))?.zone ?? 'Asia/Shanghai';
