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
  read(message: { readonly topic: string; readonly body: unknown }): ReturnType<Orders['parse']> | null;
}
const jobName = 'orders.take-in';

/** Messages of shops: verified, kept, acknowledged, then worked on. */
export function createOrderIntake(platform: Platform, orders: Orders, kinds: readonly ShopKind[]) {
  const { db, jobs, clock, secrets } = platform;
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
  return {
    job,
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
