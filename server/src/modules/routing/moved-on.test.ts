import { api } from '@aftercare/contract';
import { type Queue, QueueSettings } from '@aftercare/contract/routing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  await t.agent({ roles: ['administrator'], online: false });
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
});
afterAll(() => t.close());

let n = 0;
async function team({ settings, match, ...queue }: Partial<Omit<Queue, 'id' | 'match' | 'settings'>> & { settings?: Partial<QueueSettings>; match?: Partial<Queue['match']> } = {}): Promise<{ teamId: number; queue: Queue }> {
  n += 1;
  const { id: teamId } = await t.call(api.org.createTeam, { body: { name: `Team ${n}` } }, { as: key });
  const made = await t.call(api.routing.createQueue, { body: { name: `Queue ${n}`, teamId, match: { channels: [], types: [], tiers: [], languages: [], ...match }, skills: [], matchLanguage: false, position: n, enabled: true, settings: QueueSettings.parse(settings ?? {}), ...queue } }, { as: key });
  await t.drain();
  return { teamId, queue: made };
}
async function opened(extra: Record<string, unknown> = {}): Promise<number> {
  const { id } = await t.call(api.tickets.open, { body: { subject: 'Broken', channel: 'mail', customer: { name: 'Li', email: `l${crypto.randomUUID()}@example.com` }, ...extra } }, { as: key });
  await t.drain();
  return id;
}
const owner = async (id: number) => (await t.call(api.tickets.get, { params: { id } }, { as: key })).owner?.id ?? null;
const latest = async (id: number) => (await t.call(api.routing.explain, { params: { id } }, { as: key, language: 'en' })).items[0];
const pass = async (minutes: number) => { t.clock.advance(minutes * 60); await t.app.routing.passTime(); await t.app.routing.retryAll(); await t.drain(); };
const presence = async (id: number) => (await t.app.org.agent(id))?.presence;

describe('a vendor', () => {
  const jobs = (ticketId: number) => t.app.platform.db.rows<{ kind: string; state: string; asked: number[] }>({ text: `select j.kind, j.state, array(select vendor_id from vendor_offer o where o.job_id = j.id) as asked from vendor_job j where ticket_id = $1`, values: [ticketId] });
  it('with a contract is asked once for what waited too long, and the ticket stays in line for whoever is free first', async () => {
    const { id } = await t.call(api.vendors.create, { body: { key: `O${n}`, name: 'Overflow' } }, { as: key });
    await t.call(api.vendors.addContract, { params: { id }, body: { name: 'All', startsOn: '2026-01-01', rates: { 'on-site': { amountMinor: 9000 } }, acceptMinutes: 600, doneMinutes: 2880, rank: 1 } }, { as: key });
    const { teamId } = await team({ settings: { overflow: { afterMinutes: 10, to: 'vendor', id } } });
    const ticket = await opened({ teamId });
    await pass(9);
    expect(await jobs(ticket)).toEqual([]);
    for (let i = 0; i < 3; i++) await pass(11);
    expect(await jobs(ticket)).toEqual([{ kind: 'on-site', state: 'offered', asked: [id] }]);
    expect(await latest(ticket)).toMatchObject({ outcome: 'waiting' });
    const late = await t.agent({ teams: [teamId] });
    await t.drain();
    expect(await owner(ticket)).toBe(late.id);
  });
  it('without a contract for it is not asked, and nothing is lost', async () => {
    const { id } = await t.call(api.vendors.create, { body: { key: `P${n}`, name: 'No contract' } }, { as: key });
    const { teamId } = await team({ settings: { overflow: { afterMinutes: 10, to: 'vendor', id } } });
    const ticket = await opened({ teamId });
    await pass(11);
    expect(await jobs(ticket)).toEqual([]);
    expect(await latest(ticket)).toMatchObject({ outcome: 'waiting' });
  });
});

describe('a product', () => {
  it('leads to its own queue: by its group, or by a condition over brand and model; by the region where neither fits', async () => {
    const mark = 'norvane-routing';
    const brandId = (await t.app.platform.db.one<{ id: number }>({ text: `insert into brand (key, name) values ($1, '{"zh":"诺","en":"N"}') returning id`, values: [mark] }))?.id ?? 0;
    const model = async (modelKey: string, category: string) => (await t.app.platform.db.one<{ id: number }>({ text: `insert into product_model (key, name, brand_id, category) values ($1, '{"zh":"机","en":"M"}', $2, $3) returning id`, values: [modelKey, brandId, category] }))?.id ?? 0;
    const unit = async (modelId: number) => (await t.app.platform.db.one<{ serial: string }>({ text: `insert into product_unit (serial, serial_key, model_id, brand_id, registered_by) values ($1, $1, $2, $3, 'api') returning serial`, values: [`SN${modelId}77`, modelId, brandId] }))?.serial ?? '';
    const [oven, fridge] = [await unit(await model('oven-1', 'ovens')), await unit(await model('cold-9', 'fridges'))];
    const [ovens, colds, north] = [await team({ position: -30, match: { categories: ['ovens'] } }), await team({ position: -29, match: { condition: `brand = "${mark}" and model = "cold-9"` } }), await team({ position: -28, match: { regions: ['华北'] } })];
    const queueOf = async (extra: Record<string, unknown>) => (await latest(await opened(extra)))?.queue;
    const customerId = (await t.app.platform.db.one<{ id: number }>({ text: `insert into customer (name, region) values ('N', '华北') returning id`, values: [] }))?.id;
    expect(await queueOf({ serial: oven })).toBe(ovens.queue.name);
    expect(await queueOf({ serial: fridge })).toBe(colds.queue.name);
    expect(await queueOf({ customer: undefined, customerId })).toBe(north.queue.name);
    // The unit is found later: what waits goes where it belongs now.
    const id = await opened({ customer: undefined, customerId });
    await t.call(api.tickets.update, { params: { id }, body: { teamId: null, serial: oven } }, { as: key });
    await t.drain();
    expect((await latest(id))?.queue).toBe(ovens.queue.name);
  });
});

describe('on no answer', () => {
  it('a chat goes to the next person, and who let it ring is rested', async () => {
    const { teamId } = await team({ settings: { offer: { seconds: 30, misses: 3 } } });
    const first = await t.agent({ teams: [teamId] });
    const chat = await opened({ teamId, channel: 'chat' });
    expect(await owner(chat)).toBe(first.id);
    const second = await t.agent({ teams: [teamId] });
    await t.drain();
    await pass(1);
    expect(await owner(chat)).toBe(second.id);
    expect((await latest(chat))?.candidates.find((c) => c.id === first.id)?.reasons.map((r) => r.code)).toEqual(['excluded']);
    expect(await presence(first.id)).toBe('online');
    // Taken in time, it stays; the answer itself is enough.
    await t.app.platform.db.tx((tx) => t.app.tickets.change(tx, chat, { priority: 'high' }, { actor: { kind: 'agent', id: second.id, name: 'Second' } }));
    await t.drain();
    await pass(5);
    expect(await owner(chat)).toBe(second.id);
  });
  it('a call rings at the next telephone; three in a row set somebody away', async () => {
    const { calls } = t.app.hotline;
    const { teamId } = await team({ position: -40, match: { channels: ['phone'] } });
    await t.call(api.hotline.createNumber, {
      body: { number: '4009', name: 'Hotline', language: 'en', teamId, line: { mode: 'trunk', host: '127.0.0.1', port: 5099, from: ['127.0.0.1'] }, recording: { calls: false, consent: {} }, menu: { start: 'people', nodes: [{ id: 'people', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: {} }] } },
    }, { as: key });
    const [one, two] = [await t.agent({ teams: [teamId] }), await t.agent({ teams: [teamId] })];
    const ringing = async (i: number) => {
      const begun = await calls.begin({ number: '4009', caller: `1380013800${i}`, externalId: `c${i}`, via: 'sip', process: 'test' });
      await t.drain();
      return begun?.call.id ?? 0;
    };
    const id = await ringing(1);
    await calls.offerAgain(id);
    const at = (await calls.get(id)).offeredTo;
    expect([one.id, two.id]).toContain(at);
    await calls.unanswered(id, 'no-answer');
    await t.drain();
    await calls.offerAgain(id);
    const next = (await calls.get(id)).offeredTo;
    expect(next).toBe(at === one.id ? two.id : one.id);
    expect(await t.app.platform.db.rows({ text: `select agent_id as "agentId", misses from agent_load where misses > 0 and agent_id = any($1)`, values: [[one.id, two.id]] })).toEqual([{ agentId: at, misses: 1 }]);
    for (let i = 0; i < 5; i++) {
      await calls.unanswered(id, 'no-answer');
      await t.drain();
      await calls.offerAgain(id);
    }
    expect([await presence(one.id), await presence(two.id)]).toEqual(['away', 'away']);
    expect((await calls.get(id)).state).toBe('queued');
  });
});
