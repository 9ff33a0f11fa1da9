import { api } from '@aftercare/contract';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ParcelSimulator, startParcelCarrier } from '../../integrations/carriers/parcel/simulator.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let carrier: ParcelSimulator;
const secrets = { apiKey: 'carrier-key-1', webhookSecret: 'a-long-shared-secret' };
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  carrier = await startParcelCarrier({ ...secrets, now: () => t.clock.now() });
  await t.call(api.shipments.createCarrier, { body: { key: 'px', kind: 'parcel', name: { zh: '迅达速运', en: 'PX Express' }, settings: { baseUrl: carrier.baseUrl, ...secrets, trackingPage: 'https://px.example/track/{number}' } } }, { as: key });
});
afterAll(async () => { await carrier.close(); t.app.afterSales.papers.stop(); await t.close(); });

const to = { name: '维修中心', phone: '021-5550000', address: '上海市浦东新区张江路 88 号', postcode: '201203', country: 'CN' };
const from = { name: '王芳', phone: '13800138000', address: '杭州市西湖区文三路 1 号', postcode: '', country: 'CN' };
let n = 0;
async function parcel(more: { address?: string; carrierKey?: string } = {}) {
  n += 1;
  const { id: ticketId } = await t.call(api.tickets.open, { body: { subject: '手机黑屏', customer: { name: '王芳', phone: '13800138000' }, type: 'inquiry' } }, { as: key });
  await t.app.platform.db.tx((tx) => t.app.afterSales.shipments.request(tx, { ticketId, direction: 'to-us', purpose: 'repair', key: `test-${n}`, from, to: { ...to, address: more.address ?? to.address }, contents: '手机', carrierKey: more.carrierKey }));
  return { ticketId, read: async () => (await t.call(api.shipments.ofTicket, { params: { id: ticketId } }, { as: key })).items[0]! };
}
const http = async () => t.app.http();
async function bring(event: Parameters<ParcelSimulator['message']>[0], headers: Record<string, string> = {}) {
  const message = carrier.message(event);
  const answer = await (await http()).inject({ method: 'POST', url: '/api/v1/carriers/px/events', payload: message.body, headers: { ...message.headers, ...headers } });
  return { status: answer.statusCode, ...(answer.json() as { fresh?: number; code?: string }) };
}
const facts = (ticketId: number) => t.app.platform.db.rows<{ type: string; to: string | null }>({ text: `select type, payload->>'to' as "to" from event where stream = $1 and type like 'shipments.%' order by id`, values: [`ticket:${ticketId}`] });

test('a parcel is ordered after the commit, once, and its label names both sides in Chinese', async () => {
  const { ticketId, read } = await parcel();
  expect((await read()).state).toBe('wanted');
  await t.drain();
  const shown = await read();
  expect(shown).toMatchObject({ state: 'labelled', trackingNumber: expect.stringMatching(/^PX\d+CN$/), trackingUrl: `https://px.example/track/${shown.trackingNumber}`, carrier: { key: 'px', manual: false } });
  const pdf = await t.app.platform.files.read(shown.label!.id);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  for (const words of ['王芳', '上海市浦东新区张江路', shown.trackingNumber!, String(ticketId)]) expect(text.replace(/\s+/g, ' ')).toContain(words);
  await t.app.afterSales.shipments.order(shown.id);
  expect(carrier.parcels.size).toBe(1);
});
test('scans are taken once, in whatever order they are told; the carrier’s story stays whole', async () => {
  const { ticketId, read } = await parcel();
  await t.drain();
  const { trackingNumber } = await read();
  const at = (minutes: number) => new Date(t.clock.now().getTime() + minutes * 60_000);
  const accepted = carrier.scan(trackingNumber!, 'accepted', at(1), '杭州');
  const moving = carrier.scan(trackingNumber!, 'in_transit', at(60), '嘉兴');
  const there = carrier.scan(trackingNumber!, 'delivered', at(200), '上海');
  expect(await bring(there)).toMatchObject({ status: 202, fresh: 1 });
  expect(await bring(accepted)).toMatchObject({ status: 202, fresh: 1 });
  expect(await bring(there)).toMatchObject({ status: 202, fresh: 0 });
  expect(await bring(moving)).toMatchObject({ status: 202, fresh: 1 });
  expect(await read()).toMatchObject({ state: 'delivered', deliveredAt: at(200).toISOString(), scans: [{ place: '上海' }, { place: '嘉兴' }, { place: '杭州' }] });
  expect((await facts(ticketId)).filter((f) => f.to !== null).map((f) => f.to)).toEqual(['delivered']);
});
test('a scan told before our own answer came is not lost', async () => {
  const { read } = await parcel();
  const next = `PX${70_000_000 + carrier.parcels.size + 1}CN`;
  expect(await bring({ id: 'early', trackingNumber: next, scans: [{ id: 'early-1', at: t.clock.now().toISOString(), status: 'accepted', place: '', text: '' }] })).toMatchObject({ status: 202, fresh: 1 });
  await t.drain();
  expect(await read()).toMatchObject({ trackingNumber: next, state: 'handed-over' });
});
test('a forged, changed or stale message changes nothing', async () => {
  const { read } = await parcel();
  await t.drain();
  const { trackingNumber } = await read();
  const event = carrier.scan(trackingNumber!, 'delivered', t.clock.now());
  expect(await bring(event, { 'aftercare-signature': 't=1,v1=00' })).toMatchObject({ status: 401, code: 'signature-wrong' });
  const old = carrier.message(event);
  t.clock.advance(3600);
  expect((await (await http()).inject({ method: 'POST', url: '/api/v1/carriers/px/events', payload: old.body, headers: old.headers })).statusCode).toBe(401);
  expect((await (await http()).inject({ method: 'POST', url: '/api/v1/carriers/none/events', payload: old.body, headers: old.headers })).statusCode).toBe(404);
  expect((await read()).state).toBe('labelled');
});
test('an order the carrier refuses says why; one it cannot take just now is tried again', async () => {
  const refused = await parcel({ address: ' ' });
  await t.drain();
  expect(await refused.read()).toMatchObject({ state: 'refused', fault: 'receiver address missing', label: null });
  carrier.setDown(true);
  const later = await parcel();
  await t.drain();
  const waiting = await later.read();
  expect(waiting.state).toBe('wanted');
  carrier.setDown(false);
  await t.app.afterSales.shipments.order(waiting.id);
  expect((await later.read()).state).toBe('labelled');
});
test('nothing heard for a day: the carrier is asked', async () => {
  const { read } = await parcel();
  await t.drain();
  const { trackingNumber } = await read();
  carrier.scan(trackingNumber!, 'in_transit', t.clock.now(), '苏州');
  await t.app.afterSales.shipments.askAround();
  expect((await read()).state).toBe('labelled');
  t.clock.advance(25 * 3600);
  await t.app.afterSales.shipments.askAround();
  expect(await read()).toMatchObject({ state: 'in-transit', scans: [{ place: '苏州' }] });
});
test('without a contract the sender tells the number; secrets are never read back', async () => {
  const { read } = await parcel({ carrierKey: 'own' });
  await t.drain();
  const shown = await read();
  expect(shown).toMatchObject({ state: 'labelled', trackingNumber: null, carrier: { manual: true } });
  const after = await t.call(api.shipments.handOver, { params: { id: shown.id }, body: { trackingNumber: 'SF1234567890' } }, { as: key });
  expect(after).toMatchObject({ state: 'handed-over', trackingNumber: 'SF1234567890' });
  const { items } = await t.call(api.shipments.carriers, {}, { as: key });
  expect(JSON.stringify(items)).not.toContain(secrets.apiKey);
  expect(items.find((c) => c.key === 'px')?.secretsSet.toSorted()).toEqual(['apiKey', 'webhookSecret']);
  const changed = await t.call(api.shipments.updateCarrier, { params: { id: items.find((c) => c.key === 'px')!.id }, body: { settings: { baseUrl: carrier.baseUrl, trackingPage: '' } } }, { as: key });
  expect(changed.secretsSet).toHaveLength(2);
});
test('a carrier is asked whether it knows us', async () => {
  const { items } = await t.call(api.shipments.carriers, {}, { as: key });
  const id = items.find((c) => c.key === 'px')!.id;
  const reach = async (one: number) => (await t.call(api.shipments.testCarrier, { params: { id: one } }, { as: key })).steps[0];
  expect(await reach(id)).toEqual({ key: 'reach', ok: true, detail: '' });
  await t.call(api.shipments.updateCarrier, { params: { id }, body: { settings: { baseUrl: carrier.baseUrl, apiKey: 'not the right key' } } }, { as: key });
  expect(await reach(id)).toMatchObject({ key: 'reach', ok: false, detail: expect.stringContaining('unknown key') as string });
  await t.call(api.shipments.updateCarrier, { params: { id }, body: { settings: { baseUrl: `${carrier.baseUrl}/elsewhere`, apiKey: secrets.apiKey } } }, { as: key });
  await t.call(api.shipments.updateCarrier, { params: { id }, body: { name: { zh: '改名', en: 'Renamed' } } }, { as: key });
  expect((await t.call(api.shipments.carriers, {}, { as: key })).items.find((c) => c.id === id)).toMatchObject({ name: { en: 'Renamed' }, enabled: true, settings: { baseUrl: `${carrier.baseUrl}/elsewhere` } });
  expect(await reach(items.find((c) => c.kind === 'own')!.id)).toEqual({ key: 'hands', ok: true, detail: '' });
  await expect(t.call(api.shipments.testCarrier, { params: { id } }, { as: await t.key('agent') })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});
