import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChannelAdapter, Inbound, Outbound } from '../../../channels/channel.ts';
import type { LoggedEvent } from '../../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { createAcknowledge } from './index.ts';
import { acknowledgementText, sayMoment } from './text.ts';

const actor = { kind: 'system' as const, id: null, name: 'Test' };
const sent: Outbound[] = [];
const door: ChannelAdapter = { kind: 'mail', settings: z.looseObject({}), secretSettings: [], async send(message) { sent.push(message); return { externalId: `<sent-${message.messageId}@northwind.example>`, state: 'sent' }; } };
let t: TestApp;
let account: number;
let ack: ReturnType<typeof createAcknowledge>;
let seen = 0;
let n = 0;
beforeAll(async () => {
  t = await testApp();
  const { app } = t;
  app.conversations.useAdapters([door]);
  account = (await app.platform.db.tx((tx) => app.conversations.accounts.create(tx, { kind: 'mail', name: 'Northwind', address: 'support@northwind.example', language: 'en', teamId: null, enabled: true, settings: { smtp: { host: 'mail.example' } } }))).id;
  ack = createAcknowledge(app.platform, app);
});
afterAll(() => t.close());
beforeEach(() => { sent.length = 0; });

const settings = (patch: Record<string, unknown>) => t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, account, { settings: patch }, actor));
/** A customer writes; everything that follows happens, the confirmation twice over to show that it comes once. */
async function write(from: string, extra: Partial<Inbound> = {}): Promise<number> {
  n += 1;
  const { conversationId } = await t.app.conversations.ingest({ accountId: account, externalId: `<a${n}@customer.example>`, threadKey: `<a${n}@customer.example>`, from: { name: 'Ann', language: 'en', addresses: [{ kind: 'email', value: from }] }, subject: `Leak ${n}`, text: 'It leaks', at: t.clock.now(), ...extra });
  await t.drain();
  const { db } = t.app.platform;
  const events = await db.rows<LoggedEvent>({ text: `select id, at, stream, type, version, payload, actor from event where type = 'tickets.opened' and id > $1 order by id`, values: [seen] });
  seen = events.at(-1)?.id ?? seen;
  for (let i = 0; i < 2; i++) {
    await db.tx((tx) => ack.subscription.handle(events, tx));
    for (let round = 0; round < 3; round++) {
      await db.run({ text: 'update graphile_worker._private_jobs set run_at = now() where run_at > now()', values: [] });
      await t.app.platform.jobs.drain([...t.app.jobs.filter((j) => j.name !== ack.job.name), ack.job as never]);
    }
  }
  return (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0;
}

describe('a new ticket is confirmed', () => {
  it('once, with its number, the link to its page, as a mail no machine answers', async () => {
    const ticket = await write('ann@customer.example');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ ticketId: ticket, author: { kind: 'system' }, meta: { autoSubmitted: 'auto-replied' } });
    expect(sent[0]?.text).toContain(`#${ticket}`);
    const url = /https?:\S+/.exec(sent[0]?.text ?? '')?.[0] ?? '';
    expect(t.app.tickets.readCustomerToken(new URL(url).searchParams.get('t') ?? '')).toBe(ticket);
    expect((await t.app.tickets.get(ticket))?.firstAnsweredAt).toBeNull();
  });
  it('with the promise where one was made', async () => {
    await t.app.platform.db.tx(async (tx) => {
      const day = [['00:00', '24:00']] as const;
      const calendarId = await t.app.org.createCalendar(tx, { name: 'Always', timeZone: 'Asia/Shanghai', hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, holidays: [], yearlyHolidays: [], extraDays: [] } as never);
      await t.app.sla.createPolicy(tx, { name: 'All', match: { channels: [], types: [], tiers: [], priorities: [] }, calendarId, targets: { 'first-response': 10, solution: null, closing: null }, warnAt: 0.8, position: 1, enabled: true }, actor);
    });
    await write('ben@customer.example');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain('You will hear from us by 10:10 on ');
  });
  it('in the words of the mailbox and the language of the customer', async () => {
    await settings({ acknowledge: { on: true, text: { 'zh-CN': '{{name}}，工单 {{number}} 已建好。\n{{due}}前答复', en: '' } } });
    const ticket = await write('wang@customer.example', { from: { name: '王芳', language: 'zh-CN', addresses: [{ kind: 'email', value: 'wang@customer.example' }] } });
    expect(sent[0]?.text.split('\n')[0]).toBe(`王芳，工单 ${ticket} 已建好。`);
    await settings({ acknowledge: { on: true, text: { 'zh-CN': '', en: '' } } });
  });
});

describe('nobody is confirmed', () => {
  it.each([
    ['who wrote through a list', { flag: 'list' as const }], ['who is a machine', { flag: 'auto-reply' as const }], ['who asked for no automatic answers', { meta: { quiet: true } }],
  ])('%s', async (_, extra) => { await write(`quiet${n}@customer.example`, extra); expect(sent).toHaveLength(0); });
  it('whose mail lay somewhere for days', async () => { await write('late@customer.example', { at: new Date(t.clock.now().getTime() - 3 * 86_400_000) }); expect(sent).toHaveLength(0); });
  it('who writes as ourselves', async () => { await write('support@northwind.example'); expect(sent).toHaveLength(0); });
  it('more than five times an hour, and again an hour later', async () => {
    for (let i = 0; i < 8; i++) await write('flood@customer.example');
    expect(sent).toHaveLength(5);
    t.clock.advance(3601);
    await write('flood@customer.example');
    expect(sent).toHaveLength(6);
  });
  it('where the mailbox says so or cannot send', async () => {
    await settings({ acknowledge: { on: false } });
    await write('off@customer.example');
    await settings({ acknowledge: { on: true }, smtp: null });
    await write('mute@customer.example');
    expect(sent).toHaveLength(0);
    await settings({ smtp: { host: 'mail.example' } });
  });
});

describe('words', () => {
  const facts = { name: '王芳', number: 7, subject: '漏水', timeZone: 'Asia/Shanghai', url: 'https://x.example/t/7' };
  const now = new Date('2026-03-02T02:00:00Z');
  it('tell a moment as people do', () => {
    expect(sayMoment(new Date('2026-03-02T02:10:00Z'), now, 'zh-CN', 'Asia/Shanghai')).toBe('今天 10:10');
    expect(sayMoment(new Date('2026-03-02T02:10:00Z'), now, 'en', 'Asia/Shanghai')).toMatch(/^10:10 on Monday,? 2 March \(GMT\+8\)$/);
    expect(sayMoment(new Date('2026-03-03T02:10:00Z'), now, 'zh-CN', 'Asia/Shanghai')).toBe('3月3日星期二 10:10');
    expect(sayMoment(new Date('2026-03-03T02:10:00Z'), now, 'en', 'Asia/Shanghai')).toMatch(/^10:10 on Tuesday,? 3 March \(GMT\+8\)$/);
    expect(sayMoment(new Date('2026-03-02T02:10:00Z'), now, 'zh-CN', 'Europe/Berlin')).toBe('今天 03:10（CET）');
  });
  it('say the promise where there is one and nothing where there is none', () => {
    expect(acknowledgementText({ ...facts, dueAt: new Date('2026-03-02T02:10:00Z') }, '', 'zh-CN', now)).toContain('我们会在今天 10:10 前给您答复。');
    expect(acknowledgementText({ ...facts, dueAt: null }, '', 'zh-CN', now)).not.toContain('答复');
    expect(acknowledgementText({ ...facts, dueAt: new Date('2026-03-01T02:10:00Z') }, '', 'en', now)).not.toContain('hear from us');
  });
});
