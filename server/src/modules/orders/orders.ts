import { OrderWrite } from '@aftercare/contract/orders';
import type { Principal } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { dayIn } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { type Products, skuLookup } from '../products/index.ts';
import { OrderChanged, OrderReceived } from './events.ts';
import * as store from './store.ts';

export interface Taken { readonly externalId: string; readonly id: number; readonly outcome: 'created' | 'changed' | 'unchanged'; readonly units: number[]; readonly refusedSerials: { serial: string; reason: string }[] }

/** What customers bought, wherever they bought it. */
export function createOrders(platform: Platform, customers: Customers, products: Products) {
  const { db, bus, clock } = platform;
  const buyer = (principal: Principal) => store.boughtBy(principal.scope === 'all' ? null : customers.visible(principal));

  /** Recognises or registers the unit with this number and ties it to the line. Null when the number cannot be one of the model's. */
  async function unitFor(tx: Tx, o: OrderWrite, line: { id: number; modelId: number; variantId: number | null; priceMinor: number }, serial: string, sale: { customerId: number; boughtOn: string; shop: string }, actor: Actor, language: string): Promise<{ id: number } | { reason: string }> {
    const [there] = (await products.bySerial(serial, tx)).filter((u) => u.modelId === line.modelId);
    try {
      const unit = there ?? (await products.register(tx, { serial, modelId: line.modelId, variantId: line.variantId, customerId: sale.customerId, country: o.country, purchasedOn: sale.boughtOn, seller: sale.shop, priceMinor: line.priceMinor, currency: o.currency }, 'order', actor));
      if (there) await products.updateUnit(tx, there.id, { ...(there.customerId === null ? { customerId: sale.customerId } : {}), ...(there.status === 'in-stock' ? { status: 'in-use' } : {}), country: o.country }, { actor });
      const fresh = (await store.linkUnit(tx, line.id, unit.id)) > 0;
      // The shop's own word is a proof, unless somebody else bought this very unit before.
      if (fresh && !unit.proven && (unit.customerId === null || unit.customerId === sale.customerId)) await products.addProof(tx, unit.id, { kind: 'order', files: [], purchasedOn: sale.boughtOn, seller: sale.shop, number: o.number, amountMinor: line.priceMinor, currency: o.currency }, actor, null);
      return unit;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [field] = error.detail.fields ?? [];
      return { reason: say(language, field?.key ?? error.detail.key ?? `problem.${error.code}`, field?.params ?? error.detail.params) };
    }
  }

  /**
   * Takes orders as a shop tells them. The same order again is the same order; what is older than what we know changes nothing.
   * Numbers of units that cannot be are told and do not hold the order up.
   */
  async function take(tx: Tx, shop: { id: number; key: string; name: string }, list: readonly OrderWrite[], actor: Actor, language = 'zh-CN'): Promise<Taken[]> {
    await store.lockExternal(tx, shop.id, list.map((o) => o.externalId));
    const skus = await skuLookup(tx, [...new Set(list.flatMap((o) => o.lines.map((l) => l.sku)).filter(Boolean))]);
    const zone = await store.companyZone(tx);
    const taken: Taken[] = [];
    for (const o of list) {
      const before = await store.known(tx, shop.id, o.externalId);
      const changed = new Date(o.changedAt ?? clock.now());
      if (before && changed <= before.changedAt) {
        taken.push({ externalId: o.externalId, id: before.id, outcome: 'unchanged', units: await store.unitsOfOrder(tx, before.id), refusedSerials: [] });
        continue;
      }
      const { customer: c } = o;
      const customerId = before?.customerId ?? (await customers.findOrCreate(tx, {
        name: c.name, language: c.language ?? 'zh-CN',
        addresses: [...(c.email ? [{ kind: 'email' as const, value: c.email }] : []), ...(c.phone ? [{ kind: 'phone' as const, value: c.phone }] : []), ...(c.externalId ? [{ kind: 'external' as const, value: `${shop.key}:${c.externalId}` }] : [])],
      })).id;
      // Who pays for an order with this mail and this number has both.
      if (!before && c.email && c.phone && (o.status === 'paid' || o.status === 'shipped' || o.status === 'delivered'))
        await customers.prove(tx, [{ kind: 'email', value: c.email }, { kind: 'phone', value: c.phone }], 'order', [{ code: 'order', value: o.number }], actor);
      const id = await store.saveOrder(tx, { ...o, shopId: shop.id, customerId, changed });
      await store.dropLines(tx, id, o.lines.length);
      const refusedSerials: Taken['refusedSerials'] = [];
      const boughtOn = dayIn(new Date(o.deliveredAt ?? o.orderedAt), zone);
      for (const [position, line] of o.lines.entries()) {
        const sold = skus.get(line.sku.toLowerCase());
        const row = await store.saveLine(tx, { ...line, orderId: id, position, modelId: sold?.modelId ?? null, variantId: sold?.variantId ?? null });
        for (const serial of line.serials) {
          if (!sold || !row) { refusedSerials.push({ serial, reason: say(language, 'orders.unknown-sku', { sku: line.sku }) }); continue; }
          const unit = await unitFor(tx, o, { id: row.id, modelId: sold.modelId, variantId: sold.variantId, priceMinor: line.priceMinor }, serial, { customerId, boughtOn, shop: shop.name }, actor, language);
          if ('reason' in unit) refusedSerials.push({ serial, reason: unit.reason });
          else if (o.status === 'cancelled' || line.returned >= line.quantity) await products.updateUnit(tx, unit.id, { status: 'returned' }, { actor });
        }
      }
      const units = await store.unitsOfOrder(tx, id);
      await bus.publish(tx, before ? OrderChanged : OrderReceived, { stream: `order:${id}`, actor, payload: { orderId: id, shop: shop.key, number: o.number, customerId, status: o.status, units } });
      taken.push({ externalId: o.externalId, id, outcome: before ? 'changed' : 'created', units, refusedSerials });
    }
    return taken;
  }

  return {
    take,
    get: (id: number, handle: Handle = db) => store.findOrder(handle, id),
    /** The order when this caller may see whose it is; `not-found` otherwise. */
    async load(handle: Handle, principal: Principal, id: number): Promise<store.OrderRow> {
      const order = await store.findOrder(handle, id, buyer(principal));
      if (!order) throw new Refusal('not-found');
      return order;
    },
    /** Condition on `o`. */
    visible: buyer,
    list: (principal: Principal, filter: Omit<store.OrderFilter, 'visible'>, handle: Handle = db) => store.listOrders(handle, { ...filter, visible: buyer(principal) }),
    /** Requests about its units that this caller may see. */
    tickets: (id: number, principal: Principal, handle: Handle = db) => store.ticketsOfOrder(handle, id, products.later.ticketsVisible(principal)),
    shops: (handle: Handle = db) => store.shops(handle),
    /** The shop of this key; one that programs name first is made on the way. */
    async shopFor(tx: Tx, key: string): Promise<store.ShopRow> {
      const shop = (await store.findShop(tx, key)) ?? (/^[a-z0-9][a-z0-9-]{0,40}$/.test(key) ? await store.saveShop(tx, { key, name: key, kind: 'api', secret: null, active: true }) : undefined);
      if (!shop?.active) throw new Refusal('not-found');
      return shop;
    },
    saveShop: (tx: Tx, shop: { key: string; name: string; kind: string; secret?: string | undefined; active: boolean }) => store.saveShop(tx, { ...shop, secret: shop.secret ? platform.secrets.encrypt(shop.secret).toString('base64') : null }),
    /** Checks an order that came from elsewhere. @throws ZodError */
    parse: (order: unknown) => OrderWrite.parse(order),
  };
}
export type Orders = ReturnType<typeof createOrders>;
