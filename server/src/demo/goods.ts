import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { serialKey } from '../modules/products/index.ts';
import { products } from './company.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import { serialOf } from './speech.ts';
import { insertRows, reserveIds } from './store.ts';
import * as store from './store-goods.ts';
import * as tables from './store-products.ts';

const day = 86_400_000;
const grades = [['A', 9], ['B', 4], ['C', 2], ['D', 1]] as const;

/** Whole products for exchanges: new and as new at the central warehouse, returned ones that are being refurbished at the centres. */
export async function makeGoods(app: App, tx: Tx, random: Random, places: readonly Place[]): Promise<void> {
  const now = app.platform.clock.now().getTime();
  const sites = places.filter((p) => p.kind === 'warehouse' || p.kind === 'centre');
  const models = await Promise.all(products.map(async (product) => ({ product, model: await app.afterSales.products.modelByKey(product.model, tx) })));
  const drafts = models.flatMap(({ product, model }) => (model ? Array.from({ length: random.int(2, 5) }, () => ({ product, model })) : []));
  const first = await reserveIds(tx, 'product_unit', drafts.length);
  const units: Record<string, unknown>[] = [];
  const items: Record<string, unknown>[] = [];
  const moves: Record<string, unknown>[] = [];
  for (const [i, { product, model }] of drafts.entries()) {
    const serial = serialOf(random, product);
    const [grade] = random.weighted(grades, (g) => g[1]);
    const site = random.pick(sites.filter((s) => (grade === 'A' ? s.kind === 'warehouse' : s.kind === 'centre')));
    const state = grade !== 'A' && random.chance(0.4) ? 'refurbishing' : 'ready';
    const [id, since] = [first + i, new Date(now - random.int(1, 60) * day)];
    units.push({ id, serial, serial_key: serialKey(serial), brand_id: model.brandId, model_id: model.id, country: 'CN', currency: 'CNY', status: state === 'ready' ? 'in-stock' : 'returned', registered_by: 'csv', repair_days: 0, seller: '', created_at: since });
    items.push({ unit_id: id, model_id: model.id, site_id: site.id, grade, state, since });
    moves.push({ unit_id: id, model_id: model.id, site_id: site.id, grade, kind: 'receive', ready: state === 'ready' ? 1 : 0, refurbishing: state === 'ready' ? 0 : 1, reason: grade === 'A' ? '新品备货' : '退货验收', actor: systemActor, at: since, key: `demo:goods:${id}` });
  }
  await insertRows(tx, 'product_unit', tables.unit, units);
  await insertRows(tx, 'goods_item', store.item, items);
  await insertRows(tx, 'goods_move', store.move, moves);
  await store.sumUp(tx);
}
