import type { Probe } from '@aftercare/contract/orders';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Orders } from './orders.ts';
import * as store from './store.ts';

/** A kind of shop, as its adapter answers; told by the composition root. */
export interface ShopKind {
  readonly kind: string;
  verify(message: { readonly body: Buffer; readonly headers: Readonly<Record<string, string | string[] | undefined>> }, shop: { readonly key: string; readonly secret: string }): { id: string; topic: string; body: unknown };
  example(article: { readonly sku: string; readonly title: string }, shop: { readonly key: string; readonly secret: string }, now: Date): { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> };
  read(message: { readonly topic: string; readonly body: unknown }): ReturnType<Orders['parse']> | null;
}
const jobName = 'orders.take-in';

/** Messages of shops: verified, kept, acknowledged, then worked on. */
export function createOrderIntake(platform: Platform, orders: Orders, kinds: readonly ShopKind[]) {
  const { db, jobs, clock, secrets, config } = platform;
  const job: Job<{ deliveryId: number }> = {
    name: jobName,
    async handle({ deliveryId }) {
      try {
        await db.tx(async (tx) => {
          const delivery = await store.lockDelivery(tx, deliveryId);
          if (!delivery) return;
          const shop = await store.shopById(tx, delivery.shopId);
          const order = kinds.find((k) => k.kind === shop?.kind)?.read(delivery) ?? null;
          const actor: Actor = { ...systemActor, name: shop?.name ?? 'shop' };
          if (order && shop) await orders.take(tx, shop, [orders.parse(order)], actor);
          await store.finishDelivery(tx, deliveryId, clock.now());
        });
      } catch (error) {
        await store.failDelivery(db, deliveryId, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
  };
  /** A message goes the whole way in and is taken back at the end. */
  async function test(key: string): Promise<Probe> {
    const shop = await store.findShop(db, key);
    if (!shop) throw new Refusal('not-found');
    const steps: Probe['steps'] = [];
    const done = (): Probe => ({ ok: steps.every((s) => s.ok), steps });
    const kind = kinds.find((k) => k.kind === shop.kind);
    if (!kind) { steps.push({ key: 'hands', ok: shop.active, detail: `${config.publicUrl}/api/v1/shops/${key}/orders` }); return done(); }
    steps.push({ key: 'address', ok: config.publicUrl.startsWith('https://'), detail: `${config.publicUrl}/api/v1/shops/${key}/webhook` });
    steps.push({ key: 'secret', ok: shop.secret !== '', detail: '' });
    if (!shop.secret) return done();
    const said = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300);
    const account = { key, secret: secrets.decrypt(Buffer.from(shop.secret, 'base64')) };
    const example = kind.example((await store.someArticle(db)) ?? { sku: '', title: 'Example' }, account, clock.now());
    try {
      const message = kind.verify(example, account);
      steps.push({ key: 'signature', ok: true, detail: message.topic });
      const order = orders.parse(kind.read(message));
      steps.push({ key: 'read', ok: true, detail: `${order.number} · ${order.lines.map((l) => l.sku || l.title).join(', ')}` });
      const undone = Symbol('undone');
      await db.tx(async (tx) => {
        const [taken] = await orders.take(tx, shop, [order], { ...systemActor, name: shop.name });
        steps.push({ key: 'order', ok: taken?.outcome === 'created', detail: order.number });
        throw undone;
      }).catch((error: unknown) => { if (error !== undone) throw error; });
    } catch (error) {
      steps.push({ key: steps.some((s) => s.key === 'read') ? 'order' : steps.some((s) => s.key === 'signature') ? 'read' : 'signature', ok: false, detail: said(error) });
    }
    return done();
  }
  return {
    job,
    test,
    /** @throws Refusal `not-found` for what is done already */
    async retry(id: number): Promise<void> {
      await db.tx(async (tx) => {
        if (!(await store.lockDelivery(tx, id))) throw new Refusal('not-found');
        await jobs.enqueue(tx, jobName, { deliveryId: id }, { key: `shop-delivery:${id}` });
      });
    },
    async deliveries(key: string, filter: { failed: boolean; before: number | null; limit: number }) {
      const shop = await store.findShop(db, key);
      if (!shop) throw new Refusal('not-found');
      return store.listDeliveries(db, shop.id, filter);
    },
    /** @throws Refusal `not-found` for an unknown shop, `signature-wrong` */
    async receive(key: string, message: { body: Buffer; headers: Readonly<Record<string, string | string[] | undefined>> }): Promise<void> {
      const shop = await store.findShop(db, key);
      const kind = kinds.find((k) => k.kind === shop?.kind);
      if (!shop?.active || !kind || shop.secret === '') throw new Refusal('not-found');
      let read: ReturnType<ShopKind['verify']>;
      try {
        read = kind.verify(message, { key: shop.key, secret: secrets.decrypt(Buffer.from(shop.secret, 'base64')) });
      } catch {
        throw new Refusal('signature-wrong');
      }
      // Acknowledged means on disk; told again it is kept once.
      await db.tx(async (tx) => {
        const row = await store.insertDelivery(tx, { shopId: shop.id, externalId: read.id, topic: read.topic, body: read.body, at: clock.now() });
        if (row) await jobs.enqueue(tx, jobName, { deliveryId: row.id }, { key: `shop-delivery:${row.id}` });
      });
    },
  };
}
export type OrderIntake = ReturnType<typeof createOrderIntake>;
