import { ApiError, type ProblemCode, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGNATURE_HEADER } from '../../platform/crypto/webhook-signature.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { simulateVendor } from './simulator.ts';

let t: TestApp;
let key: string;
let fetchApp: typeof fetch;
let people = 0;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  const http = await t.app.http();
  fetchApp = async (input, init) => {
    const answer = await http.inject({ method: (init?.method ?? 'GET') as 'GET', url: String(input), headers: init?.headers as Record<string, string>, ...(typeof init?.body === 'string' ? { payload: init.body } : {}) });
    return new Response(new Uint8Array(answer.rawPayload), { status: answer.statusCode });
  };
});
afterAll(() => t.close());

/** A vendor with a contract for everything in a region of its own, and a program that signs. */
async function vendor(region: string, o: { rank?: number; acceptMinutes?: number; amountMinor?: number } = {}) {
  people += 1;
  const { id } = await t.call(api.vendors.create, { body: { key: `V${people}`, name: `Vendor ${people}` } }, { as: key });
  await t.call(api.vendors.addContract, { params: { id }, body: { name: 'All', startsOn: '2026-01-01', regions: [region], rates: { 'on-site': { amountMinor: o.amountMinor ?? 12_000 } }, acceptMinutes: o.acceptMinutes ?? 60, doneMinutes: 2880, rank: o.rank ?? 100 } }, { as: key });
  const keys = await t.call(api.vendors.makeKey, { params: { id } }, { as: key });
  return { id, ...keys, program: simulateVendor({ ...keys, now: () => t.clock.now(), fetch: fetchApp }) };
}
const ticket = async (fields = {}) => (await t.call(api.tickets.open, { body: { subject: '洗衣机不排水', type: 'repair', product: '洗衣机 X1', serial: 'NVX10042', customer: { name: '王芳', phone: '13800138000' }, fields } }, { as: key })).id;
const offer = async (region: string, more: Record<string, unknown> = {}) => t.call(api.vendors.offer, { params: { id: await ticket() }, body: { kind: 'on-site', summary: '上门检查排水泵', region, ...more } }, { as: key });
const job = (id: number) => t.call(api.vendors.job, { params: { id } }, { as: key });
const refused = async (work: Promise<unknown>): Promise<ProblemCode | 'done'> => work.then(() => 'done' as const, (e: unknown) => { if (e instanceof ApiError) return e.problem.code as ProblemCode; throw e; });

describe('giving a job out', () => {
  it('goes all the way: offer, acceptance, progress, proof, check', async () => {
    const v = await vendor('苏州');
    const given = await offer('苏州工业园区');
    expect(given).toMatchObject({ state: 'offered', vendor: null, offers: [{ vendor: { id: v.id }, state: 'open', amountMinor: 12_000 }] });
    const asked = await v.program.call(api.vendorDesk.job, { params: { id: given.id } });
    expect(asked).toMatchObject({ mine: false, customer: null, serial: '', offer: { state: 'open', amountMinor: 12_000 } });
    const taken = await v.program.accept(given.id);
    expect(taken).toMatchObject({ mine: true, state: 'accepted', amountMinor: 12_000, customer: { name: '王芳', phone: expect.stringContaining('13800138000') as string }, serial: 'NVX10042', dueAt: '2026-03-04T02:00:00.000Z' });
    expect((await v.program.report(given.id, 'on-the-way', '14:20')).state).toBe('working');
    const proved = await v.program.prove(given.id, 'nvx-10042');
    expect(proved).toMatchObject({ state: 'done', proof: { serialFits: true, signedBy: 'W. Fang' } });
    expect(proved.proof?.photos.map((p) => p.name)).toEqual(['before.png', 'after.png']);
    const photo = await fetchApp(String(proved.proof?.photos[0]?.url).replace('http://localhost:3000', ''));
    expect(photo.status).toBe(200);
    expect(await t.call(api.vendors.check, { params: { id: given.id }, body: { good: true } }, { as: key })).toMatchObject({ state: 'checked', amountMinor: 12_000 });
    const facts = await t.app.platform.db.rows<{ type: string }>({ text: `select type from event where stream = $1 and type like 'vendors.%' order by id`, values: [`ticket:${given.ticketId}`] });
    expect(facts.map((f) => f.type)).toEqual(['vendors.offered', 'vendors.accepted', 'vendors.progressed', 'vendors.proved', 'vendors.checked']);
  });
  it('asks in turn: a no and a silence pass it on, and nobody left ends it', async () => {
    const [one, two] = [await vendor('无锡', { rank: 1 }), await vendor('无锡', { rank: 2, acceptMinutes: 30 })];
    const given = await offer('无锡市');
    expect(given.offers.map((o) => o.vendor.id)).toEqual([one.id]);
    await one.program.decline(given.id, '排期已满');
    expect((await job(given.id)).offers.map((o) => [o.vendor.id, o.state])).toEqual([[one.id, 'declined'], [two.id, 'open']]);
    const second = (await job(given.id)).offers[1]?.id ?? 0;
    const ring = () => t.app.platform.work.tx((tx) => t.app.afterSales.vendors.work.expire(tx, second));
    t.clock.advance(29 * 60);
    await ring();
    expect((await job(given.id)).state).toBe('offered');
    t.clock.advance(60);
    await ring();
    expect(await job(given.id)).toMatchObject({ state: 'nobody', offers: [{ state: 'declined', reason: '排期已满' }, { state: 'expired' }] });
    expect(await refused(two.program.accept(given.id))).toBe('conflict');
  });
  it('sets a timer with each question', async () => {
    await vendor('常州');
    const given = await offer('常州');
    const [timer] = await t.app.platform.db.rows<{ at: Date }>({ text: `select run_at as at from graphile_worker.jobs where key = $1`, values: [`vendors.expire-offer:${given.offers[0]?.id}`] });
    expect(timer?.at.getTime()).toBe(t.clock.now().getTime() + 3_600_000);
  });
  it('is accepted once, however many press at the same moment', async () => {
    const all = [await vendor('南通'), await vendor('南通'), await vendor('南通'), await vendor('南通')];
    for (let round = 0; round < 5; round++) {
      const given = await offer('南通', { way: 'first-wins' });
      expect(given.offers).toHaveLength(4);
      const outcomes = await Promise.all(all.map((v) => refused(v.program.accept(given.id))));
      expect(outcomes.toSorted()).toEqual(['conflict', 'conflict', 'conflict', 'done']);
      const after = await job(given.id);
      expect(after.offers.map((o) => o.state).toSorted()).toEqual(['accepted', 'withdrawn', 'withdrawn', 'withdrawn']);
      expect(after.vendor?.id).toBe(all[outcomes.indexOf('done')]?.id);
      // Who lost no longer sees it.
      for (const v of all) expect(await refused(v.program.call(api.vendorDesk.job, { params: { id: given.id } }))).toBe(v.id === after.vendor?.id ? 'done' : 'not-found');
    }
  });
  it('is refused where no contract covers it', async () => {
    expect(await refused(offer('拉萨'))).toBe('conflict');
  });
  it('wants proof: a photo, and the serial number where one is known', async () => {
    const v = await vendor('扬州');
    const { id } = await offer('扬州');
    await v.program.accept(id);
    expect(await refused(v.program.call(api.vendorDesk.proof, { params: { id }, body: { serial: 'NVX10042' } }))).toBe('invalid-input');
    expect(await refused(v.program.prove(id, ''))).toBe('invalid-input');
    expect((await v.program.prove(id, 'NVX10043')).proof?.serialFits).toBe(false);
    expect(await t.call(api.vendors.check, { params: { id }, body: { good: false, note: '序列号不符' } }, { as: key })).toMatchObject({ state: 'working', redone: 1 });
  });
  it('can be taken back until it is done', async () => {
    const v = await vendor('镇江');
    const { id } = await offer('镇江');
    await v.program.accept(id);
    expect((await t.call(api.vendors.cancel, { params: { id }, body: { reason: '客户取消' } }, { as: key })).state).toBe('cancelled');
    expect(await refused(v.program.report(id, 'started'))).toBe('conflict');
  });
});

describe('claims', () => {
  it('change the price when granted, once', async () => {
    const v = await vendor('泰州');
    const { id } = await offer('泰州');
    await v.program.accept(id);
    const asked = await v.program.call(api.vendorDesk.claim, { params: { id }, body: { kind: 'price', amountMinor: 18_000, reason: '需更换电机', attach: [{ name: 'motor.png', type: 'image/png', base64: 'iVBORw0KGgo=' }] } });
    expect(asked.claims).toMatchObject([{ state: 'open', amountMinor: 18_000, files: [{ name: 'motor.png' }] }]);
    expect(await refused(v.program.call(api.vendorDesk.claim, { params: { id }, body: { kind: 'price', amountMinor: 20_000, reason: '又涨' } }))).toBe('conflict');
    await v.program.prove(id, 'NVX10042');
    expect(await refused(t.call(api.vendors.check, { params: { id }, body: { good: true } }, { as: key }))).toBe('conflict');
    const claimId = asked.claims[0]?.id ?? 0;
    const outcomes = await Promise.all([true, false].map((granted) => refused(t.call(api.vendors.decide, { params: { id: claimId }, body: { granted } }, { as: key }))));
    expect(outcomes.toSorted()).toEqual(['already-answered', 'done']);
    expect((await job(id)).amountMinor).toBe(outcomes[0] === 'done' ? 18_000 : 12_000);
  });
  it('settle a quarrel with the amount we decide', async () => {
    const v = await vendor('盐城');
    const { id } = await offer('盐城');
    await v.program.accept(id);
    await v.program.prove(id, 'NVX10042');
    const disputed = await t.call(api.vendors.dispute, { params: { id }, body: { kind: 'dispute', reason: '照片与机型不符' } }, { as: key });
    expect(disputed.state).toBe('disputed');
    expect(await t.call(api.vendors.decide, { params: { id: disputed.claims[0]?.id ?? 0 }, body: { granted: true, amountMinor: 5000, answer: '按检测费支付' } }, { as: key })).toMatchObject({ state: 'checked', amountMinor: 5000 });
  });
});

describe('settlement', () => {
  it('pays each job once, however often and from how many sides it is run', async () => {
    const v = await vendor('宿迁', { amountMinor: 10_050 });
    const ids: number[] = [];
    for (let n = 0; n < 3; n++) ids.push((await offer('宿迁')).id);
    await v.program.workThrough();
    for (const id of ids) await t.call(api.vendors.check, { params: { id }, body: { good: true } }, { as: key });
    const period = '2026-03';
    const runs = await Promise.all([1, 2, 3].map(() => t.call(api.vendors.settle, { body: { period, vendorId: v.id } }, { as: key })));
    expect(runs.map((r) => r.added).toSorted()).toEqual([0, 0, 3]);
    const [made] = (await t.call(api.vendors.settlements, { query: { vendorId: v.id } }, { as: key })).items;
    expect(made).toMatchObject({ state: 'draft', jobs: 3, totalMinor: 30_150 });
    const id = made?.id ?? 0;
    // A draft is ours alone.
    expect((await v.program.call(api.vendorDesk.settlements, {})).items).toEqual([]);
    expect(await refused(t.call(api.vendors.pay, { params: { id }, body: { reference: 'too early' } }, { as: key }))).toBe('conflict');
    await t.call(api.vendors.approve, { params: { id } }, { as: key });
    const late = await offer('宿迁');
    await v.program.workThrough();
    await t.call(api.vendors.check, { params: { id: late.id }, body: { good: true } }, { as: key });
    expect((await t.call(api.vendors.settle, { body: { period, vendorId: v.id } }, { as: key })).added).toBe(0);
    const next = await t.call(api.vendors.settle, { body: { period: '2026-04', vendorId: v.id } }, { as: key });
    expect([next.added, next.items[0]?.totalMinor]).toEqual([1, 10_050]);
    expect(await t.call(api.vendors.pay, { params: { id }, body: { reference: '回单 8841' } }, { as: key })).toMatchObject({ state: 'paid', reference: '回单 8841' });
    expect((await v.program.call(api.vendorDesk.settlements, {})).items.map((s) => s.id)).toEqual([id]);

    const csv = await fetchApp(`/api/v1/vendor-settlements/${id}/export?form=csv`, { headers: { authorization: `Bearer ${key}`, 'accept-language': 'zh-CN' } });
    // Read as bytes: a decoder would swallow the mark.
    const text = Buffer.from(await csv.arrayBuffer()).toString('utf8');
    expect(text.startsWith('\ufeff账期,')).toBe(true);
    expect(text.match(/100\.50,CNY/g)).toHaveLength(3);
    const pdf = await fetchApp(`/api/v1/vendor-settlements/${id}/export?form=pdf`, { headers: { authorization: `Bearer ${key}` } });
    expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
  }, 30_000);
});

it('counts how a vendor does', async () => {
  const v = await vendor('连云港');
  const [good, late, no] = [await offer('连云港'), await offer('连云港'), await offer('连云港')];
  for (const { id } of [good, late]) await v.program.accept(id);
  await v.program.decline(no.id, '太远');
  await v.program.prove(good.id, 'NVX10042');
  await t.call(api.vendors.check, { params: { id: good.id }, body: { good: true } }, { as: key });
  t.clock.advance(3 * 86_400);
  await v.program.prove(late.id, 'NVX10042');
  await t.call(api.vendors.check, { params: { id: late.id }, body: { good: true } }, { as: key });
  await t.call(api.tickets.update, { params: { id: good.ticketId }, body: { status: 'solved' } }, { as: key });
  await t.drain();
  await t.app.platform.db.tx((tx) => t.app.surveys.answer(tx, good.ticketId, { overall: 4, comment: '' }, 'portal'));
  await t.call(api.tickets.update, { params: { id: good.ticketId }, body: { status: 'open' } }, { as: key });
  await t.drain();
  expect((await t.call(api.vendors.get, { params: { id: v.id } }, { as: key })).score).toMatchObject({ offers: 3, accepted: 2, jobs: 2, open: 0, acceptance: 2 / 3, onTime: 0.5, reopened: 0.5, satisfaction: 4, costMinor: 12_000, disputes: 0 });
});

describe('signed requests', () => {
  it('are believed by key, secret, path, body and time', async () => {
    const v = await vendor('徐州');
    const me = (program: ReturnType<typeof simulateVendor>) => refused(program.call(api.vendorDesk.me, {}));
    expect(await me(v.program)).toBe('done');
    const other = (change: Partial<Parameters<typeof simulateVendor>[0]>) => simulateVendor({ apiKey: v.apiKey, secret: v.secret, now: () => t.clock.now(), fetch: fetchApp, ...change });
    expect(await me(other({ secret: 'vs_wrong' }))).toBe('signature-wrong');
    expect(await me(other({ apiKey: 'vk_nobody' }))).toBe('signature-wrong');
    expect(await me(other({ now: () => new Date(t.clock.now().getTime() - 600_000) }))).toBe('signature-wrong');
    const given = await offer('徐州');
    // The same signature over another path, or another body.
    expect(await refused(other({ fetch: (_, init) => fetchApp(`/api/v1/vendor/jobs/${given.id}`, init) }).call(api.vendorDesk.me, {}))).toBe('signature-wrong');
    await v.program.accept(given.id);
    expect(await refused(other({ fetch: (url, init) => fetchApp(url, { ...init, body: '{"kind":"note","text":"changed"}' }) }).report(given.id, 'note', 'true'))).toBe('signature-wrong');
  });
  it('end with a new key', async () => {
    const v = await vendor('淮安');
    await t.call(api.vendors.makeKey, { params: { id: v.id } }, { as: key });
    expect(await refused(v.program.call(api.vendorDesk.me, {}))).toBe('signature-wrong');
  });
});

it('tells the vendor’s program by a signed webhook, and nothing of others', async () => {
  const heard: { body: string; signature: string | undefined }[] = [];
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => { heard.push({ body, signature: String(request.headers[SIGNATURE_HEADER.toLowerCase()]) }); response.end('ok'); });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const [v, other] = [await vendor('杭州', { rank: 1 }), await vendor('杭州', { rank: 2 })];
  const known = await t.call(api.vendors.get, { params: { id: v.id } }, { as: key });
  await t.call(api.vendors.update, { params: { id: v.id }, body: { key: known.key, name: known.name, webhookUrl: `http://127.0.0.1:${port}/hook` } }, { as: key });
  await t.drain();
  const given = await offer('杭州');
  await v.program.decline(given.id, '忙');
  await other.program.accept(given.id);
  await t.drain();
  server.close();
  expect(heard.map((h) => JSON.parse(h.body) as { type: string; data: unknown })).toMatchObject([{ type: 'vendors.offered', data: { jobId: given.id, vendorId: v.id } }]);
  expect(heard.every((h) => v.program.believes(h.body, h.signature))).toBe(true);
  expect(heard[0]?.body).not.toContain('ticketId');
});

it('lets people of a vendor work at their page, and only there', async () => {
  const v = await vendor('宁波');
  const { id: agentId, cookie } = await t.agent({ roles: ['vendor'] });
  await t.app.platform.db.tx((tx) => t.app.afterSales.vendors.linkUser(tx, v.id, agentId));
  const given = await offer('宁波');
  const headers = { cookie, origin: 'http://localhost:3000' };
  expect((await t.call(api.vendorDesk.jobs, { query: { part: 'offers' } }, { headers })).items.map((j) => j.id)).toEqual([given.id]);
  await t.call(api.vendorDesk.accept, { params: { id: given.id }, body: {} }, { headers });
  expect((await t.call(api.vendorDesk.me, {}, { headers })).counts).toEqual({ offers: 0, open: 1, late: 0, done: 0 });
  expect(await refused(t.call(api.vendors.jobs, { query: {} }, { headers }))).toBe('not-allowed');
  expect(await refused(t.call(api.tickets.get, { params: { id: given.ticketId } }, { headers }))).toBe('not-allowed');
  // One of ours is no vendor.
  const ours = await t.agent();
  expect(await refused(t.call(api.vendorDesk.me, {}, { headers: { cookie: ours.cookie, origin: 'http://localhost:3000' } }))).toBe('not-allowed');
});
