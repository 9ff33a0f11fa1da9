import { randomUUID } from 'node:crypto';
import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dispatchWorld } from '../../dispatch/testing.ts';
import { type House, openHouse } from './testing-house.ts';

// Whole lives of cases, each with many steps through HTTP.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let h: House;
beforeAll(async () => { h = await openHouse(); });
afterAll(() => h.close());

const stock = async () => (await h.t.call(api.parts.stock, { query: { siteId: h.site.id } }, { as: h.key })).items.find((s) => s.partId === h.screen.id)!;
/** To the point where the technician has it on the bench, by parcel. */
async function onBench(o: Parameters<House['ticket']>[1] = {}) {
  const { id, unit } = await h.ticket('repair', o);
  await h.done(id, 'confirm', { how: 'depot' });
  await h.deliver(id, 'to-us');
  await h.done(id, 'receive', { note: '外观完好' });
  return { id, unit };
}

describe('a warranty repair by depot', () => {
  it('goes from the report to hand-back by itself where it can, and waits for people where it must', async () => {
    const before = await stock();
    const { id } = await h.ticket('repair');
    expect(await h.open(id)).toEqual(['confirm']);
    const dueAt = (await h.repair(id)).dueAt;
    expect(dueAt).toBe('2026-03-11T10:00:00.000Z');
    await h.done(id, 'confirm', { how: 'depot' });
    expect(await h.repair(id)).toMatchObject({ state: 'confirmed', how: 'depot', site: { id: h.site.id } });
    const [parcel] = await h.parcels(id);
    expect(parcel).toMatchObject({ direction: 'to-us', state: 'labelled', to: { address: '上海市张江路 88 号' }, from: { name: '王芳', address: '杭州市文三路 1 号' } });
    expect(h.told(id).some((text) => text.includes('2026年3月11日'))).toBe(true);
    await h.deliver(id, 'to-us');
    expect(await h.open(id)).toEqual(['receive']);
    await h.done(id, 'receive');
    expect((await h.repair(id)).state).toBe('received');
    // The technician works on the repair's own screen: the diagram follows.
    const repair = await h.repair(id);
    await h.t.call(api.repairs.diagnose, { params: { id: repair.id }, body: { faultKey: 'screen', fault: '屏幕排线断裂', cause: '老化' } }, { as: h.key });
    await h.t.drain();
    const diagnosed = await h.repair(id);
    expect(diagnosed).toMatchObject({ state: 'in-repair', remedy: { kind: 'repair' }, owed: { covered: true }, diagnosis: { faultKey: 'screen', damage: 'none' } });
    expect(diagnosed.lines.map((l) => [l.kind, l.state, l.quantity])).toEqual([['labour', 'planned', 1], ['part', 'reserved', 1]]);
    expect((await stock()).available).toBe(before.available - 1);
    expect(await h.open(id)).toEqual(['mend']);
    await h.t.call(api.repairs.work, { params: { id: repair.id }, body: { minutes: 35, note: '更换屏幕' } }, { as: h.key });
    await h.t.drain();
    expect(await stock()).toMatchObject({ onHand: before.onHand - 1, reserved: before.reserved, defective: before.defective + 1 });
    await h.done(id, 'test', { passed: false, testNote: '触摸失灵' });
    expect((await h.repair(id)).state).toBe('in-repair');
    await h.done(id, 'mend', { minutes: 10 });
    await h.done(id, 'test', { passed: true });
    const ready = await h.repair(id);
    expect(ready).toMatchObject({ state: 'ready', tests: [{ ok: true }] });
    expect((await h.parcels(id)).map((p) => p.direction)).toEqual(['to-us', 'to-customer']);
    expect(await h.ended(id, 'repair')).toBe('running');
    await h.deliver(id, 'to-customer');
    expect(await h.repair(id)).toMatchObject({ state: 'handed-back', handBack: { how: 'shipped' }, overdue: false });
    expect([await h.status(id), await h.ended(id, 'repair')]).toEqual(['solved', 'completed']);
    // Somebody calls within 48 hours.
    expect((await h.stepsOf(id)).processes.some((p) => p.process === 'follow-up')).toBe(true);
    // It is a failure of this unit for the statistics.
    const rates = await h.t.call(api.products.faultRates, { query: { by: 'fault' } }, { as: h.key });
    expect(JSON.stringify(rates.items)).toContain('screen');
  });
  it('tells when the confirmation is late, and when seven working days are over', async () => {
    const { id } = await h.ticket('repair');
    await h.later(25);
    expect((await h.t.call(api.tickets.get, { params: { id } }, { as: h.key })).priority).toBe('urgent');
    await h.done(id, 'confirm', { how: 'counter' });
    await h.later(24 * 6);
    expect(await h.open(id)).not.toContain('explain');
    await h.later(24 * 5);
    expect(await h.open(id)).toContain('explain');
    expect((await h.repair(id)).overdue).toBe(true);
    await h.done(id, 'explain', { newDate: '2026-04-01', delayReason: '等客户寄出' });
    expect(h.told(id).at(-1)).toContain('等客户寄出');
  });
  it('solved by remote help needs no parcel; called off, it closes', async () => {
    const { id } = await h.ticket('repair');
    await h.done(id, 'confirm', { how: 'remote' });
    await h.done(id, 'remote', { fixed: true, note: '重启后恢复' });
    expect([(await h.repair(id)).state, await h.status(id), (await h.parcels(id)).length]).toEqual(['solved-remotely', 'solved', 0]);
    const other = await h.ticket('repair');
    await h.done(other.id, 'confirm', { how: 'remote' });
    await h.done(other.id, 'remote', { fixed: false });
    expect(await h.parcels(other.id)).toHaveLength(1);
    await h.later(24 * 15);
    await h.done(other.id, 'ask', { still: 'no' });
    expect([(await h.repair(other.id)).state, await h.ended(other.id, 'repair')]).toEqual(['cancelled', 'completed']);
  });
});

const quoteOf = async (id: number) => { const { quotes } = await h.t.call(api.charges.ofTicket, { params: { id } }, { as: h.key }); return quotes.find((q) => q.state === 'sent') ?? quotes.at(-1)!; };
const answer = async (id: number, approve: boolean) => { const q = await quoteOf(id); await h.t.call(api.charges.answerQuote, { params: { id: q.id }, body: { approve, reason: approve ? '' : '太贵了' } }, { as: h.key }); await h.t.drain(); };

const as = (who: { cookie: string }) => ({ headers: { cookie: who.cookie, origin: 'http://localhost:3000' } });
describe('the steps of a technician', () => {
  it('are those of the bench they work at, without the ticket; a photo belongs to its step', async () => {
    // The screen this repair takes, so that the others find what they count on.
    await h.t.call(api.parts.receive, { body: { partId: h.screen.id, siteId: h.site.id, quantity: 1, unitCostMinor: 21_000 } }, { as: h.key });
    const { id } = await onBench();
    const [mine, other] = [await h.t.agent({ name: '张工', roles: ['technician'], online: false }), await h.t.agent({ name: '外人', roles: ['technician'], online: false })];
    const list = async (who: { cookie: string }, whose: 'mine' | 'roles') => (await h.t.call(api.casework.mine, { query: { whose } }, as(who))).items.filter((s) => s.ticketId === id);
    expect([await list(mine, 'mine'), await list(mine, 'roles')]).toEqual([[], []]);
    await h.t.call(api.sites.update, { params: { id: h.site.id }, body: { key: 'DEPOT', kind: 'depot', name: { zh: '华东维修中心', en: 'East depot' }, address: '上海市张江路 88 号', phone: '021-5550000', staff: [mine.id] } }, { as: h.key });
    const [step] = await list(mine, 'roles');
    expect(step).toMatchObject({ title: { zh: '检测' }, role: 'technician', assignee: null });
    const params = { taskId: step!.taskId };
    await expect(h.t.call(api.casework.own, { params }, as(other))).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(h.t.call(api.tickets.get, { params: { id } }, as(mine))).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await h.t.call(api.casework.own, { params }, as(mine))).toMatchObject({ ticket: { id, customerName: '王芳' }, form: expect.arrayContaining([expect.objectContaining({ type: 'photo' })]) as unknown });
    await h.t.call(api.casework.ownTake, { params, body: { mine: true } }, as(mine));
    await h.t.drain();
    expect([(await list(mine, 'mine')).length, await list(mine, 'roles')]).toEqual([1, []]);
    const photo = (await (await h.t.app.http()).inject({ method: 'POST', url: '/api/v1/files?name=board.png', headers: { cookie: mine.cookie, origin: 'http://localhost:3000', 'content-type': 'image/png' }, payload: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') })).json<{ id: number }>().id;
    const answers = { fault: '屏幕排线断裂', faultKey: 'screen', damage: 'none', photos: [photo] };
    await expect(h.t.call(api.casework.ownComplete, { params, body: { answers: { ...answers, photos: [photo + 1] } } }, as(mine))).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
    await h.t.call(api.casework.ownComplete, { params, body: { answers } }, as(mine));
    await h.t.drain();
    expect((await h.repair(id)).diagnosis).toMatchObject({ photos: [{ id: photo }], by: '张工' });
    // Its screen is taken from the shelf; those after it find as many as before.
    await h.t.call(api.parts.receive, { body: { partId: h.screen.id, siteId: h.site.id, quantity: 1, unitCostMinor: 21_000 } }, { as: h.key });
    expect((await h.t.app.platform.db.one<{ claimed: boolean }>({ text: 'select claimed from file where id = $1', values: [photo] }))?.claimed).toBe(true);
  });
  it('are theirs too for what was left at the counter of their shop; carried on to a depot, for those who work there', async () => {
    const colleague = async (name: string, siteKey: string, zh: string) => {
      const who = await h.t.agent({ name, roles: ['technician'], online: false });
      const site = await h.t.call(api.sites.create, { body: { key: siteKey, kind: 'shop', name: { zh, en: siteKey }, address: '', staff: [who.id] } }, { as: h.key });
      return { siteId: site.id, titles: async (ticketId: number) => (await h.t.call(api.casework.mine, { query: { whose: 'roles' } }, as(who))).items.filter((s) => s.ticketId === ticketId).map((s) => s.title.en) };
    };
    const [shop, depot] = [await colleague('门店张工', 'SHOP-W', '城西店'), await colleague('中心李工', 'CENTRE-W', '城西中心')];
    const item = await h.t.call(api.counter.receive, { params: { id: shop.siteId }, body: { customer: { name: '到店客户', phone: '13800137777' }, product: '手机 P9', serial: '', fault: '屏幕不亮', condition: [], accessories: [] } }, { as: h.key });
    await h.t.drain();
    await h.done(item.ticketId, 'confirm', { how: 'counter' });
    expect(await h.repair(item.ticketId)).toMatchObject({ state: 'received', how: 'counter', site: { id: shop.siteId } });
    expect([await shop.titles(item.ticketId), await depot.titles(item.ticketId)]).toEqual([['Diagnose'], []]);
    await h.t.call(api.counter.send, { params: { id: item.id }, body: { toSiteId: depot.siteId, carrier: '班车' } }, { as: h.key });
    await h.t.call(api.counter.arrive, { params: { id: item.id }, body: {} }, { as: h.key });
    await h.t.drain();
    expect([await shop.titles(item.ticketId), await depot.titles(item.ticketId)]).toEqual([[], ['Diagnose']]);
  });
  it('come too when the counter was quicker than the diagram', async () => {
    const { items } = await h.t.call(api.casework.bindings, {}, { as: h.key });
    const bind = (enabled: boolean) => h.t.call(api.casework.saveBindings, { body: { items: items.map((b) => ({ ...b, enabled: b.enabled && enabled })) } }, { as: h.key });
    await bind(false);
    const { ticketId } = await h.t.call(api.counter.receive, { params: { id: h.site.id }, body: { customer: { name: '到店客户', phone: '13800137778' }, product: '手机 P9', serial: '', fault: '屏幕不亮', condition: [], accessories: [] } }, { as: h.key });
    await h.t.drain();
    await bind(true);
    await h.t.call(api.casework.start, { params: { id: ticketId }, body: { process: 'repair' } }, { as: h.key });
    await h.done(ticketId, 'confirm', { how: 'counter' });
    expect([(await h.repair(ticketId)).state, await h.open(ticketId)]).toEqual(['received', ['diagnose']]);
  });
});

describe('a repair that costs', () => {
  it('out of warranty waits for the customer’s yes, is mended, and billed', async () => {
    const { id } = await onBench({ boughtDaysAgo: 900 });
    await h.done(id, 'diagnose', { fault: '屏幕碎裂', faultKey: 'screen', damage: 'none' });
    expect(await h.repair(id)).toMatchObject({ state: 'quoted', remedy: { kind: 'quote' }, owed: { covered: false } });
    const quote = await quoteOf(id);
    // Labour 40 min at 120.00/h = 80.00, screen 399.00, parcels 18.00; net.
    expect([quote.state, quote.netMinor]).toEqual(['sent', 8_000 + 39_900 + 1_800]);
    expect((await h.repair(id)).can).not.toContain('reserve');
    await answer(id, true);
    expect((await h.repair(id)).state).toBe('in-repair');
    await h.done(id, 'mend', {});
    await h.done(id, 'test', { passed: true });
    await h.deliver(id, 'to-customer');
    const { invoices } = await h.t.call(api.charges.ofTicket, { params: { id } }, { as: h.key });
    expect(invoices).toMatchObject([{ state: 'open', netMinor: quote.netMinor }]);
    expect(await h.status(id)).toBe('solved');
  });
  it('declined goes back as it is, with no part kept and no bill', async () => {
    const before = await stock();
    const { id } = await onBench({ boughtDaysAgo: 20 });
    await h.done(id, 'diagnose', { fault: '进水', faultKey: 'screen', damage: 'human', note: '主板有水渍' });
    const repair = await h.repair(id);
    expect(repair).toMatchObject({ state: 'quoted', diagnosis: { damage: 'human' }, owed: { covered: false } });
    const unit = await h.t.call(api.products.unit, { params: { id: repair.unit!.id } }, { as: h.key });
    expect(unit.exclusions).toMatchObject([{ kind: 'human-damage', ticketId: id }]);
    await answer(id, false);
    expect((await h.repair(id)).state).toBe('declined');
    await h.deliver(id, 'to-customer');
    expect([(await h.repair(id)).state, await h.status(id)]).toEqual(['handed-back', 'solved']);
    expect(await stock()).toMatchObject({ onHand: before.onHand, reserved: before.reserved });
    expect((await h.t.call(api.charges.ofTicket, { params: { id } }, { as: h.key })).invoices).toEqual([]);
  });
  it('with nothing planned asks the technician first; a trifle may be free', async () => {
    const { id } = await onBench({ boughtDaysAgo: 900 });
    await h.done(id, 'diagnose', { fault: '接口积灰', damage: 'none' });
    expect(await h.open(id)).toEqual(['set-plan']);
    await h.done(id, 'set-plan', { planned: 'free', freeReason: '清灰' });
    expect((await h.repair(id)).state).toBe('in-repair');
  });
  it('silence brings a call, and a no on the phone ends it', async () => {
    const { id } = await onBench({ boughtDaysAgo: 900 });
    await h.done(id, 'diagnose', { fault: '屏幕碎裂', faultKey: 'screen', damage: 'none' });
    await h.later(24 * 3 + 1);
    expect(await h.open(id)).toContain('remind');
    await h.done(id, 'remind', { answered: 'later' });
    await h.later(24 * 3 + 1);
    await h.done(id, 'remind', { answered: 'no' });
    expect((await h.repair(id)).state).toBe('declined');
  });
});

describe('another unit instead', () => {
  it('on the third failure, by rule', async () => {
    let serial = '';
    for (const round of [1, 2]) {
      const { id, unit } = await onBench({ boughtDaysAgo: 100, ...(serial ? { serial } : {}) });
      serial = unit.serial;
      await h.done(id, 'diagnose', { fault: '死机', damage: 'none' });
      expect((await h.repair(id)).remedy?.kind, `round ${round}`).toBe('repair');
      await h.done(id, 'mend', { minutes: 20 });
      await h.done(id, 'test', { passed: true });
      await h.deliver(id, 'to-customer');
    }
    const { id, unit } = await onBench({ serial });
    await h.done(id, 'diagnose', { fault: '又死机', damage: 'none' });
    expect(await h.repair(id)).toMatchObject({ failures: 3, remedy: { kind: 'replace' } });
    await h.done(id, 'choose-replacement', { newSerial: 'P9NEW001' });
    const repair = await h.repair(id);
    expect(repair).toMatchObject({ state: 'replaced', replacement: { serial: 'P9NEW001' } });
    const old = await h.t.call(api.products.unit, { params: { id: unit.id } }, { as: h.key });
    expect(old.unit).toMatchObject({ status: 'replaced', replacedBy: repair.replacement!.id });
    await h.deliver(id, 'to-customer');
    expect([(await h.repair(id)).state, await h.status(id)]).toEqual(['handed-back', 'solved']);
  });
  it('when a part takes longer than we let anybody wait', async () => {
    const { id } = await onBench();
    await h.done(id, 'diagnose', { fault: '主板烧毁', faultKey: 'board', damage: 'none' });
    expect(await h.repair(id)).toMatchObject({ remedy: { kind: 'replace' }, state: 'waiting-parts' });
    expect(await h.open(id)).toEqual(['choose-replacement']);
    await h.done(id, 'choose-replacement', { newSerial: 'P9NEW002' });
    expect((await h.t.call(api.parts.reservations, { query: { ticketId: id } }, { as: h.key })).items.map((r) => r.state)).toEqual(['released']);
  });
});

describe('a paid repair whose part is late', () => {
  it('is not replaced free of charge: the customer is asked, gets another offer, or takes it back and pays nothing', async () => {
    const late = async () => {
      const { id } = await onBench({ boughtDaysAgo: 900 });
      await h.done(id, 'diagnose', { fault: '主板烧毁', faultKey: 'board', damage: 'none' });
      await answer(id, true);
      expect(await h.repair(id)).toMatchObject({ state: 'waiting-parts', owed: { covered: false } });
      await h.later(24 * 31);
      expect(await h.open(id)).toContain('ask-late');
      return id;
    };
    const back = await late();
    await h.done(back, 'ask-late', { lateChoice: 'back' });
    expect((await h.repair(back)).state).toBe('declined');
    await h.deliver(back, 'to-customer');
    expect([await h.status(back), (await h.t.call(api.charges.ofTicket, { params: { id: back } }, { as: h.key })).invoices]).toEqual(['solved', []]);

    const other = await late();
    await h.done(other, 'ask-late', { lateChoice: 'offer' });
    expect([await h.open(other), (await h.repair(other)).state]).toEqual([expect.arrayContaining(['set-plan']), 'diagnosed']);
    const { id: repairId } = await h.repair(other);
    await h.t.call(api.repairs.plan, { params: { id: repairId }, body: { lines: [{ kind: 'other', partId: null, description: '翻新主板', quantity: 1, minutes: 0, unitMinor: 30_000 }] } }, { as: h.key });
    await h.done(other, 'set-plan', { planned: 'quote' });
    await answer(other, true);
    expect(await h.repair(other)).toMatchObject({ state: 'in-repair', netMinor: 30_000 });
    expect((await h.t.call(api.parts.reservations, { query: { ticketId: other } }, { as: h.key })).items.map((r) => r.state)).toEqual(['released']);
  });
});

describe('the last part', () => {
  it('goes to one, the other waits and is served when it comes', async () => {
    const free = (await stock()).available;
    const tickets = [];
    for (let i = 0; i <= free; i++) tickets.push(await onBench());
    for (const { id } of tickets) await h.done(id, 'diagnose', { fault: '不亮', faultKey: 'screen', damage: 'none' });
    const last = tickets.at(-1)!.id;
    expect(await h.repair(last)).toMatchObject({ state: 'waiting-parts' });
    expect(await h.waits(last)).toContain('parts-came');
    await h.t.call(api.parts.receive, { body: { partId: h.screen.id, siteId: h.site.id, quantity: 1, unitCostMinor: 21_000 } }, { as: h.key });
    await h.t.drain();
    expect((await h.repair(last)).state).toBe('in-repair');
    expect(await h.open(last)).toEqual(['mend']);
  });
});

describe('a repair at the customer’s', () => {
  it('has no bench until somebody comes; then it is theirs to the hand-over, with the parts of their van', async () => {
    const world = dispatchWorld(h.t, h.key);
    const who = await world.technician({ van: true });
    await h.t.call(api.parts.receive, { body: { partId: h.screen.id, siteId: who.vanId, quantity: 1, unitCostMinor: 21_000 } }, { as: h.key });
    const { id } = await h.ticket('repair', { boughtDaysAgo: 900 });
    await h.done(id, 'confirm', { how: 'visit' });
    expect(await h.repair(id)).toMatchObject({ state: 'confirmed', how: 'visit', site: null });
    const visit = async () => (await h.t.call(api.dispatch.visitsOfTicket, { params: { id } }, { as: h.key })).items[0]!;
    // Called off: confirmed anew another way, and anew again.
    await h.t.call(api.dispatch.cancel, { params: { id: (await visit()).id }, body: { reason: '改时间' } }, { as: h.key });
    await h.t.drain();
    await h.done(id, 'confirm', { how: 'visit' });
    const [slot] = (await h.t.call(api.dispatch.slots, { params: { id: (await visit()).id } }, { as: h.key })).items;
    await h.t.call(api.dispatch.book, { params: { id: (await visit()).id }, body: { from: slot!.from, until: slot!.until } }, { as: h.key });
    const shelf = await stock();
    await h.t.call(api.field.sync, { body: { operations: [{ id: randomUUID(), visitId: (await visit()).id, kind: 'arrived', at: h.t.clock.now().toISOString() }] } }, as(who));
    await h.t.drain();
    expect(await h.repair(id)).toMatchObject({ state: 'received', technician: { id: who.agentId }, site: { id: who.vanId } });
    const mine = async () => (await h.t.call(api.casework.mine, { query: { whose: 'mine', ticketId: id } }, as(who))).items;
    const finish = async (title: string, answers: Record<string, unknown>) => {
      const step = (await mine()).find((s) => s.title.zh === title);
      expect(step, title).toBeDefined();
      await h.t.call(api.casework.ownComplete, { params: { taskId: step!.taskId }, body: { answers } }, as(who));
      await h.t.drain();
    };
    await finish('检测', { fault: '屏幕老化', faultKey: 'screen', damage: 'none' });
    await answer(id, true);
    await finish('维修', { minutes: 30, note: '换屏' });
    await finish('测试', { passed: true });
    expect([(await mine()).map((s) => s.title.zh), (await stock()).onHand]).toEqual([['现场交还'], shelf.onHand]);
    await finish('现场交还', { handBackTo: '王芳' });
    expect(await h.repair(id)).toMatchObject({ state: 'handed-back', handBack: { how: 'on-site', to: '王芳' } });
    expect((await h.t.call(api.charges.ofTicket, { params: { id } }, { as: h.key })).invoices).toHaveLength(1);
  });
  it('called off, may come to the depot after all', async () => {
    const { id } = await h.ticket('repair');
    await h.done(id, 'confirm', { how: 'visit' });
    const [visit] = (await h.t.call(api.dispatch.visitsOfTicket, { params: { id } }, { as: h.key })).items;
    await h.t.call(api.dispatch.cancel, { params: { id: visit!.id }, body: { reason: '客户改主意' } }, { as: h.key });
    await h.t.drain();
    await h.done(id, 'confirm', { how: 'depot' });
    expect(await h.repair(id)).toMatchObject({ how: 'depot', site: { id: h.site.id } });
    expect(await h.parcels(id)).toHaveLength(1);
  });
});
