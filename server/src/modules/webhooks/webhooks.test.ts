import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { api } from '@aftercare/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { CustomerChanged } from '../customers/index.ts';

interface Received { readonly id: string; readonly signature: string; readonly body: string; readonly fact: { id: number; type: string; stream: string; data: { customerId: number }; replayed?: true } }
let t: TestApp;
let admin: string;
let server: Server;
let url: string;
let received: Received[] = [];
let answer: (one: Received) => number | { status: number; headers: Record<string, string> } = () => 200;

beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      const one = { id: String(request.headers['aftercare-delivery']), signature: String(request.headers['aftercare-signature']), body, fact: JSON.parse(body) as Received['fact'] };
      const said = answer(one);
      const { status, headers } = typeof said === 'number' ? { status: said, headers: {} } : said;
      if (status < 300) received.push(one);
      response.writeHead(status, headers).end(status < 300 ? 'thanks' : 'no');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => { server.close(); await t.close(); });
beforeEach(() => { received = []; answer = () => 200; });

/** Facts as a customer's page tells them; each customer is a stream of its own. */
const tell = (...customers: number[]) => t.app.platform.db.tx(async (tx) => {
  for (const customerId of customers) await t.app.platform.bus.publish(tx, CustomerChanged, { stream: `customer:${customerId}`, payload: { customerId, fields: [] }, actor: systemActor });
});
const connect = async (rest: object = {}) => t.call(api.webhooks.create, { body: { name: 'ERP', url, events: ['customers.changed'], ...rest } }, { as: admin });
const remove = (id: number) => t.call(api.webhooks.remove, { params: { id } }, { as: admin });
const shown = async (id: number) => (await t.call(api.webhooks.list, {}, { as: admin })).items.find((one) => one.id === id);
/** Jobs wait by the database's clock: after a pause they are called here. */
async function pass(id: number, ms: number): Promise<void> {
  t.clock.advance(ms / 1000);
  await t.app.platform.work.tx((tx) => t.app.platform.jobs.enqueue(tx, 'webhooks.deliver', { targetId: id }, { key: `webhooks:${id}` }));
  await t.drain();
}

it('tells each fact once, signed, with what became of it in the log', async () => {
  const { webhook, secret } = await connect();
  await tell(1, 2, 1);
  await t.drain();
  expect(received.map((r) => r.fact.data.customerId).toSorted()).toEqual([1, 1, 2]);
  for (const one of received) expect(verifyWebhook(secret, one.body, one.signature, t.clock.now())).toEqual({ ok: true });
  const { items } = await t.call(api.webhooks.deliveries, { params: { id: webhook.id } }, { as: admin });
  expect(items).toMatchObject([{ state: 'delivered', status: 200, tries: 1 }, { state: 'delivered' }, { state: 'delivered' }]);
  const full = await t.call(api.webhooks.delivery, { params: { id: items[0]?.id ?? 0 } }, { as: admin });
  expect(full).toMatchObject({ answer: 'thanks', body: received.find((r) => r.id === String(full.id))?.body });
  await remove(webhook.id);
});

it('a receiver that is down for a day gets everything once, each stream in its order', async () => {
  const { webhook } = await connect();
  answer = () => 503;
  await tell(1, 2, 1, 2, 1, 3);
  await t.drain();
  expect(await shown(webhook.id)).toMatchObject({ waiting: 6, fault: 'HTTP 503', failingSince: expect.any(String) as string });
  for (let hour = 0; hour < 24; hour++) await pass(webhook.id, 3_600_000);
  expect(received).toEqual([]);
  answer = () => 200;
  await pass(webhook.id, 3_600_000);
  expect(new Set(received.map((r) => r.fact.id)).size).toBe(6);
  expect(received).toHaveLength(6);
  for (const stream of ['customer:1', 'customer:2']) {
    const ids = received.filter((r) => r.fact.stream === stream).map((r) => r.fact.id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  }
  expect(await shown(webhook.id)).toMatchObject({ waiting: 0, fault: null, failingSince: null });
  await remove(webhook.id);
});

it('one fact that is not taken holds back its own stream alone, and is given up after three days', async () => {
  const { webhook } = await connect();
  answer = (one) => (one.fact.data.customerId === 1 ? 422 : 200);
  await tell(1, 2, 1, 2);
  await t.drain();
  expect(received.map((r) => r.fact.data.customerId)).toEqual([2, 2]);
  expect(await shown(webhook.id)).toMatchObject({ waiting: 2, failingSince: null });
  await pass(webhook.id, 3 * 86_400_000 + 60_000);
  expect(await shown(webhook.id)).toMatchObject({ waiting: 0 });
  const { items } = await t.call(api.webhooks.deliveries, { params: { id: webhook.id }, query: { state: 'given-up' } }, { as: admin });
  expect(items).toHaveLength(2);
  // Somebody mends the receiver and sends it once more.
  answer = () => 200;
  await t.call(api.webhooks.again, { params: { id: items[0]?.id ?? 0 } }, { as: admin });
  await t.drain();
  expect(received.at(-1)?.fact.id).toBe(items[0]?.eventId);
  await remove(webhook.id);
});

it('waits as long as it is asked to, and ends where the receiver is gone', async () => {
  const { webhook } = await connect();
  answer = () => ({ status: 429, headers: { 'retry-after': '120' } });
  await tell(1);
  await t.drain();
  answer = () => 200;
  await pass(webhook.id, 60_000);
  expect(received).toEqual([]);
  await pass(webhook.id, 61_000);
  expect(received).toHaveLength(1);
  answer = () => 410;
  await tell(1);
  await t.drain();
  expect(await shown(webhook.id)).toMatchObject({ enabled: false, fault: 'HTTP 410', waiting: 1 });
  await remove(webhook.id);
});

it('plays a span of time once more, in order, with the same ids and marked', async () => {
  const { webhook } = await connect();
  await tell(7, 8, 7);
  await t.drain();
  const first = received.map((r) => r.fact.id);
  received = [];
  // Facts bear the database's time.
  await t.call(api.webhooks.replay, { params: { id: webhook.id }, body: { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() } }, { as: admin });
  await t.drain();
  expect(received.map((r) => r.fact.id)).toEqual(expect.arrayContaining(first));
  expect(received.every((r) => r.fact.replayed)).toBe(true);
  expect(new Set(received.map((r) => r.fact.id)).size).toBe(received.length);
  received = [];
  await t.call(api.webhooks.replay, { params: { id: webhook.id }, body: { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' } }, { as: admin });
  await t.drain();
  expect(received).toEqual([]);
  await remove(webhook.id);
});

it('changes its secret over a day, says at once what the receiver answers, and keeps to itself what is private', async () => {
  const { webhook, secret } = await connect();
  const { secret: next } = await t.call(api.webhooks.renew, { params: { id: webhook.id } }, { as: admin });
  expect(await t.call(api.webhooks.test, { params: { id: webhook.id } }, { as: admin })).toMatchObject({ ok: true, status: 200, answer: 'thanks' });
  for (const key of [secret, next]) expect(verifyWebhook(key, received[0]?.body ?? '', received[0]?.signature, t.clock.now())).toEqual({ ok: true });
  t.clock.advance(86_401);
  await t.call(api.webhooks.test, { params: { id: webhook.id } }, { as: admin });
  expect(verifyWebhook(secret, received[1]?.body ?? '', received[1]?.signature, t.clock.now())).toEqual({ ok: false, reason: 'forged' });
  await t.call(api.webhooks.update, { params: { id: webhook.id }, body: { name: 'ERP', url: 'http://169.254.169.254/latest/meta-data', events: ['customers.changed'] } }, { as: admin });
  expect(await t.call(api.webhooks.test, { params: { id: webhook.id } }, { as: admin })).toMatchObject({ ok: false, status: null });
  expect(JSON.stringify(await t.call(api.webhooks.list, {}, { as: admin }))).not.toContain(next);
  await expect(t.call(api.webhooks.list, {}, { as: await t.key('agent') })).rejects.toMatchObject({ problem: { status: 403 } });
  await remove(webhook.id);
});

it('two workers at the same moment bring nothing twice', async () => {
  const { webhook } = await connect();
  await tell(...Array.from({ length: 60 }, (_, i) => i % 20));
  const jobs = t.app.modules.flatMap((m) => m.jobs ?? []).filter((j) => j.name === 'webhooks.deliver') as unknown as { handle(p: { targetId: number }): Promise<void> }[];
  answer = () => 503;
  await t.drain();
  answer = () => 200;
  t.clock.advance(20 * 60);
  await Promise.all(jobs.flatMap((job) => Array.from({ length: 4 }, () => job.handle({ targetId: webhook.id }))));
  expect(received).toHaveLength(60);
  expect(new Set(received.map((r) => r.fact.id)).size).toBe(60);
  await remove(webhook.id);
});
