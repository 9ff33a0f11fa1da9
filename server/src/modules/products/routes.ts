import { products as contract } from '@aftercare/contract/products';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import { toString as qrText } from './label.ts';
import { Refusal, ifMatch, implement, readCursor, toPage } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Products } from './products.ts';
import { isPattern, mended, readSerial, serialKey } from './serial.ts';
import type { UnitRow } from './units.ts';

const done = { done: true as const };
const ownerOf = (principal: { kind: string; id: number }) => `${principal.kind}:${principal.id}`;
const both = (key: string) => ({ zh: say('zh-CN', key), en: say('en', key) });

/** Who may not see customers (a counter, a van) finds a unit by its whole number, and is not told whose it is. */
const seesOwners = (principal: Principal) => may(principal, 'customers.read');
const shown = (principal: Principal, unit: UnitRow): UnitRow => (seesOwners(principal) ? unit : { ...unit, customerId: null, customerName: null });
/** Of a unit one has nothing to do with: what its plate says. */
const stranger = (unit: UnitRow): UnitRow => ({ ...unit, customerId: null, customerName: null, note: '', seller: '', priceMinor: null });

export function productRoutes({ db, clock, config }: Platform, products: Products) {
  const plate = async (principal: Principal, unit: UnitRow): Promise<UnitRow> => (await products.seenUnit(db, principal, unit.id).then(() => true, () => false)) ? shown(principal, unit) : stranger(unit);
  /** Refusal `not-found` where the caller has no business with this unit, or with whom it would belong to. */
  const mine = async (handle: Handle, principal: Principal, unitId: number | null, customerId?: number | null) => {
    if (principal.scope === 'all') return;
    if (unitId !== null) await products.seenUnit(handle, principal, unitId);
    if (customerId) await products.assertCustomer(handle, principal, customerId);
  };
  const after = (cursor: string | undefined) => Number(readCursor(cursor, 1)[0] ?? 0);
  return [
    implement(contract.brands, async () => ({ items: await products.brands() })),
    implement(contract.saveBrand, ({ params, body }) => db.tx((tx) => products.saveBrand(tx, { ...body, key: params.key }))),
    implement(contract.trySerial, async ({ body }) => {
      const wrong = body.serialRules.findIndex((r) => !isPattern(r.pattern));
      if (wrong >= 0) throw new Refusal('invalid-input', { fields: [{ path: `serialRules.${wrong}.pattern`, key: 'field.format' }] });
      const key = serialKey(body.serial);
      const { problem, ...reading } = readSerial(key, body.serialRules);
      const rule = reading.rule === null ? undefined : body.serialRules[reading.rule];
      return { serial: key, problem: problem && both(`products.serial-${problem}`), ...reading, right: problem === 'wrong-check' && rule ? mended(key, rule.check) : null };
    }),
    implement(contract.checkSerial, async ({ params, principal }) => {
      const key = serialKey(params.serial);
      const [unit] = await products.bySerial(params.serial);
      // Of several brands the one whose rules fit; without rules nothing can be said.
      const brands = (await products.brands()).filter((b) => b.active && b.serialRules.length > 0);
      const readings = brands.map((brand) => ({ brand, reading: readSerial(key, brand.serialRules) }));
      const hit = readings.find((r) => r.reading.problem === null) ?? readings.find((r) => r.reading.problem === 'wrong-check');
      const model = hit?.reading.model ? await products.modelByKey(hit.reading.model) : undefined;
      return {
        serial: key, valid: hit?.reading.problem === null || unit !== undefined || brands.length === 0, problem: unit || !hit?.reading.problem ? (hit || unit || brands.length === 0 ? null : both('products.serial-wrong-form')) : both(`products.serial-${hit.reading.problem}`),
        brandId: unit?.brand.id ?? hit?.brand.id ?? null, modelId: unit?.modelId ?? model?.id ?? null, batchId: unit?.batchId ?? null, producedOn: unit?.producedOn ?? hit?.reading.producedOn ?? null, unit: unit ? await plate(principal, unit) : null,
      };
    }),
    implement(contract.models, async ({ query }) => {
      const page = toPage(await products.models({ q: query.q, category: query.category, brandId: query.brandId, after: after(query.after), limit: query.limit + 1 }), query.limit, (m) => [m.id]);
      return { ...page, categories: await products.categories() };
    }),
    implement(contract.model, ({ params }) => products.modelPage(params.id)),
    implement(contract.createModel, ({ body, principal, transact }) => transact(async (tx) => products.modelPage(await products.createModel(tx, body, ownerOf(principal)), tx))),
    implement(contract.updateModel, ({ params, body, principal, request }) => db.tx(async (tx) => { await products.updateModel(tx, params.id, body, ifMatch(request), ownerOf(principal)); return products.modelPage(params.id, tx); })),
    implement(contract.saveVariant, ({ params, body }) => db.tx((tx) => products.saveVariant(tx, params.id, body))),
    implement(contract.saveBatch, ({ params, body }) => db.tx((tx) => products.writeBatch(tx, params.id, body))),
    implement(contract.removeVariant, async ({ params }) => { await db.tx((tx) => products.removeVariant(tx, params.id, params.variantId)); return done; }),
    implement(contract.removeBatch, async ({ params }) => { await db.tx((tx) => products.removeBatch(tx, params.id, params.batchId)); return done; }),
    implement(contract.removeFault, async ({ params }) => { await db.tx((tx) => products.removeFault(tx, params.id, params.faultId)); return done; }),
    implement(contract.removeTree, async ({ params }) => { await db.tx((tx) => products.removeTree(tx, params.id)); return done; }),
    implement(contract.addManual, ({ params, body, principal }) => db.tx((tx) => products.addManual(tx, params.id, body, ownerOf(principal)))),
    implement(contract.removeManual, async ({ params }) => { await db.tx((tx) => products.removeManual(tx, params.id, params.manualId)); return done; }),
    implement(contract.saveFault, ({ params, body }) => db.tx((tx) => products.saveFault(tx, params.id, body))),
    implement(contract.saveTree, ({ params, body }) => db.tx((tx) => products.addTree(tx, params.id, body))),
    implement(contract.updateTree, ({ params, body }) => db.tx((tx) => products.saveTree(tx, params.id, body))),
    implement(contract.importModels, ({ body, language }) => products.importModels(body, language)),

    implement(contract.units, async ({ query, principal }) => {
      if (!seesOwners(principal)) return { items: await Promise.all((query.q ? await products.bySerial(query.q) : []).map((u) => plate(principal, u))), next: null };
      return toPage(await products.units({ ...query, visible: products.visibleUnits(principal), serialKey: query.q ? serialKey(query.q) : undefined, before: after(query.after), limit: query.limit + 1 }), query.limit, (u) => [u.id]);
    }),
    implement(contract.unit, async ({ params, query, principal, reply }) => {
      const unit = await products.seenUnit(db, principal, params.id);
      void reply.header('etag', `"${unit.version}"`);
      return {
        unit: shown(principal, unit), entitlement: await products.entitlement(db, { unitId: params.id, on: query.on ?? clock.now() }), proofs: await products.proofsOf(params.id), exclusions: await products.exclusionsOf(params.id), plans: await products.plansOf(params.id),
        tickets: await products.ticketsOf(params.id, products.later.ticketsVisible(principal)), faults: await products.faultsOf(params.id), orders: await products.ordersOf(params.id), qr: qrText(config.publicUrl, unit.serial),
      };
    }),
    implement(contract.register, async ({ body, principal, transact }) => shown(principal, await transact(async (tx) => { await mine(tx, principal, null, body.customerId); return products.register(tx, body, principal.kind === 'agent' ? 'agent' : 'api', actorOf(principal)); }))),
    implement(contract.updateUnit, async ({ params, body, principal, request }) => shown(principal, await db.tx(async (tx) => { await mine(tx, principal, params.id, body.customerId); return products.updateUnit(tx, params.id, body, { actor: actorOf(principal), version: ifMatch(request) }); }))),
    implement(contract.importUnits, ({ body, principal, language }) => products.importUnits(body, actorOf(principal), language)),
    implement(contract.entitlement, async ({ params, query, principal }) => { await mine(db, principal, params.id); return products.entitlement(db, { unitId: params.id, on: query.on ?? clock.now(), partId: query.partId, partCategory: query.partCategory, faultKey: query.faultKey }); }),
    implement(contract.addProof, ({ params, body, principal, transact }) => transact(async (tx) => { await mine(tx, principal, params.id); return products.addProof(tx, params.id, body, actorOf(principal), ownerOf(principal)); })),
    implement(contract.proofs, async ({ query, principal }) => ({ ...toPage(await products.waitingProofs(after(query.after), query.limit + 1, products.visibleUnits(principal)), query.limit, (p) => [p.id]), waiting: await products.countWaiting() })),
    implement(contract.decideProof, ({ params, body, principal }) => db.tx(async (tx) => { await mine(tx, principal, await products.unitOfProof(tx, params.id)); return products.decideProof(tx, params.id, body, actorOf(principal)); })),
    implement(contract.exclude, ({ params, body, principal, transact }) => transact(async (tx) => { await mine(tx, principal, params.id); return products.exclude(tx, params.id, body, actorOf(principal), ownerOf(principal)); })),
    implement(contract.withdrawExclusion, ({ params, body, principal }) => db.tx(async (tx) => { await mine(tx, principal, await products.unitOfExclusion(tx, params.id)); return products.withdrawExclusion(tx, params.id, body.reason, actorOf(principal)); })),
    implement(contract.plans, async () => ({ items: await products.plans() })),
    implement(contract.savePlan, ({ params, body }) => db.tx((tx) => products.savePlan(tx, { ...body, key: params.key }))),
    implement(contract.sellPlan, ({ params, body, principal, transact }) => transact(async (tx) => { await mine(tx, principal, params.id); return products.sellPlan(tx, params.id, body, actorOf(principal)); })),
    implement(contract.faultRates, async ({ query }) => {
      if (query.modelId && !(await products.model(query.modelId))) throw new Refusal('not-found');
      return products.faultRates({ by: query.by, modelId: query.modelId ?? null, from: query.from ?? null, to: query.to ?? null });
    }),
  ];
}
