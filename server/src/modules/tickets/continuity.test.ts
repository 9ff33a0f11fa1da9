import { portal } from '@aftercare/contract/portal';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type ChannelAdapter, type Outbound, PermanentFailure } from '../../channels/channel.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { codeIn } from './continue.ts';

const sent: (Outbound & { kind: string })[] = [];
let broken = false;
const door = (kind: 'mail' | 'sms' | 'portal' | 'wechat'): ChannelAdapter => ({
  kind, settings: z.looseObject({}), secretSettings: [],
  async send(message) { if (broken && kind === 'sms') throw new PermanentFailure('no such number'); sent.push({ ...message, kind }); return { externalId: `${kind}-${message.messageId}`, state: 'sent' }; },
});
let t: TestApp;
let mail = 0;
let sms = 0;
let n = 0;
const db = { tx: <T>(work: Parameters<TestApp['app']['platform']['db']['tx']>[0]) => t.app.platform.db.tx(work) as Promise<T> };
const actor = { kind: 'system' as const, id: null, name: 'Test' };
beforeAll(async () => {
  t = await testApp();
  t.app.conversations.useAdapters([door('mail'), door('sms'), door('portal'), { ...door('wechat'), invite: async (_account, _context, code) => `https://wechat.example/${code}` }]);
  const make = (kind: 'mail' | 'sms' | 'wechat', address: string) => t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind, name: 'Northwind', address, language: 'en', teamId: null, enabled: true, settings: {} }));
  mail = (await make('mail', 'support@northwind.example')).id;
  sms = (await make('sms', '+8610000')).id;
  await make('wechat', 'wx1');
});
afterAll(() => t.close());
beforeEach(() => { sent.length = 0; broken = false; });

const write = async (accountId: number, kind: 'email' | 'phone', value: string, text: string) => {
  n += 1;
  const { conversationId } = await t.app.conversations.ingest({ accountId, externalId: `in${n}`, threadKey: `${value} ${n}`, from: { name: value, language: 'en', addresses: [{ kind, value }] }, subject: '', text, at: t.clock.now() });
  await t.drain();
  return { conversationId, ticketId: (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0 };
};
const answer = async (ticketId: number, text: string, channel?: 'mail' | 'sms') => {
  const messageId = await t.app.platform.db.tx(async (tx) => {
    const ticket = await t.app.tickets.get(ticketId, tx);
    return t.app.tickets.writeTo(tx, ticket as NonNullable<typeof ticket>, { text, files: [], sendAt: null, channel, author: { kind: 'agent', id: null, name: 'Li' } }, actor);
  });
  await t.drain();
  return messageId;
};

it('reads a code as people write it', () => {
  expect(['AC-7K3M-9QXT', 'hello ac 7k3m 9qxt please', 'ＡＣ－7K3M－9QXT'].map(codeIn)).toEqual(['AC-7K3M-9QXT', 'AC-7K3M-9QXT', 'AC-7K3M-9QXT']);
  expect(['MAC-7K3M-9QXT', 'AC-7K3M', ''].map(codeIn)).toEqual([null, null, null]);
});

it('goes on by phone with the code: one ticket, one customer, the answer where they asked, with what was said', async () => {
  const { ticketId } = await write(mail, 'email', 'wang@customer.example', 'The washer leaks');
  const ways = await t.call(portal.goOn, { params: { id: ticketId }, query: { token: t.app.tickets.customerToken(ticketId) }, body: { wants: 'sms' } });
  expect(ways.ways.map((w) => [w.kind, w.url?.slice(0, 4)])).toEqual(expect.arrayContaining([['sms', 'sms:'], ['mail', 'mail']]));
  expect(ways.page.qr).toContain('<svg');
  // A platform's own link carries the ticket itself.
  expect(ways.ways.find((w) => w.kind === 'wechat')).toMatchObject({ url: expect.stringMatching(/^https:\/\/wechat\.example\/af-/) as string, address: '', qr: expect.stringContaining('<svg') as string });
  const there = await write(sms, 'phone', '+8613800000001', `${ways.code} I am here now`);
  expect(there.ticketId).toBe(ticketId);
  const customer = await t.app.customers.get((await t.app.tickets.get(ticketId))?.customerId ?? 0);
  expect(customer?.identities.map((i) => i.value).toSorted()).toEqual(['+8613800000001', 'wang@customer.example']);
  await answer(ticketId, 'A technician comes tomorrow');
  expect(sent.at(-1)).toMatchObject({ kind: 'sms', conversationId: there.conversationId });
  await expect(write(sms, 'phone', '+8613800000002', `${ways.code} me too`).then((w) => w.ticketId)).resolves.not.toBe(ticketId);
  await answer(ticketId, 'And by mail', 'mail');
  expect(sent.at(-1)).toMatchObject({ kind: 'mail' });
});

it('takes the history along when the agent changes to a channel where nothing was said', async () => {
  const { ticketId } = await write(sms, 'phone', '+8613800000003', 'It hums at night');
  const { customerId } = (await t.app.tickets.get(ticketId)) ?? { customerId: 0 };
  await db.tx((tx) => t.app.customers.addIdentity(tx, customerId, { kind: 'email', value: 'hum@customer.example' }, actor));
  await answer(ticketId, 'Please send a recording', 'mail');
  expect(sent.at(-1)?.text).toMatch(/^Please send a recording[\s\S]*It hums at night/);
});

it('what does not arrive goes by the next door, unless that one is not wanted', async () => {
  broken = true;
  const { ticketId } = await write(sms, 'phone', '+8613800000004', 'No water');
  const { customerId } = (await t.app.tickets.get(ticketId)) ?? { customerId: 0 };
  await db.tx((tx) => t.app.customers.addIdentity(tx, customerId, { kind: 'email', value: 'dry@customer.example' }, actor));
  const first = await answer(ticketId, 'Open the tap below');
  expect(sent.map((s) => [s.kind, s.text.split('\n')[0]])).toEqual([['mail', 'Open the tap below']]);
  expect(await t.app.conversations.message(first)).toMatchObject({ delivery: 'failed', meta: { nextBy: sent[0]?.messageId } });
  sent.length = 0;
  await db.tx((tx) => t.app.customers.consent.record(tx, customerId, { consents: [{ purpose: 'service', channel: 'mail', granted: false }], words: 'no mails', source: 'call' }, actor));
  await answer(ticketId, 'Better now?');
  expect(sent.filter((s) => s.kind === 'mail')).toEqual([]);
});

it('every address they are known by is a door: what a text does not reach, their WeChat does', async () => {
  broken = true;
  const { ticketId } = await write(sms, 'phone', '+8613800000014', 'No light');
  const { customerId } = (await t.app.tickets.get(ticketId)) ?? { customerId: 0 };
  await db.tx((tx) => t.app.customers.addIdentity(tx, customerId, { kind: 'external', value: 'wechat:wx1:open-14' }, actor));
  await db.tx((tx) => t.app.customers.addIdentity(tx, customerId, { kind: 'external', value: 'wechat:another:open-14' }, actor));
  await answer(ticketId, 'Press the button for five seconds');
  expect(sent.map((s) => [s.kind, s.text.split('\n')[0]])).toEqual([['wechat', 'Press the button for five seconds']]);
});

it('nobody is rung in quiet hours: it waits, and leaves in the morning', async () => {
  const { ticketId } = await write(sms, 'phone', '+8613800000005', 'Cold room');
  const { customerId } = (await t.app.tickets.get(ticketId)) ?? { customerId: 0 };
  // 10:00 in Shanghai now.
  await t.call(portal.saveWishes, { query: { ticketId, token: t.app.tickets.customerToken(ticketId) }, body: { consents: [{ purpose: 'marketing', channel: '*', granted: true }], hours: { quietFrom: 600, quietTo: 720, timeZone: 'Asia/Shanghai' }, words: 'I agree' } });
  t.clock.advance(1800);
  const id = await answer(ticketId, 'We call you back');
  expect(sent).toEqual([]);
  expect(await t.app.conversations.message(id)).toMatchObject({ delivery: 'queued', deliveryError: 'quiet-hours' });
  expect((await t.app.customers.consent.of(t.app.platform.db, customerId)).consents[0]).toMatchObject({ purpose: 'marketing', granted: true, words: 'I agree', source: 'portal' });
  t.clock.advance(5400);
  await t.app.platform.db.run({ text: 'update graphile_worker._private_jobs set run_at = now() where run_at > now()', values: [] });
  await t.drain();
  expect(sent.map((s) => s.text)).toEqual(['We call you back']);
});
