import { api } from '@aftercare/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { proposals } from './restock.ts';

let t: TestApp;
let key: string;
beforeAll(async () => { t = await testApp(); key = await t.key(); });
afterAll(() => t.close());

it('never proposes more than the home has, nor more than is wanted, whoever asks', () => {
  const need = fc.record({ partId: fc.integer({ min: 1, max: 2 }), siteId: fc.integer({ min: 10, max: 14 }), fromId: fc.integer({ min: 1, max: 2 }), wanted: fc.integer({ min: 1, max: 9 }) });
  fc.assert(fc.property(fc.array(need, { maxLength: 12 }), fc.array(fc.integer({ min: -2, max: 15 }), { minLength: 4, maxLength: 4 }), (needs, stock) => {
    const has = (n: { partId: number; fromId: number }) => stock[(n.partId - 1) * 2 + n.fromId - 1] ?? 0;
    const words = { number: '', name: { zh: '', en: '' }, siteKey: '', siteName: { zh: '', en: '' }, fromName: { zh: '', en: '' }, onHand: 0, inTransit: 0, reorderPoint: 0, reorderTo: 1 };
    const found = proposals(needs.map((n) => ({ ...words, ...n, available: has(n) })));
    expect(found.every((p) => p.quantity >= 0 && p.quantity <= p.wanted)).toBe(true);
    for (const p of found) {
      const same = found.filter((o) => o.partId === p.partId && o.fromId === p.fromId);
      const [given, wanted] = [same.reduce((sum, o) => sum + o.quantity, 0), same.reduce((sum, o) => sum + o.wanted, 0)];
      expect(given).toBe(Math.max(0, Math.min(wanted, has(p))));
    }
  }));
});
it('vans are filled from their home by their levels, once, also when many ask at the same time', async () => {
  const site = (siteKey: string, kind: 'depot' | 'van', homeId: number | null = null) => t.call(api.sites.create, { body: { key: siteKey, kind, name: { zh: siteKey, en: siteKey }, homeId } }, { as: key });
  const home = await site('HOME', 'depot');
  const [a, b] = [await site('VAN-1', 'van', home.id), await site('VAN-2', 'van', home.id)];
  const stray = await site('VAN-3', 'van');
  const part = await t.call(api.parts.create, { body: { number: 'P-1', name: { zh: '泵', en: 'Pump' } } }, { as: key });
  await t.call(api.parts.receive, { body: { partId: part.id, siteId: home.id, quantity: 7, unitCostMinor: 100 } }, { as: key });
  await t.call(api.parts.receive, { body: { partId: part.id, siteId: b.id, quantity: 2, unitCostMinor: 100 } }, { as: key });
  const level = (siteId: number, reorderPoint: number, reorderTo: number) => t.call(api.parts.setLevels, { body: { partId: part.id, siteId, reorderPoint, reorderTo } }, { as: key });
  expect((await t.call(api.parts.restock, {}, { as: key })).items).toEqual([]);
  await level(a.id, 1, 5);
  await level(b.id, 2, 5);
  const { items } = await t.call(api.parts.restock, {}, { as: key });
  expect(items.map((p) => [p.siteKey, p.wanted, p.quantity])).toEqual([['VAN-1', 5, 5], ['VAN-2', 3, 2]]);
  const sent = (await Promise.all([1, 2, 3].map(() => t.call(api.parts.restockVans, { body: {} }, { as: key })))).flatMap((r) => r.items);
  expect(sent.map((s) => s.quantity).toSorted()).toEqual([2, 5]);
  expect((await t.call(api.parts.restock, {}, { as: key })).items).toEqual([]);
  for (const one of sent) await t.call(api.parts.arrive, { params: { id: one.id }, body: {} }, { as: key });
  const { stock } = await t.call(api.parts.get, { params: { id: part.id } }, { as: key });
  expect(stock.map((s) => [s.siteKey, s.onHand]).toSorted()).toEqual([['HOME', 0], ['VAN-1', 5], ['VAN-2', 4]]);
  // One that belongs nowhere is filled by whoever has most.
  await t.call(api.parts.receive, { body: { partId: part.id, siteId: home.id, quantity: 4, unitCostMinor: 100 } }, { as: key });
  await level(stray.id, 0, 3);
  expect((await t.call(api.parts.restock, {}, { as: key })).items).toMatchObject([{ siteKey: 'VAN-3', fromId: home.id, quantity: 3 }]);
  await expect(t.call(api.parts.restockVans, { body: {} }, { as: await t.key('viewer') })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});
