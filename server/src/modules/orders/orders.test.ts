import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shopifySimulator } from '../../integrations/shops/shopify/simulator.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let admin: string;
let modelId: number;
const refusal = (promise: Promise<unknown>) => promise.then(() => { throw new Error('nothing was refused'); }, (error: unknown) => { if (error instanceof ApiError) return error.problem; throw error; });
beforeAll(async () => {
  t = await testApp();
  await t.app.platform.db.tx((tx) => t.app.afterSales.products.policies.seed(tx));
  admin = await t.key();
  const brand = await t.call(api.products.saveBrand, { params: { key: 'acme' }, body: { name: { zh: '艾克', en: 'Acme' }, serialRules: [{ pattern: 'AC\\d{6}', check: 'none' }] } }, { as: admin });
  modelId = (await t.call(api.products.createModel, { body: { brandId: brand.id, key: 'X1', name: { zh: '电水壶', en: 'Kettle' }, category: 'kettle' } }, { as: admin })).id;
  await t.call(api.products.saveVariant, { params: { id: modelId }, body: { sku: 'X1-WHITE', name: { zh: '白色', en: 'White' } } }, { as: admin });
});
afterAll(() => t.close());

const order = (externalId: string, rest: Record<string, unknown> = {}) => ({
  externalId, number: `N-${externalId}`, totalMinor: 19_900, orderedAt: '2026-02-20T03:00:00Z', changedAt: '2026-02-20T03:00:00Z', customer: { name: 'Lin Yue', email: `${externalId}@example.com` }, lines: [{ sku: 'x1-white', title: 'Kettle', priceMinor: 19_900, serials: [] as string[] }], ...rest,
});
const bring = (...orders: ReturnType<typeof order>[]) => t.call(api.orders.import, { params: { shop: 'web' }, body: { orders } }, { as: admin });

it('takes an order, its customer and its units, with the shop’s word as proof', async () => {
  const { items: [taken] } = await bring(order('a1', { lines: [{ sku: 'X1-WHITE', title: 'Kettle', priceMinor: 19_900, serials: ['AC000001', 'broken'] }] }));
  expect(taken).toMatchObject({ outcome: 'created', refusedSerials: [{ serial: 'broken', reason: expect.stringContaining('label') as string }] });
  const found = await t.call(api.orders.get, { params: { id: taken?.id ?? 0 } }, { as: admin });
  expect(found).toMatchObject({ shop: { key: 'web' }, customer: { name: 'Lin Yue' }, lines: [{ modelId, units: [{ serial: 'AC000001' }] }] });
  const page = await t.call(api.products.unit, { params: { id: taken?.units[0] ?? 0 } }, { as: admin });
  expect(page.unit).toMatchObject({ customerName: 'Lin Yue', purchasedOn: '2026-02-20', proven: true, registeredBy: 'order', variantName: { en: 'White' } });
  expect(page.orders).toMatchObject([{ number: 'N-a1' }]);
  expect((await t.call(api.orders.list, { query: { customerId: page.unit.customerId ?? 0 } }, { as: admin })).items).toHaveLength(1);
  expect((await t.call(api.orders.list, { query: { q: 'AC000001' } }, { as: admin })).items).toHaveLength(1);
});

it('told again it is the same order; told older it changes nothing', async () => {
  const first = (await bring(order('a2', { lines: [{ sku: 'X1-WHITE', title: 'Kettle', serials: ['AC000002'] }] }))).items[0];
  expect((await bring(order('a2'))).items[0]).toMatchObject({ id: first?.id, outcome: 'unchanged', units: first?.units });
  expect((await bring(order('a2', { status: 'delivered', changedAt: '2026-02-23T00:00:00Z', lines: [{ sku: 'X1-WHITE', title: 'Kettle', serials: ['AC000002'] }] }))).items[0]?.outcome).toBe('changed');
  expect((await bring(order('a2', { status: 'paid', changedAt: '2026-02-21T00:00:00Z' }))).items[0]?.outcome).toBe('unchanged');
  expect((await t.call(api.orders.get, { params: { id: first?.id ?? 0 } }, { as: admin })).status).toBe('delivered');
});

it('ten tellings at the same moment are one order and one unit', async () => {
  const told = order('a3', { lines: [{ sku: 'X1-WHITE', title: 'Kettle', serials: ['AC000003'] }] });
  const ids = (await Promise.all(Array.from({ length: 10 }, () => bring(told)))).map((r) => r.items[0]?.id);
  expect(new Set(ids).size).toBe(1);
  expect((await t.call(api.products.units, { query: { q: 'AC000003' } }, { as: admin })).items).toHaveLength(1);
});

it('a unit registered before is recognised, not made twice, and another’s stays another’s', async () => {
  const unit = await t.call(api.products.register, { body: { serial: 'AC000004', modelId } }, { as: admin });
  const { items: [taken] } = await bring(order('a4', { lines: [{ sku: 'X1-WHITE', title: 'Kettle', serials: ['ac-000004'] }] }));
  expect(taken?.units).toEqual([unit.id]);
  const owner = (await t.call(api.products.unit, { params: { id: unit.id } }, { as: admin })).unit.customerId;
  await bring(order('a5', { lines: [{ sku: 'X1-WHITE', title: 'Kettle', serials: ['AC000004'] }] }));
  expect((await t.call(api.products.unit, { params: { id: unit.id } }, { as: admin })).unit.customerId).toBe(owner);
});

it('comes by table, one line per article, and a dry run leaves nothing', async () => {
  const csv = '订单号,下单日期,客户,邮箱,货号,数量,单价,序列号\nT-1,2026-02-01,王芳,fang@example.com,X1-WHITE,1,199.00,AC000010\nT-1,2026-02-01,王芳,fang@example.com,,2,9.90,\nT-2,someday,李,,X1,1,1,\n';
  const send = (dryRun: boolean) => t.call(api.orders.importCsv, { params: { shop: 'table' }, body: { csv, dryRun } }, { as: admin, language: 'zh-CN' });
  expect(await send(true)).toMatchObject({ created: 0, failed: 2, dryRun: true });
  expect((await t.call(api.orders.list, { query: { shop: 'table' } }, { as: admin })).items).toEqual([]);
  expect((await send(false)).errors.map((e) => [e.line, e.column])).toEqual([[3, 'title'], [4, 'orderedOn']]);
  const mended = csv.replace(',,2,9.90,', ',BAG,2,9.90,');
  expect(await t.call(api.orders.importCsv, { params: { shop: 'table' }, body: { csv: mended, dryRun: true } }, { as: admin })).toMatchObject({ created: 1, dryRun: true });
  expect((await t.call(api.orders.list, { query: { shop: 'table' } }, { as: admin })).items).toEqual([]);
  expect(await t.call(api.orders.importCsv, { params: { shop: 'table' }, body: { csv: mended } }, { as: admin })).toMatchObject({ created: 1 });
  const [made] = (await t.call(api.orders.list, { query: { shop: 'table' } }, { as: admin })).items;
  expect(made).toMatchObject({ number: 'T-1', totalMinor: 21_880, lines: [{ units: [{ serial: 'AC000010' }] }, { modelId: null, quantity: 2 }] });
});

it('asks for rights', async () => {
  const agent = await t.key('agent');
  expect((await refusal(t.call(api.orders.import, { params: { shop: 'web' }, body: { orders: [order('z')] } }, { as: agent }))).code).toBe('not-allowed');
  expect((await refusal(t.call(api.orders.list, {}))).code).toBe('not-signed-in');
});

it('Shopify: signed webhooks, kept before acknowledged, each counts once whatever the order', async () => {
  const secret = 'shpss_example';
  const shop = await t.call(api.orders.saveShop, { params: { key: 'store' }, body: { name: 'Example Store', kind: 'shopify', secret } }, { as: admin });
  expect(shop.webhookUrl).toBe('http://localhost:3000/api/v1/shops/store/webhook');
  expect(JSON.stringify(shop)).not.toContain(secret);
  const http = await t.app.http();
  const simulator = shopifySimulator({ secret, path: '/api/v1/shops/store/webhook', now: () => t.clock.now(), post: async (url, payload, headers) => (await http.inject({ method: 'POST', url, payload, headers })).statusCode });
  const { id, status } = await simulator.buy({ first: 'Ana', last: 'Ruiz', email: 'ana@example.com', country: 'ES' }, [{ sku: 'X1-WHITE', title: 'Kettle', price: '199.00', serials: ['AC000100'] }]);
  expect(status).toBe(200);
  expect((await t.call(api.orders.list, { query: { shop: 'store' } }, { as: admin })).items).toEqual([]);
  await t.drain();
  t.clock.advance(3 * 86_400_000);
  await simulator.change(id, 'delivered');
  await t.drain();
  const [first] = (await t.call(api.orders.list, { query: { shop: 'store' } }, { as: admin })).items;
  expect(first).toMatchObject({ externalId: String(id), status: 'delivered', totalMinor: 19_900, country: 'ES', customer: { name: 'Ana Ruiz' }, carrier: 'SF Express', lines: [{ units: [{ serial: 'AC000100' }] }] });
  expect(await simulator.again()).toEqual([200, 200]);
  await t.drain();
  const [again] = (await t.call(api.orders.list, { query: { shop: 'store' } }, { as: admin })).items;
  expect(again).toEqual(first);
  const unitId = first?.lines[0]?.units[0]?.id ?? 0;
  expect(await t.call(api.products.entitlement, { params: { id: unitId }, query: { on: '2027-12-01' } }, { as: admin })).toMatchObject({ covered: true, clause: { key: 'eu-legal-guarantee' } });
  t.clock.advance(86_400_000);
  await simulator.change(id, 'refunded');
  await t.drain();
  expect((await t.call(api.products.unit, { params: { id: unitId } }, { as: admin })).unit.status).toBe('returned');
  const message = simulator.sent[0];
  expect(message && (await simulator.deliver(message, 'another secret'))).toBe(401);
  expect((await http.inject({ method: 'POST', url: '/api/v1/shops/nowhere/webhook', payload: '{}', headers: { 'content-type': 'application/json' } })).statusCode).toBe(404);
});

it('a shop is tried with a message of its own kind, of which nothing stays; what failed is tried again', async () => {
  await t.call(api.products.saveVariant, { params: { id: modelId }, body: { sku: 'X1-TRY', name: { zh: '试', en: 'Try' } } }, { as: admin });
  const save = (key: string, body: { name: string; kind: 'api' | 'shopify'; secret?: string }) => t.call(api.orders.saveShop, { params: { key }, body }, { as: admin });
  const probe = async (key: string) => (await t.call(api.orders.testShop, { params: { key } }, { as: admin })).steps.map((s) => [s.key, s.ok]);
  await save('try', { name: 'Try', kind: 'shopify' });
  expect(await probe('try')).toEqual([['address', false], ['secret', false]]);
  await save('try', { name: 'Try', kind: 'shopify', secret: 'shpss_try' });
  expect(await probe('try')).toEqual([['address', false], ['secret', true], ['signature', true], ['read', true], ['order', true]]);
  expect((await t.call(api.orders.list, { query: { shop: 'try' } }, { as: admin })).items).toEqual([]);
  await save('hand', { name: 'By hand', kind: 'api' });
  expect(await probe('hand')).toEqual([['hands', true]]);
  const http = await t.app.http();
  const simulator = shopifySimulator({ secret: 'shpss_try', path: '/api/v1/shops/try/webhook', now: () => t.clock.now(), post: async (url, payload, headers) => (await http.inject({ method: 'POST', url, payload, headers })).statusCode });
  await simulator.buy({ first: 'Ana', last: 'Ruiz', email: 'ana2@example.com' }, [{ sku: 'X1-TRY', title: 'Kettle', price: '199.00' }]);
  await t.app.platform.db.run({ text: `update shop_delivery set error = 'was away' where done_at is null`, values: [] });
  const failed = () => t.call(api.orders.deliveries, { params: { key: 'try' }, query: { failed: 'true' } }, { as: admin });
  const [one] = (await failed()).items;
  expect(one).toMatchObject({ topic: 'orders/create', doneAt: null, error: 'was away' });
  await t.call(api.orders.retryDelivery, { params: { id: one?.id ?? 0 } }, { as: admin });
  await t.drain();
  expect((await failed()).items).toEqual([]);
  expect((await refusal(t.call(api.orders.retryDelivery, { params: { id: one?.id ?? 0 } }, { as: admin }))).code).toBe('not-found');
  const agent = await t.key('agent');
  for (const call of [() => t.call(api.orders.testShop, { params: { key: 'try' } }, { as: agent }), () => t.call(api.orders.deliveries, { params: { key: 'try' } }, { as: agent })]) expect((await refusal(call())).code).toBe('not-allowed');
});

it('an order tells which requests are about its units', async () => {
  await bring(order('tk', { lines: [{ sku: 'X1-WHITE', title: 'Kettle', serials: ['AC000777'] }] }));
  const [made] = (await t.call(api.orders.list, { query: { q: 'AC000777' } }, { as: admin })).items;
  const unit = made?.lines[0]?.units[0];
  const ticket = await t.call(api.tickets.open, { body: { subject: 'Does not heat', customer: { name: 'Ann' }, type: 'inquiry', serial: 'AC000777' } }, { as: admin });
  await t.drain();
  const page = await t.call(api.orders.get, { params: { id: made?.id ?? 0 } }, { as: admin });
  expect(page.tickets).toMatchObject([{ id: ticket.id, unitId: unit?.id }]);
});
