import { api } from '@aftercare/contract';
import { portal } from '@aftercare/contract/portal';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type House, openHouse } from './testing-house.ts';

// Whole lives of cases, each with many steps through HTTP.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let h: House;
beforeAll(async () => { h = await openHouse(); });
afterAll(() => h.close());

const unitOf = async (id: number) => (await h.t.call(api.products.unit, { params: { id } }, { as: h.key })).unit;
const tokenOf = (id: number) => ({ token: h.t.app.tickets.customerToken(id) });
/** To the inspection, by parcel. */
async function atInspection(type: 'return' | 'exchange', o: Parameters<House['ticket']>[1]) {
  const { id, unit } = await h.ticket(type, o);
  await h.deliver(id, 'to-us');
  await h.done(id, 'receive');
  return { id, unit };
}
const problem = (promise: Promise<unknown>) => promise.then(() => 'fine', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

describe('a return within seven days', () => {
  it('is granted by itself, labelled, inspected, paid back and put on the shelf', async () => {
    const { id, unit } = await h.ticket('return', { boughtDaysAgo: 3, fields: { reason: 'faulty' } });
    const order = await h.return(id);
    expect(order).toMatchObject({ kind: 'return', state: 'labelled', eligible: true, paidMinor: 299_900, reason: 'faulty', can: ['receive', 'cancel'] });
    // What the customer sees: the label, and where to send it.
    const seen = await h.t.call(api.returns.portalOf, { params: { id }, query: tokenOf(id) });
    expect(seen.return).toMatchObject({ state: 'labelled', eligible: true, manual: false, trackingNumber: order.shipments[0]!.trackingNumber, sendTo: expect.stringContaining('张江路') });
    const label = await (await h.t.app.http()).inject({ url: seen.return!.label!.url });
    expect([label.statusCode, label.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(await problem(h.t.call(api.returns.portalOf, { params: { id }, query: { token: 'x'.repeat(20) } }))).toBe('not-signed-in');
    await h.deliver(id, 'to-us');
    expect(await h.open(id)).toEqual(['receive']);
    await h.done(id, 'receive');
    expect((await h.return(id)).can).toEqual(['inspect']);
    await h.t.call(api.returns.inspect, { params: { id: order.id }, body: { grade: 'A', checks: [{ key: 'serial', ok: true }], note: '如新' } }, { as: h.key });
    await h.t.drain();
    expect(await h.open(id)).toEqual(['set-amount']);
    expect(await problem(h.t.call(api.returns.refund, { params: { id: order.id }, body: { amountMinor: 300_000 } }, { as: h.key }))).not.toBe('fine');
    await h.done(id, 'set-amount', { paidMinor: 299_900, refundMinor: 299_900, reference: '微信 4200001' });
    expect(await h.return(id)).toMatchObject({ state: 'refunded', refundMinor: 299_900, refundReference: '微信 4200001' });
    await h.done(id, 'put-away', { disposition: 'restock' });
    expect(await h.return(id)).toMatchObject({ state: 'closed', disposition: 'restock', finishedAt: expect.any(String) });
    expect(await unitOf(unit.id)).toMatchObject({ status: 'in-stock', customerId: null });
    // It stands on a shelf again, and the next customer may get it.
    const stock = async () => (await h.t.call(api.goods.list, { query: { q: unit.serial } }, { as: h.key })).items;
    expect(await stock()).toMatchObject([{ unitId: unit.id, siteKey: 'DEPOT', grade: 'A', state: 'ready' }]);
    expect([await h.status(id), await h.ended(id, 'return')]).toEqual(['solved', 'completed']);
    expect(h.told(id).some((text) => text.includes('面单'))).toBe(true);
  });
  it('is received and inspected by those who work at the depot, and by nobody else', async () => {
    const { id } = await h.ticket('return', { boughtDaysAgo: 3, fields: { reason: 'faulty' } });
    const hired = async (name: string, roles: string[]) => h.t.agent({ name, roles, online: false });
    const [clerk, technician, stranger] = [await hired('小林', ['clerk']), await hired('张工', ['technician']), await hired('外人', ['technician', 'clerk'])];
    await h.t.call(api.sites.update, { params: { id: h.site.id }, body: { key: 'DEPOT', kind: 'depot', name: { zh: '华东维修中心', en: 'East depot' }, address: '上海市张江路 88 号', phone: '021-5550000', staff: [clerk.id, technician.id] } }, { as: h.key });
    const steps = async () => Promise.all([clerk, technician, stranger].map(async ({ cookie }) => (await h.t.call(api.casework.mine, { query: { whose: 'roles' } }, { headers: { cookie, origin: 'http://localhost:3000' } })).items.filter((s) => s.ticketId === id).map((s) => s.title.en)));
    await h.deliver(id, 'to-us');
    expect(await steps()).toEqual([['Receive'], [], []]);
    await h.done(id, 'receive');
    expect(await steps()).toEqual([[], ['Inspect and grade'], []]);
  });
  it('graded D goes back to the customer as it is, with the reason', async () => {
    const { id, unit } = await atInspection('return', { boughtDaysAgo: 2 });
    const order = await h.return(id);
    expect(await problem(h.t.call(api.returns.inspect, { params: { id: order.id }, body: { grade: 'D' } }, { as: h.key }))).toBe('invalid-input');
    expect(await h.open(id)).toEqual(['inspect']);
    await h.done(id, 'inspect', { grade: 'D', note: '屏幕碎裂，非原机电池' });
    expect(await h.return(id)).toMatchObject({ state: 'closed', disposition: 'send-back', refundMinor: null, inspection: { grade: 'D' } });
    expect((await h.parcels(id)).map((p) => p.direction)).toEqual(['to-us', 'to-customer']);
    expect(await unitOf(unit.id)).toMatchObject({ status: 'in-use', customerId: unit.customerId });
    expect(h.told(id).some((text) => text.includes('屏幕碎裂'))).toBe(true);
    expect(await h.status(id)).toBe('solved');
  });
  it('graded C keeps something back where the customer changed their mind, nothing where it is our fault', async () => {
    const { id } = await atInspection('return', { boughtDaysAgo: 2, fields: { reason: 'changed-mind' } });
    await h.done(id, 'inspect', { grade: 'C', note: '划痕' });
    const [instance] = await h.t.app.afterSales.processes.instancesOf(h.t.app.platform.db, `ticket:${id}`);
    expect((await h.t.app.afterSales.processes.variablesOf(h.t.app.platform.db, instance!.id))['verdict']).toMatchObject({ outcome: 'deduct', share: 80 });
  });
});

describe('a return that is not owed', () => {
  it('waits for a person; a no is told with its reason', async () => {
    const { id } = await h.ticket('return', { boughtDaysAgo: 60 });
    expect(await h.open(id)).toEqual(['review']);
    const order = await h.return(id);
    expect(order).toMatchObject({ state: 'requested', eligible: false, can: ['approve', 'refuse', 'cancel'] });
    await h.t.call(api.returns.refuse, { params: { id: order.id }, body: { reason: '已超过七天，可以免费维修' } }, { as: h.key });
    await h.t.drain();
    expect([(await h.return(id)).state, await h.status(id)]).toEqual(['refused', 'solved']);
    expect(h.told(id).some((text) => text.includes('已超过七天'))).toBe(true);
  });
  it('may be granted all the same; never sent, it is called off', async () => {
    const { id } = await h.ticket('return', { boughtDaysAgo: 60 });
    await h.done(id, 'review', { agree: true, reviewReason: '老客户' });
    expect((await h.return(id)).state).toBe('labelled');
    await h.later(24 * 14 + 1);
    await h.done(id, 'ask', { still: 'no' });
    expect([(await h.return(id)).state, await h.status(id)]).toEqual(['cancelled', 'solved']);
  });
  it('brought in without a parcel is received by hand, and the diagram follows', async () => {
    const { id } = await h.ticket('return', { boughtDaysAgo: 2 });
    await h.t.call(api.returns.receive, { params: { id: (await h.return(id)).id }, body: { siteId: h.site.id } }, { as: h.key });
    await h.t.drain();
    expect(await h.open(id)).toEqual(['inspect']);
  });
});

describe('an exchange within fifteen days', () => {
  it('gives another unit that takes over, and puts the old one away', async () => {
    const { id, unit } = await atInspection('exchange', { boughtDaysAgo: 10, fields: { reason: 'faulty' } });
    await h.done(id, 'inspect', { grade: 'B', note: '触摸失灵' });
    expect(await h.open(id)).toEqual(['choose-unit']);
    const taken = await h.ticket('inquiry', { serial: 'P9TAKEN01' });
    await h.t.app.platform.db.tx((tx) => h.t.app.afterSales.products.updateUnit(tx, taken.unit.id, { customerId: 1 }, { actor: { kind: 'system', id: null, name: 'test' } }));
    const order = await h.return(id);
    expect(await problem(h.t.call(api.returns.swap, { params: { id: order.id }, body: { serial: 'P9TAKEN01' } }, { as: h.key }))).not.toBe('fine');
    expect((await h.return(id)).state).toBe('inspected');
    // Entered at the step instead, it comes back to whoever entered it.
    await h.done(id, 'choose-unit', { newSerial: 'P9TAKEN01' });
    expect(await h.open(id)).toEqual(['choose-unit']);
    const fresh = await h.t.call(api.goods.receive, { body: { serial: 'P9FRESH01', modelId: h.model.id, siteId: h.site.id } }, { as: h.key });
    await h.done(id, 'choose-unit', { newSerial: 'P9FRESH01' });
    expect((await h.t.call(api.goods.moves, { query: { unitId: fresh.unitId } }, { as: h.key })).items.map((m) => [m.kind, m.ticketId])).toEqual([['issue', id], ['receive', null]]);
    const other = { id, unit };
    const swapped = await h.return(other.id);
    expect(swapped).toMatchObject({ state: 'swapped', newUnit: { serial: 'P9FRESH01' } });
    expect(await unitOf(other.unit.id)).toMatchObject({ status: 'replaced', replacedBy: swapped.newUnit!.id });
    expect(await h.waits(other.id)).toContain('delivered');
    await h.deliver(other.id, 'to-customer');
    await h.done(other.id, 'put-away', { disposition: 'refurbish' });
    expect((await h.t.call(api.goods.list, { query: { q: unit.serial } }, { as: h.key })).items).toMatchObject([{ siteKey: 'DEPOT', grade: 'B', state: 'refurbishing' }]);
    expect([(await h.return(other.id)).state, await h.status(other.id), await h.ended(other.id, 'exchange')]).toEqual(['closed', 'solved', 'completed']);
  });
});

describe('a refund alone', () => {
  it('is decided by a person and paid back without a parcel', async () => {
    const { id } = await h.ticket('refund', { boughtDaysAgo: 30 });
    expect(await h.open(id)).toEqual(['set-amount']);
    await h.done(id, 'set-amount', { agree: true, paidMinor: 299_900, refundMinor: 20_000, reviewReason: '降价补差', reference: 'ALI-1' });
    expect(await h.return(id)).toMatchObject({ state: 'closed', refundMinor: 20_000, refundReference: 'ALI-1', shipments: [] });
    expect(await h.status(id)).toBe('solved');
    const no = await h.ticket('refund', { boughtDaysAgo: 30 });
    await h.done(no.id, 'set-amount', { agree: false, reviewReason: '已过价保期' });
    expect((await h.return(no.id)).state).toBe('refused');
    expect(h.told(no.id).some((text) => text.includes('已过价保期'))).toBe(true);
  });
});

it('the customer’s page of the ticket stays as it was, and lists are told apart by who may see them', async () => {
  const { id } = await h.ticket('return', { boughtDaysAgo: 2 });
  expect((await h.t.call(portal.ticket, { params: { id }, query: tokenOf(id) })).id).toBe(id);
  const list = await h.t.call(api.returns.list, { query: { limit: 2 } }, { as: h.key });
  expect(list.items).toHaveLength(2);
  const second = await h.t.call(api.returns.list, { query: { limit: 2, after: list.next ?? '' } }, { as: h.key });
  expect(second.items.map((r) => r.id)).not.toContain(list.items[0]!.id);
  const clerk = await h.t.key('clerk');
  expect((await h.t.call(api.returns.list, { query: {} }, { as: clerk })).items).toEqual([]);
  expect((await h.t.call(api.repairs.list, { query: {} }, { as: clerk })).items).toEqual([]);
  expect((await h.t.call(api.repairs.counts, {}, { as: clerk })).items).toEqual([]);
});
