import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let depot: number;
let shop: number;
let van: number;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  const site = async (name: string, kind: 'depot' | 'shop' | 'van', homeId: number | null = null) => (await t.call(api.sites.create, { body: { key: name, kind, name: { zh: name, en: name }, homeId } }, { as: key })).id;
  depot = await site('DEPOT', 'depot');
  shop = await site('SHOP', 'shop');
  van = await site('VAN', 'van', depot);
});
afterAll(() => t.close());

let n = 0;
/** A part with so many at the depot, at 10.00 each. */
async function part(onHand = 0, more: Record<string, unknown> = {}): Promise<number> {
  n += 1;
  const made = await t.call(api.parts.create, { body: { number: `P-${n}`, name: { zh: `配件 ${n}`, en: `Part ${n}` }, priceMinor: 2500, costMinor: 1000, ...more } }, { as: key });
  if (onHand > 0) await receive(made.id, onHand);
  return made.id;
}
const receive = (partId: number, quantity: number, unitCostMinor = 1000, siteId = depot) => t.call(api.parts.receive, { body: { partId, siteId, quantity, unitCostMinor } }, { as: key });
const reserve = (partId: number, quantity: number, more: Record<string, unknown> = {}) => t.call(api.parts.reserve, { body: { partId, siteId: depot, quantity, for: 'repair:1', ...more } }, { as: key });
const stock = (partId: number, siteId = depot) => t.app.afterSales.parts.stockAt(t.app.platform.db, partId, siteId);
const events = (type: string, partId: number) => t.app.platform.db.rows<{ stream: string; payload: Record<string, unknown> }>({ text: `select stream, payload from event where type = $1 and (payload->>'partId')::bigint = $2 order by id`, values: [type, partId] });
const code = (wanted: string) => ({ problem: { code: wanted } });

describe('reserving', () => {
  it('keeps parts for a job, uses some and lets the rest go', async () => {
    const id = await part(5);
    const r = await reserve(id, 3);
    expect(r).toMatchObject({ state: 'held', quantity: 3, used: 0, priceMinor: 2500 });
    expect(await stock(id)).toMatchObject({ onHand: 5, reserved: 3, available: 2 });
    expect(await t.call(api.parts.use, { params: { id: r.id }, body: { quantity: 2 } }, { as: key })).toMatchObject({ state: 'held', used: 2 });
    expect(await t.call(api.parts.release, { params: { id: r.id } }, { as: key })).toMatchObject({ state: 'used', used: 2 });
    expect(await stock(id)).toMatchObject({ onHand: 3, reserved: 0, valueMinor: 3000 });
    await expect(t.call(api.parts.use, { params: { id: r.id }, body: {} }, { as: key })).rejects.toMatchObject(code('conflict'));
  });
  it('of the last part: of twelve at one moment one wins, the others learn where there is one', async () => {
    const id = await part(1);
    await receive(id, 2, 1000, shop);
    const tries = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => reserve(id, 1, { for: `repair:${i}` })));
    expect(tries.filter((x) => x.status === 'fulfilled')).toHaveLength(1);
    for (const x of tries) if (x.status === 'rejected') expect(x.reason).toMatchObject({ problem: { code: 'no-stock', status: 409, detail: `DEPOT has 0 of P-${n} free, 1 are wanted. Elsewhere: SHOP × 2.` } });
    expect(await stock(id)).toMatchObject({ onHand: 1, reserved: 1 });
  });
  it('is told in Chinese to who reads Chinese', async () => {
    const id = await part(0);
    await expect(t.call(api.parts.reserve, { body: { partId: id, siteId: depot, quantity: 1, for: 'repair:1' } }, { as: key, language: 'zh-CN' })).rejects.toMatchObject({ problem: { detail: expect.stringContaining('其他地点也没有') as unknown } });
  });
  it('happens once for one cause, also when asked for twice at the same moment', async () => {
    const id = await part(5);
    const once = () => t.app.platform.db.tx((tx) => t.app.afterSales.parts.reserve(tx, { partId: id, siteId: depot, quantity: 2, for: 'visit:9', key: `once-${id}` }));
    const [a, b] = await Promise.all([once(), once()]);
    expect(a.id).toBe(b.id);
    expect(await stock(id)).toMatchObject({ reserved: 2 });
  });
});

describe('waiting', () => {
  it('is served longest first when parts arrive, and each is told', async () => {
    const id = await part(0);
    const [first, second] = [await reserve(id, 2, { for: 'repair:1', wait: true }), await reserve(id, 1, { for: 'repair:2', wait: true })];
    expect([first.state, second.state]).toEqual(['waiting', 'waiting']);
    await receive(id, 1);
    expect(await stock(id)).toMatchObject({ onHand: 1, reserved: 0, waiting: 3 });
    await receive(id, 1);
    expect(await stock(id)).toMatchObject({ reserved: 2, waiting: 1 });
    await receive(id, 1);
    expect((await events('parts.arrived', id)).map((e) => [e.payload['reservationId'], e.payload['quantity'], e.payload['for']])).toEqual([[first.id, 2, 'repair:1'], [second.id, 1, 'repair:2']]);
  });
  it('is served by what another job lets go', async () => {
    const id = await part(1);
    const holder = await reserve(id, 1);
    const waits = await reserve(id, 1, { for: 'repair:2', wait: true });
    await t.call(api.parts.release, { params: { id: holder.id } }, { as: key });
    expect((await t.call(api.parts.reservations, { query: { for: 'repair:2' } }, { as: key })).items.find((r) => r.id === waits.id)?.state).toBe('held');
  });
  it('orders what is missing by rule, into one draft, once', async () => {
    const id = await part(0, { supplier: '苏州华精' });
    await reserve(id, 4, { wait: true });
    await t.drain();
    await t.drain();
    const { items } = await t.call(api.parts.orders, { query: { state: 'draft' } }, { as: key });
    expect(items.flatMap((o) => o.lines.filter((l) => l.partId === id).map((l) => [o.supplier, o.byRule, l.quantity]))).toEqual([['苏州华精', true, 4]]);
  });
});

describe('purchase orders', () => {
  it('come by rule when stock falls to the reorder point, are placed, and put on the shelf what arrives', async () => {
    const id = await part(6, { supplier: 'ACME', leadDays: 3 });
    await t.call(api.parts.setLevels, { body: { partId: id, siteId: depot, reorderPoint: 4, reorderTo: 10 } }, { as: key });
    await reserve(id, 1);
    await t.drain();
    expect((await t.call(api.parts.orders, { query: { state: 'draft' } }, { as: key })).items.flatMap((o) => o.lines).some((l) => l.partId === id)).toBe(false);
    await reserve(id, 1);
    await t.drain();
    const draft = (await t.call(api.parts.orders, { query: { state: 'draft' } }, { as: key })).items.find((o) => o.lines.some((l) => l.partId === id));
    expect(draft).toMatchObject({ supplier: 'ACME', siteId: depot, byRule: true, totalMinor: 6000, lines: [{ partId: id, quantity: 6, costMinor: 1000 }] });
    const orderId = draft?.id ?? 0;
    const placed = await t.call(api.parts.placeOrder, { params: { id: orderId }, body: {} }, { as: key });
    expect(placed).toMatchObject({ state: 'ordered', expectedOn: '2026-03-05' });
    const lineId = placed.lines[0]?.id ?? 0;
    const some = await t.call(api.parts.receiveOrder, { params: { id: orderId }, body: { lines: [{ lineId, quantity: 4, costMinor: 2000 }] } }, { as: key });
    expect(some).toMatchObject({ state: 'partly', lines: [{ received: 4 }] });
    await expect(t.call(api.parts.receiveOrder, { params: { id: orderId }, body: { lines: [{ lineId, quantity: 3 }] } }, { as: key })).rejects.toMatchObject(code('invalid-input'));
    expect(await t.call(api.parts.receiveOrder, { params: { id: orderId }, body: { lines: [{ lineId, quantity: 2 }] } }, { as: key })).toMatchObject({ state: 'received' });
    // 6 at 10.00, 4 at 20.00, 2 at 10.00
    expect(await stock(id)).toMatchObject({ onHand: 12, valueMinor: 16_000, onOrder: 0 });
    await expect(t.call(api.parts.cancelOrder, { params: { id: orderId } }, { as: key })).rejects.toMatchObject(code('conflict'));
  });
  it('are drafted and changed by people, in one currency', async () => {
    const [a, b, euro] = [await part(), await part(), await part(0, { currency: 'EUR' })];
    const order = await t.call(api.parts.createOrder, { body: { siteId: depot, lines: [{ partId: a, quantity: 2, costMinor: 500 }] } }, { as: key });
    expect(order.number).toBe(`PO-${String(order.id).padStart(5, '0')}`);
    const changed = await t.call(api.parts.updateOrder, { params: { id: order.id }, body: { siteId: shop, lines: [{ partId: a, quantity: 1, costMinor: 500 }, { partId: b, quantity: 3, costMinor: 200 }] } }, { as: key });
    expect(changed).toMatchObject({ siteId: shop, totalMinor: 1100 });
    await expect(t.call(api.parts.createOrder, { body: { siteId: depot, lines: [{ partId: euro, quantity: 1, costMinor: 1 }] } }, { as: key })).rejects.toMatchObject(code('invalid-input'));
    await t.call(api.parts.placeOrder, { params: { id: order.id }, body: { expectedOn: '2026-04-01' } }, { as: key });
    await expect(t.call(api.parts.updateOrder, { params: { id: order.id }, body: { siteId: shop, lines: [{ partId: a, quantity: 1, costMinor: 1 }] } }, { as: key })).rejects.toMatchObject(code('conflict'));
  });
});

describe('moving', () => {
  it('takes parts from one site to another with their value; what does not arrive is lost', async () => {
    const id = await part(10);
    await receive(id, 10, 3000);
    const { items } = await t.call(api.parts.transfer, { body: { fromId: depot, toId: van, note: '补货', lines: [{ partId: id, quantity: 4 }] } }, { as: key });
    expect(await stock(id)).toMatchObject({ onHand: 16, valueMinor: 32_000 });
    expect(await stock(id, van)).toMatchObject({ onHand: 0, inTransit: 4, valueMinor: 0 });
    const transferId = items[0]?.id ?? 0;
    expect(await t.call(api.parts.arrive, { params: { id: transferId }, body: { quantity: 3, reason: '少一件' } }, { as: key })).toMatchObject({ state: 'arrived', arrived: 3 });
    expect(await stock(id, van)).toMatchObject({ onHand: 3, inTransit: 0, valueMinor: 6000 });
    await expect(t.call(api.parts.cancelTransfer, { params: { id: transferId } }, { as: key })).rejects.toMatchObject(code('conflict'));
    await expect(t.call(api.parts.transfer, { body: { fromId: van, toId: depot, lines: [{ partId: id, quantity: 4 }] } }, { as: key })).rejects.toMatchObject(code('no-stock'));
    await expect(t.call(api.parts.transfer, { body: { fromId: van, toId: van, lines: [{ partId: id, quantity: 1 }] } }, { as: key })).rejects.toMatchObject(code('invalid-input'));
  });
  it('goes back when it is cancelled', async () => {
    const id = await part(2);
    const { items } = await t.call(api.parts.transfer, { body: { fromId: depot, toId: shop, lines: [{ partId: id, quantity: 2 }] } }, { as: key });
    await t.call(api.parts.cancelTransfer, { params: { id: items[0]?.id ?? 0 } }, { as: key });
    expect(await stock(id)).toMatchObject({ onHand: 2, valueMinor: 2000 });
    expect(await stock(id, shop)).toMatchObject({ inTransit: 0, onHand: 0 });
  });
  it('counts: never fewer than what is kept for jobs', async () => {
    const id = await part(5);
    await reserve(id, 2);
    await expect(t.call(api.parts.count, { body: { partId: id, siteId: depot, counted: 1, reason: '盘点' } }, { as: key })).rejects.toMatchObject({ problem: { code: 'conflict', detail: expect.stringContaining('2') as unknown } });
    expect(await t.call(api.parts.count, { body: { partId: id, siteId: depot, counted: 4, reason: '盘点' } }, { as: key })).toMatchObject({ onHand: 4, valueMinor: 4000 });
    expect(await t.call(api.parts.count, { body: { partId: id, siteId: depot, counted: 6, reason: '找到两件' } }, { as: key })).toMatchObject({ onHand: 6, valueMinor: 6000 });
  });
  it('old parts come back, are scrapped, or are good again', async () => {
    const id = await part(0);
    const old = (what: 'return' | 'scrap' | 'refurbish', quantity: number) => t.call(api.parts.returnOld, { body: { partId: id, siteId: depot, quantity, what } }, { as: key });
    await old('return', 3);
    await old('scrap', 1);
    expect(await old('refurbish', 1)).toMatchObject({ defective: 1, onHand: 1, valueMinor: 0 });
    await expect(old('scrap', 2)).rejects.toMatchObject(code('invalid-input'));
  });
  it('asks for a serial number of each piece where parts have them', async () => {
    const id = await part(0, { serialised: true });
    await expect(receive(id, 2)).rejects.toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'serials' }] } });
    await t.call(api.parts.receive, { body: { partId: id, siteId: depot, quantity: 2, unitCostMinor: 1, serials: ['A1', 'A2'] } }, { as: key });
    const r = await reserve(id, 1);
    await expect(t.call(api.parts.use, { params: { id: r.id }, body: { serials: ['A1', 'A2'] } }, { as: key })).rejects.toMatchObject(code('invalid-input'));
    await t.call(api.parts.use, { params: { id: r.id }, body: { serials: ['A1'] } }, { as: key });
    const { items } = await t.call(api.parts.moves, { params: { id }, query: {} }, { as: key });
    expect(items.map((m) => [m.kind, m.serials])).toEqual([['use', ['A1']], ['reserve', []], ['receive', ['A1', 'A2']]]);
  });
});

describe('looking', () => {
  it('shows what is short first, page by page, each row once', async () => {
    const low = await part(1);
    await t.call(api.parts.setLevels, { body: { partId: low, siteId: depot, reorderPoint: 3, reorderTo: 9, bin: 'A-01' } }, { as: key });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await t.call(api.parts.stock, { query: { limit: 3, ...(after ? { after } : {}) } }, { as: key });
      seen.push(...page.items.map((s) => `${s.low ? 'low' : 'fine'} ${s.partId}@${s.siteId}`));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.indexOf(`low ${low}@${depot}`)).toBeGreaterThanOrEqual(0);
    expect(seen.findLastIndex((s) => s.startsWith('low'))).toBeLessThan(seen.findIndex((s) => s.startsWith('fine')));
    expect((await t.call(api.parts.stock, { query: { low: 'true', q: `P-${n}` } }, { as: key })).items).toMatchObject([{ partId: low, bin: 'A-01', low: true }]);
  });
  it('finds by words of either language and treats signs of patterns as signs', async () => {
    const id = await part(0, { number: 'X_100%', name: { zh: '滚筒皮带', en: 'Drum belt' } });
    for (const q of ['皮带', 'drum', 'x_100%']) expect((await t.call(api.parts.list, { query: { q } }, { as: key })).items.map((p) => p.id)).toContain(id);
    expect((await t.call(api.parts.list, { query: { q: '%' } }, { as: key })).items.map((p) => p.id)).toEqual([id]);
    expect((await t.call(api.parts.list, { query: { q: "'; drop table part; --" } }, { as: key })).items).toEqual([]);
  });
  it('says what a part replaces and never in a circle', async () => {
    const [a, b] = [await part(), await part()];
    const read = (id: number) => t.call(api.parts.get, { params: { id } }, { as: key });
    const { part: second } = await read(b);
    await t.call(api.parts.update, { params: { id: b }, body: { ...second, supersedesId: a } }, { as: key });
    expect((await read(a)).supersededBy?.id).toBe(b);
    const { part: first } = await read(a);
    await expect(t.call(api.parts.update, { params: { id: a }, body: { ...first, supersedesId: b } }, { as: key })).rejects.toMatchObject(code('invalid-input'));
    await expect(t.call(api.parts.update, { params: { id: a }, body: { ...first, number: second.number.toLowerCase() } }, { as: key })).rejects.toMatchObject(code('conflict'));
  });
});

describe('rights', () => {
  it('keep people of one site to their site', async () => {
    const clerk = await t.agent({ roles: ['clerk'] });
    const own = (await t.call(api.sites.create, { body: { key: 'CLERK', kind: 'shop', name: { zh: '店', en: 'Shop' }, staff: [clerk.id] } }, { as: key })).id;
    const id = await part(3);
    await receive(id, 2, 1000, own);
    const as = { headers: { cookie: clerk.cookie } };
    expect((await t.call(api.parts.stock, { query: {} }, as)).items.map((s) => s.siteId)).toEqual([own]);
    expect((await t.call(api.parts.get, { params: { id } }, as)).stock.map((s) => s.siteId)).toEqual([own]);
    expect((await t.call(api.parts.value, {}, as)).items.map((s) => s.siteId)).toEqual([own]);
    expect((await t.call(api.parts.moves, { params: { id }, query: {} }, as)).items.map((m) => m.siteId)).toEqual([own]);
    await expect(t.call(api.parts.reserve, { body: { partId: id, siteId: depot, quantity: 1, for: 'x:1' } }, as)).rejects.toMatchObject(code('not-found'));
    const others = await reserve(id, 1);
    await expect(t.call(api.parts.release, { params: { id: others.id } }, as)).rejects.toMatchObject(code('not-found'));
    await expect(t.call(api.parts.count, { body: { partId: id, siteId: depot, counted: 0, reason: 'x' } }, as)).rejects.toMatchObject(code('not-found'));
    const { items } = await t.call(api.parts.transfer, { body: { fromId: own, toId: depot, lines: [{ partId: id, quantity: 1 }] } }, as);
    await expect(t.call(api.parts.arrive, { params: { id: items[0]?.id ?? 0 }, body: {} }, as)).rejects.toMatchObject(code('not-found'));
    await expect(t.call(api.parts.create, { body: { number: 'Z', name: { zh: 'z', en: 'z' } } }, as)).rejects.toMatchObject(code('not-allowed'));
  });
  it('refuse nonsense', async () => {
    const id = await part(1);
    for (const quantity of [0, -1, 1.5, 1e12]) await expect(reserve(id, quantity)).rejects.toMatchObject(code('invalid-input'));
    await expect(reserve(999_999, 1)).rejects.toMatchObject(code('not-found'));
    await expect(reserve(id, 1, { siteId: 999_999 })).rejects.toMatchObject(code('not-found'));
    await expect(t.call(api.parts.setLevels, { body: { partId: id, siteId: depot, reorderPoint: 5, reorderTo: 2 } }, { as: key })).rejects.toMatchObject(code('invalid-input'));
    await expect(t.app.platform.db.run({ text: 'update part_move set quantity = 0', values: [] })).rejects.toThrow(/never changed/);
  });
});
