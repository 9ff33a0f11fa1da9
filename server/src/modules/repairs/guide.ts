import type { z } from 'zod';
import { repairs as contract } from '@aftercare/contract/repairs';
import { type Loose, implement } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Products } from '../products/index.ts';
import { owedOf } from './units.ts';

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Troubleshooting and warranty for whoever holds the product, before they report anything. */
export function guideRoute({ db, clock }: Pick<Platform, 'db' | 'clock'>, products: Pick<Products, 'bySerial' | 'models' | 'model' | 'trees' | 'entitlement'>) {
  const asks = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
  /** By name or number as people type it; nothing when it could be several. */
  async function modelOf(product: string) {
    const wanted = plain(product);
    if (wanted.length < 2) return undefined;
    const found = await products.models({ q: wanted, after: 0, limit: 20 });
    const exact = found.filter((m) => [m.key, m.name.zh, m.name.en].some((name) => plain(name) === wanted));
    return exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined;
  }
  return implement(contract.guide, async ({ query, language, request }): Promise<Loose<z.output<typeof contract.guide.response>>> => {
    asks.take(request.ip);
    const [unit, other] = query.serial.trim().length >= 3 ? await products.bySerial(query.serial) : [];
    // The same number of two brands is no proof of either.
    const one = unit && !other ? unit : undefined;
    const model = one ? await products.model(one.modelId) : await modelOf(query.product);
    const owed = one ? owedOf(await products.entitlement(db, { unitId: one.id, on: clock.now() }), language) : null;
    const trees = model ? (await products.trees(model.id)).filter((tree) => tree.active) : [];
    return {
      model: model ? { id: model.id, name: model.name } : null, trees: trees.map(({ id, title, start, nodes }) => ({ id, title, start, nodes })),
      owed: owed ? { covered: owed.covered, until: owed.until, clause: owed.clause, reason: owed.reasons[0] ?? '', remedies: Object.fromEntries(Object.entries(owed.remedies).map(([key, r]) => [key, { owed: r.owed, until: r.until }])) } : null,
    };
  });
}
