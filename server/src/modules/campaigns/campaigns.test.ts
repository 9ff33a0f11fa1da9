import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ChannelAdapter, type Outbound, PermanentFailure } from '../../channels/channel.ts';
import { type Sink, smtpSink } from '../../channels/mail/testing.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let sink: Sink;
let admin: string;
let segmentId: number;
const origin = 'http://localhost:3000';
beforeAll(async () => {
  [t, sink] = [await testApp(), await smtpSink()];
  admin = await t.key();
  t.clock.set('2026-03-02T14:00:00Z');
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'mail', name: 'House', address: 'house@example.com', language: 'en', teamId: null, enabled: true, settings: { smtp: { host: '127.0.0.1', port: sink.port, security: 'none', user: '' } } }));
  segmentId = (await t.call(api.segments.create, { body: { name: { zh: '东区', en: 'East' }, condition: 'region = "East"' } }, { as: admin })).id;
});
afterAll(async () => { await Promise.all([t.close(), sink.stop()]); });

const person = (name: string, body: Record<string, unknown> = {}, mail = true) => t.call(api.customers.create, { body: { name, region: 'East', language: 'en', identities: mail ? [{ kind: 'email', value: `${name.toLowerCase()}@camp.example` }] : [], ...body } }, { as: admin });
const write = (more: Record<string, unknown> = {}) => ({ name: 'Recall of pumps', segmentId, subject: { zh: '', en: 'Your pump, {{customer.name}}' }, text: { zh: '请停用水泵。', en: 'Please unplug it, {{customer.name}}.' }, ...more });
const make = async (more: Record<string, unknown> = {}) => (await t.call(api.campaigns.create, { body: write(more) }, { as: admin })).id;
const act = (what: 'check' | 'start' | 'stop', id: number) => t.call(api.campaigns[what], { params: { id } }, { as: admin });
const counted = async (id: number) => Object.fromEntries((await t.call(api.campaigns.get, { params: { id } }, { as: admin })).counts.map((c) => [[c.state, c.reason, c.channel].filter(Boolean).join(' '), c.n]));
/** Jobs wait by the database's own clock. */
const minuteLater = async () => { await t.app.platform.db.run({ text: `update graphile_worker._private_jobs set run_at = now() where run_at > now() and run_at < now() + interval '2 minutes'`, values: [] }); await t.drain(); };
const mails = () => sink.mails.splice(0).map((m) => ({ to: m.to[0], raw: m.raw.toString('utf8') }));

it('tries first and says why not, sends once by the door they allow, keeps quiet hours, and knows what became of each', async () => {
  const [ada, bob, cid] = [await person('Ada'), await person('Bob', { language: 'zh-CN' }), await person('Cid')];
  await person('Dee', {}, false);
  await person('Far', { region: 'West' });
  await t.call(api.customers.recordConsent, { params: { id: cid.id }, body: { consents: [{ purpose: 'service', channel: 'mail', granted: false }], words: 'no mail please' } }, { as: admin });
  await t.drain();
  const id = await make();
  await act('check', id);
  await t.drain();
  expect(await t.call(api.campaigns.get, { params: { id } }, { as: admin })).toMatchObject({ state: 'checked', total: 4, segment: { name: { en: 'East' }, members: 4 } });
  expect(await counted(id)).toEqual({ 'ready mail': 2, 'excluded no-consent': 1, 'excluded no-address': 1 });
  expect(mails()).toEqual([]);
  // Between the check and the start somebody says no.
  await t.call(api.customers.recordConsent, { params: { id: bob.id }, body: { consents: [{ purpose: 'service', channel: '*', granted: false }], words: 'leave me alone' } }, { as: admin });
  await act('start', id);
  await t.drain();
  const sent = mails();
  expect(sent.map((m) => m.to)).toEqual(['ada@camp.example']);
  expect(sent[0]?.raw).toContain('Please unplug it, Ada.');
  expect(sent[0]?.raw).toContain('Your pump, Ada');
  expect(await counted(id)).toEqual({ 'sent mail': 1, 'excluded no-consent': 2, 'excluded no-address': 1 });
  expect(await t.call(api.campaigns.get, { params: { id } }, { as: admin })).toMatchObject({ state: 'done', answered: 0 });
  const rows = await t.call(api.campaigns.rows, { params: { id }, query: { state: 'sent' } }, { as: admin });
  expect(rows.items).toMatchObject([{ customer: { id: ada.id, name: 'Ada' }, channel: 'mail', answeredAt: null }]);
  // It stands with the customer, and their answer becomes a ticket with it.
  const timeline = await t.call(api.desk.customerTimeline, { params: { id: ada.id }, query: {} }, { as: admin });
  expect(JSON.stringify(timeline.items)).toContain('unplug it');
  const [conversation] = await t.app.platform.db.rows<{ id: number; accountId: number; threadKey: string; externalId: string }>({ text: `select v.id, v.channel_account_id as "accountId", v.thread_key as "threadKey", m.external_id as "externalId" from conversation v join message m on m.conversation_id = v.id where v.customer_id = $1`, values: [ada.id] });
  await t.app.conversations.ingest({ accountId: conversation?.accountId ?? 0, externalId: '<answer@camp.example>', threadKey: '<answer@camp.example>', thread: { answers: [conversation?.externalId ?? ''] }, from: { name: 'Ada', language: 'en', addresses: [{ kind: 'email', value: 'ada@camp.example' }] }, subject: 'Re: Your pump', text: 'Done, what now?', at: t.clock.now() });
  await t.drain();
  expect((await t.call(api.campaigns.get, { params: { id } }, { as: admin })).answered).toBe(1);
  const ticket = await t.app.tickets.ticketOfConversation(conversation?.id ?? 0);
  expect(await t.app.tickets.get(ticket ?? 0)).toMatchObject({ customerId: ada.id, status: expect.stringMatching(/new|open/) });
  await expect(act('start', id)).rejects.toMatchObject({ problem: { code: 'conflict' } });
  for (const one of [ada, bob, cid]) await t.call(api.customers.update, { params: { id: one.id }, body: { region: '' } }, { as: admin });
});

it('goes at its pace, and what is stopped takes back what has not left', async () => {
  mails();
  for (const name of ['Eve', 'Fay', 'Gus', 'Hal', 'Ida']) await person(name);
  await t.drain();
  const id = await make({ perMinute: 2 });
  await act('check', id);
  await t.drain();
  expect(await counted(id)).toMatchObject({ 'ready mail': 5 });
  await act('start', id);
  await t.drain();
  expect(await counted(id)).toMatchObject({ 'sent mail': 2, 'ready mail': 3 });
  await minuteLater();
  expect(await counted(id)).toMatchObject({ 'sent mail': 4, 'ready mail': 1 });
  await act('stop', id);
  await minuteLater();
  expect(await counted(id)).toMatchObject({ 'sent mail': 4, 'recalled mail': 1 });
  expect(mails()).toHaveLength(4);
  expect((await t.call(api.campaigns.get, { params: { id } }, { as: admin })).state).toBe('stopped');
});

it('refuses what would be a hole, and people without the right', async () => {
  const wrong = (more: Record<string, unknown>) => make(more).then(() => 'made', (e: { problem: { fields: { path: string }[] } }) => e.problem.fields[0]?.path);
  expect([await wrong({ text: { zh: '', en: ' ' } }), await wrong({ text: { zh: '', en: 'Dear {{name}}' } }), await wrong({ segmentId: 999_999 })]).toEqual(['text', 'text', 'segmentId']);
  const agent = await t.agent({ roles: ['agent'] });
  await expect(t.call(api.campaigns.list, {}, { headers: { cookie: agent.cookie, origin } })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});

describe('by telephone', () => {
  const sent: (Outbound & { kind: string })[] = [];
  const dead = new Set<string>();
  const addressOf = (m: Outbound, kind: string) => m.to.addresses.find((a) => a.kind === (kind === 'sms' ? 'phone' : 'email'))?.value ?? '';
  const door = (kind: 'mail' | 'sms'): ChannelAdapter => ({
    kind, settings: z.looseObject({}), secretSettings: [],
    async send(message) { if (kind === 'sms' && dead.has(addressOf(message, kind))) throw new PermanentFailure('no such number'); sent.push({ ...message, kind }); return { externalId: `${kind}-${message.messageId}`, state: 'sent' }; },
  });
  const reached = (phone: string, mail: string | null, body: Record<string, unknown> = {}) => t.call(api.customers.create, { body: { name: phone, region: 'East', language: 'en', preferredChannel: 'sms', identities: [{ kind: 'phone', value: phone }, ...(mail ? [{ kind: 'email' as const, value: mail }] : [])], ...body } }, { as: admin });
  const told = () => sent.splice(0).map((m) => [m.kind, addressOf(m, m.kind)].join(' ')).toSorted();
  beforeAll(async () => {
    t.app.conversations.useAdapters([door('mail'), door('sms')]);
    await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'sms', name: 'House', address: '+8610000', language: 'en', teamId: null, enabled: true, settings: {} }));
    for (const { id } of (await t.call(api.customers.list, { query: { limit: 100 } }, { as: admin })).items) await t.call(api.customers.update, { params: { id }, body: { region: '' } }, { as: admin });
    await t.drain();
  });

  it('nobody is rung in their quiet hours: the check says so, it waits, and leaves when they end', async () => {
    t.clock.set('2026-03-03T02:00:00Z');
    const [sleeps, wakes] = [await reached('+8613900000001', null), await reached('+8613900000002', null)];
    // 10:00 in Shanghai now; one of them sleeps until noon.
    await t.call(api.customers.recordConsent, { params: { id: sleeps.id }, body: { hours: { quietFrom: 0, quietTo: 720, timeZone: 'Asia/Shanghai' }, words: 'not before noon' } }, { as: admin });
    await t.drain();
    const id = await make();
    await act('check', id);
    await t.drain();
    expect(await counted(id)).toEqual({ 'ready sms': 1, 'ready quiet-hours sms': 1 });
    await act('start', id);
    await t.drain();
    expect(told()).toEqual(['sms +8613900000002']);
    expect(await counted(id)).toEqual({ 'sent sms': 1, 'queued quiet-hours sms': 1 });
    t.clock.set('2026-03-03T04:01:00Z');
    await t.app.platform.db.run({ text: 'update graphile_worker._private_jobs set run_at = now() where run_at > now()', values: [] });
    await t.drain();
    expect(told()).toEqual(['sms +8613900000001']);
    expect(await counted(id)).toEqual({ 'sent sms': 2 });
    for (const one of [sleeps, wakes]) await t.call(api.customers.update, { params: { id: one.id }, body: { region: '' } }, { as: admin });
  });

  it('what does not arrive goes by the next door they allow, once; who has none stays undelivered', async () => {
    for (const phone of ['+8613900000003', '+8613900000004', '+8613900000005']) dead.add(phone);
    await reached('+8613900000003', 'next@camp.example');
    const silent = await reached('+8613900000004', 'silent@camp.example');
    await reached('+8613900000005', null);
    await t.call(api.customers.recordConsent, { params: { id: silent.id }, body: { consents: [{ purpose: 'service', channel: 'mail', granted: false }], words: 'no mail' } }, { as: admin });
    await t.drain();
    const id = await make();
    await act('check', id);
    await t.drain();
    await act('start', id);
    await t.drain();
    expect(told()).toEqual(['mail next@camp.example']);
    expect(await counted(id)).toEqual({ 'sent mail': 1, 'failed not-delivered sms': 2 });
  });
});
