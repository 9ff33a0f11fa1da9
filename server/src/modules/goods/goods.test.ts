import { api } from '@aftercare/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let modelId: number;
let [depot, shop] = [0, 0];
let n = 0;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  const brand = await t.call(api.products.saveBrand, { params: { key: 'acme' }, body: { name: { zh: '艾克', en: 'Acme' } } }, { as: key });
  modelId = (await t.call(api.products.createModel, { body: { brandId: brand.id, key: 'X1', name: { zh: '电水壶', en: 'Kettle' } } }, { as: key })).id;
  const site = async (siteKey: string, kind: 'depot' | 'shop') => (await t.call(api.sites.create, { body: { key: siteKey, kind, name: { zh: siteKey, en: siteKey } } }, { as: key })).id;
  [depot, shop] = [await site('DEP', 'depot'), await site('SHOP', 'shop')];
});
afterAll(() => t.close());
const serial = () => `GOODS${String(++n).padStart(6, '0')}`;
const receive = (body: Record<string, unknown> = {}, as = key) => t.call(api.goods.receive, { body: { serial: serial(), modelId, siteId: depot, ...body } }, { as });
const stock = async () => (await t.call(api.goods.stock, {}, { as: key })).items;
const code = (wanted: string) => ({ problem: { code: wanted } });

describe('finished goods', () => {
  it('come in, are made good, go elsewhere and leave; the ledger says each of it', async () => {
    const item = await receive({ grade: 'C', state: 'refurbishing' });
    const params = { unitId: item.unitId };
    await expect(t.call(api.goods.issue, { params, body: { reason: 'sold' } }, { as: key })).rejects.toMatchObject(code('conflict'));
    expect(await t.call(api.goods.refurbished, { params, body: { grade: 'B' } }, { as: key })).toMatchObject({ grade: 'B', state: 'ready', siteId: depot });
    expect(await t.call(api.goods.send, { params, body: { siteId: shop } }, { as: key })).toMatchObject({ siteKey: 'SHOP' });
    expect((await t.call(api.products.unit, { params: { id: item.unitId } }, { as: key })).unit.status).toBe('in-stock');
    expect(await stock()).toMatchObject([{ siteKey: 'SHOP', grade: 'B', ready: 1, refurbishing: 0 }]);
    await t.call(api.goods.issue, { params, body: { reason: 'sold' } }, { as: key });
    expect(await stock()).toEqual([]);
    await expect(t.call(api.goods.send, { params, body: { siteId: depot } }, { as: key })).rejects.toMatchObject(code('not-found'));
    const { items } = await t.call(api.goods.moves, { query: { unitId: item.unitId } }, { as: key });
    expect(items.map((m) => [m.kind, m.grade, m.siteKey, m.ready, m.refurbishing]).toReversed()).toEqual([['receive', 'C', 'DEP', 0, 1], ['refurbished', 'C', 'DEP', 0, -1], ['refurbished', 'B', 'DEP', 1, 0], ['send', 'B', 'DEP', -1, 0], ['send', 'B', 'SHOP', 1, 0], ['issue', 'B', 'SHOP', -1, 0]]);
  });
  it('stand in one place: of many who bring or take one unit, one wins', async () => {
    const one = serial();
    const brought = await Promise.allSettled(Array.from({ length: 6 }, () => receive({ serial: one })));
    expect(brought.filter((b) => b.status === 'fulfilled')).toHaveLength(1);
    const { unitId } = (await t.call(api.goods.list, { query: { q: one } }, { as: key })).items[0]!;
    const taken = await Promise.allSettled(Array.from({ length: 6 }, () => t.call(api.goods.issue, { params: { unitId }, body: { reason: 'sold' } }, { as: key })));
    expect(taken.filter((b) => b.status === 'fulfilled')).toHaveLength(1);
  });
  it('are never what a customer has; what is recycled never comes back', async () => {
    const unit = await t.call(api.products.register, { body: { serial: serial(), modelId, customerId: (await t.call(api.customers.create, { body: { name: 'Ann' } }, { as: key })).id } }, { as: key });
    await expect(receive({ serial: unit.serial })).rejects.toMatchObject(code('conflict'));
    const old = await receive();
    await t.call(api.goods.recycle, { params: { unitId: old.unitId }, body: { reason: 'burnt' } }, { as: key });
    expect((await t.call(api.products.unit, { params: { id: old.unitId } }, { as: key })).unit.status).toBe('scrapped');
    await expect(receive({ serial: old.serial })).rejects.toMatchObject(code('conflict'));
    await expect(receive({ serial: 'NOBODY-KNOWS', modelId: null })).rejects.toMatchObject(code('invalid-input'));
  });
  it('ask for rights, and sites of one’s own', async () => {
    const item = await receive();
    await expect(receive({}, await t.key('viewer'))).rejects.toMatchObject(code('not-allowed'));
    await expect(t.call(api.goods.list, {})).rejects.toMatchObject(code('not-signed-in'));
    const vendor = await t.key('vendor').catch(() => null);
    if (vendor) await expect(t.call(api.goods.list, {}, { as: vendor })).rejects.toMatchObject(code('not-allowed'));
    await t.call(api.goods.recycle, { params: { unitId: item.unitId }, body: {} }, { as: key });
  });
});

it('is conserved: whatever is done, in any order and all at once, ledger, sums and shelves agree', async () => {
  const { goods } = t.app.afterSales;
  const { db } = t.app.platform;
  const units = await Promise.all([1, 2, 3].map(async () => (await t.call(api.products.register, { body: { serial: serial(), modelId, status: 'in-stock' } }, { as: key })).id));
  let step = 0;
  const act = fc.record({ unit: fc.constantFrom(...units), what: fc.constantFrom('receive' as const, 'refurbish' as const, 'refurbished' as const, 'send' as const, 'issue' as const), grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const), site: fc.constantFrom(depot, shop), state: fc.constantFrom('ready' as const, 'refurbishing' as const) });
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 15 }), fc.boolean(), async (acts, together) => {
    const run = async (a: (typeof acts)[number]) => {
      const cause = { key: `step:${++step}`, actor: systemActor };
      await db.tx((tx) => a.what === 'receive' ? goods.receive(tx, { ...cause, unitId: a.unit, siteId: a.site, grade: a.grade, state: a.state }) : a.what === 'send' ? goods.send(tx, a.unit, a.site, cause) : a.what === 'refurbished' ? goods.refurbished(tx, a.unit, a.grade, cause) : goods[a.what](tx, a.unit, cause))
        .catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });
    };
    if (together) await Promise.all(acts.map(run)); else for (const a of acts) await run(a);
    const sums = (text: string) => db.rows<{ k: string; ready: number; refurbishing: number }>({ text, values: [] });
    const ledger = await sums(`select site_id || ' ' || grade as k, sum(ready)::int as ready, sum(refurbishing)::int as refurbishing from goods_move group by 1 having sum(ready) <> 0 or sum(refurbishing) <> 0 order by 1`);
    const kept = await sums(`select site_id || ' ' || grade as k, ready::int, refurbishing::int from goods_stock where ready <> 0 or refurbishing <> 0 order by 1`);
    const shelves = await sums(`select site_id || ' ' || grade as k, count(*) filter (where state = 'ready')::int as ready, count(*) filter (where state = 'refurbishing')::int as refurbishing from goods_item group by 1 order by 1`);
    expect(kept).toEqual(ledger);
    expect(shelves).toEqual(ledger);
  }), { numRuns: 20 });
}, 60_000);
