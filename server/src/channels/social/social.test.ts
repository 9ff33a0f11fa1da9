import type { ChannelKind } from '@aftercare/contract/basics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { simulateInstagram } from '../instagram/simulator.ts';
import { simulateLine } from '../line/simulator.ts';
import { simulateMessenger } from '../messenger/simulator.ts';
import { simulateShop } from '../review/simulator.ts';
import { simulateAliyun, simulateTwilio } from '../sms/simulator.ts';
import { simulateTelegram } from '../telegram/simulator.ts';
import { simulateWeChat } from '../wechat/simulator.ts';
import { simulateWecom } from '../wecom/simulator.ts';
import { simulateWeibo } from '../weibo/simulator.ts';
import { simulateWhatsApp } from '../whatsapp/simulator.ts';
import { signTicketCode } from '../ticket-code.ts';
import { hookPath } from './intake.ts';
import type { SimulatedPlatform } from './simulator.ts';
import { trialWords } from './trial.ts';

let t: TestApp;
let origin: string;
const open: SimulatedPlatform[] = [];
beforeAll(async () => {
  t = await testApp();
  const http = await t.app.http();
  await http.listen({ port: 0, host: '127.0.0.1' });
  origin = http.listeningOrigin;
});
afterAll(async () => {
  for (const one of open) await one.api.stop();
  await t.close();
});

const now = () => t.clock.now().getTime();
async function door<P extends SimulatedPlatform>(kind: ChannelKind, platform: P, change: Record<string, unknown> = {}, address = platform.address) {
  open.push(platform);
  const { id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind, name: `Norvane ${kind}`, address, language: 'en', teamId: null, enabled: true, settings: { ...platform.settings, ...change } }));
  const hook = origin + hookPath(kind, address);
  const talk = async (person: string) => {
    await t.drain();
    const thread = await t.app.conversations.contextOf(kind).talk.thread(id, person);
    return thread ? { ...thread, messages: await t.app.conversations.messages([thread.conversationId], { before: null, limit: 100 }) } : undefined;
  };
  let count = 0;
  return {
    id, hook, platform, talk,
    says: (person: string, text: string, file?: { name: string; type: string; bytes: Uint8Array }) => platform.deliver(hook, { id: `${kind}-${++count}`, person, text, at: now(), ...(file ? { file } : {}) }),
    /** Answers in the person's conversation; what became of it. */
    async answers(person: string, text: string, files: number[] = []) {
      const there = await talk(person);
      const messageId = await t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId: there?.conversationId ?? 0, ticketId: null, author: { kind: 'agent', id: null, name: 'Lin' }, text, files }, systemActor));
      await t.drain();
      const state = async () => { const m = await t.app.conversations.message(messageId); return { delivery: m?.delivery, error: m?.deliveryError ?? null }; };
      return { messageId, state, again: async () => { await t.app.conversations.outbox.job.handle({ messageId }).catch(() => {}); return state(); } };
    },
    probe: async () => (await t.call((await import('@aftercare/contract')).api.channels.test, { params: { id } }, { as: await t.key() })).steps,
  };
}
const file = async (name: string, type: string) => (await t.app.platform.files.put(Buffer.from('%PDF-1.4 paper'), { name, declaredType: type, maxBytes: 1000 })).id;

test('WeChat: address check, forged deliveries, 48 hours, template and its receipt, one node renews the token', async () => {
  const platform = await simulateWeChat({ now });
  const d = await door('wechat', platform);
  expect(await platform.check(d.hook)).toEqual({ status: 200, text: '7031' });
  expect((await platform.deliver(d.hook, { id: 'f', person: 'oForger0001', text: 'hi', at: now(), forged: true })).status).toBe(401);
  expect(await d.says('oAnn000001', '洗衣机漏水')).toEqual({ status: 200, text: 'success' });
  expect((await d.talk('oAnn000001'))?.messages.map((m) => m.body)).toEqual(['洗衣机漏水']);

  const first = await d.answers('oAnn000001', '工程师明天上门', [await file('报告.pdf', 'application/pdf')]);
  expect(await first.state()).toEqual({ delivery: 'sent', error: null });
  expect(platform.shown[0]).toEqual({ to: 'oAnn000001', text: '工程师明天上门' });
  expect(platform.shown[1]?.text).toMatch(/^报告\.pdf\nhttp.*signature|^报告\.pdf\nhttp/);

  // The token ran out at the platform: six sends at the same moment want a new one, and one node asks.
  platform.expireTokens?.();
  const before = platform.tokensGiven?.() ?? 0;
  await Promise.all(Array.from({ length: 6 }, (_, n) => d.answers('oAnn000001', `n${n}`)));
  expect(platform.shown.slice(2).map((s) => s.text).toSorted()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5']);
  expect((platform.tokensGiven?.() ?? 0) - before).toBe(1);

  t.clock.advance(49 * 3600);
  const late = await d.answers('oAnn000001', '零件已到货');
  expect(await late.state()).toEqual({ delivery: 'sent', error: null });
  expect(platform.shown.at(-1)).toEqual({ to: 'oAnn000001', template: '零件已到货' });
  await platform.templateResult(d.hook, 'oAnn000001', String(1_000_000 + platform.shown.length), 'failed:user block', now());
  await t.drain();
  expect(await late.state()).toEqual({ delivery: 'failed', error: 'failed:user block' });
}, 60_000);

test('WeChat without a template: after 48 hours nothing leaves, and the agent reads why; a code of ours binds a ticket', async () => {
  const platform = await simulateWeChat({ now, aes: false, appId: 'wxplain' });
  const d = await door('wechat', platform, { templateId: '' });
  await d.says('oBob000001', '电视黑屏');
  const ticketId = await t.app.tickets.ticketOfConversation((await d.talk('oBob000001'))?.conversationId ?? 0) ?? 0;
  t.clock.advance(48 * 3600);
  const calls = platform.api.calls.length;
  const late = await d.answers('oBob000001', '还在吗');
  expect(await late.state()).toMatchObject({ delivery: 'failed', error: expect.stringContaining('48 hours') });
  expect(platform.api.calls.length).toBe(calls);

  const code = signTicketCode(t.app.platform.secrets, ticketId, new Date(now() + 86_400_000));
  expect(code).toMatch(/^[\w-]{1,64}$/);
  await platform.scan(d.hook, 'oWife00001', code, { at: now(), subscribes: true });
  await platform.scan(d.hook, 'oStranger1', 'poster-7', { at: now() });
  await platform.scan(d.hook, 'oForger001', code.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')), { at: now() });
  const wife = await d.talk('oWife00001');
  expect(await t.app.tickets.ticketOfConversation(wife?.conversationId ?? 0)).toBe(ticketId);
  expect([await d.talk('oStranger1'), await d.talk('oForger001')]).toEqual([undefined, undefined]);
}, 60_000);

test('a test message of whoever sets the door up is answered at once and is nobody’s ticket', async () => {
  const platform = await simulateWeChat({ now, aes: false, appId: 'wxtrial' });
  const d = await door('wechat', platform);
  expect((await d.probe()).map((s) => s.ok)).toEqual([true, false]);
  await d.says('oAdmin0001', ` ${trialWords(t.app.platform.secrets, { id: d.id, kind: 'wechat' }).toUpperCase()} `);
  expect(await d.talk('oAdmin0001')).toBeUndefined();
  expect(platform.shown).toEqual([{ to: 'oAdmin0001', text: expect.stringContaining('Norvane wechat') }]);
  expect((await d.probe()).map((s) => s.ok)).toEqual([true, true]);
}, 60_000);

test('WhatsApp: challenge, phone number known, receipts, 24 hours and the template, a file that is gone', async () => {
  const platform = await simulateWhatsApp({ now });
  const d = await door('whatsapp', platform);
  expect(await platform.check(d.hook)).toEqual({ status: 200, text: '1158201444' });
  expect((await platform.check(d.hook, 'guessed')).status).toBe(401);
  expect((await platform.deliver(d.hook, { id: 'f', person: '4915112345678', text: 'x', at: now(), forged: true })).status).toBe(401);
  await d.says('4915112345678', 'The pump is loud', { name: 'pump.png', type: 'image/png', bytes: Buffer.from('bytes') });
  const there = await d.talk('4915112345678');
  expect(there?.messages[0]).toMatchObject({ body: 'The pump is loud', attachments: [expect.objectContaining({ size: 5 })] });
  expect((await t.app.customers.get(there?.customerId ?? 0))?.identities.find((i) => i.kind === 'phone')).toMatchObject({ value: '+4915112345678', verified: true });

  const sent = await d.answers('4915112345678', 'x'.repeat(5000));
  expect(platform.shown.map((s) => s.text?.length)).toEqual([4096, 904]);
  await platform.status(d.hook, platform.sent[1] ?? '', 'read', now());
  await platform.status(d.hook, platform.sent[1] ?? '', 'sent', now());
  await t.drain();
  expect(await sent.state()).toEqual({ delivery: 'delivered', error: null });
  expect((await t.app.conversations.conversation(there?.conversationId ?? 0))?.customerReadId).toBe(sent.messageId);

  t.clock.advance(25 * 3600);
  await d.answers('4915112345678', 'Your part\nis here.');
  expect(platform.shown.at(-1)).toEqual({ to: '4915112345678', template: 'Your part is here.' });
}, 60_000);

test('throttled in the middle of a message, the rest leaves later and nothing twice; what the platform refuses is said', async () => {
  const platform = await simulateWhatsApp({ now });
  const d = await door('whatsapp', platform, {}, '777');
  const hook = d.hook;
  // The simulator's number is another one than this account's: a delivery for a number that is not ours is acknowledged and left.
  expect((await platform.deliver(hook, { id: 'astray', person: '491700000001', text: 'lost?', at: now() })).status).toBe(200);
  const own = await door('messenger', await simulateMessenger({ now, address: '1906385232743452' }));
  await own.says('6001', 'hello');
  await own.talk('6001');
  own.platform.api.fail({ status: 429 });
  const sent = await own.answers('6001', `${'a'.repeat(2000)} ${'b'.repeat(100)}`);
  expect((await sent.state()).delivery).toBe('queued');
  own.platform.api.calls.length = 0;
  expect((await sent.again()).delivery).toBe('sent');
  expect(own.platform.shown.map((s) => s.text?.length)).toEqual([2000, 100]);
  own.platform.api.fail({ status: 400, json: { error: { message: '(#551) This person is not available right now.', code: 551 } } });
  expect(await (await own.answers('6001', 'c')).state()).toEqual({ delivery: 'failed', error: expect.stringContaining('not available right now') });
}, 60_000);

test('Messenger and Instagram: persons of ours have seven days, the system 24 hours; echoes and receipts are no messages', async () => {
  for (const [kind, platform] of [['messenger', await simulateMessenger({ now })], ['instagram', await simulateInstagram({ now })]] as const) {
    const d = await door(kind, platform);
    expect(await platform.check(d.hook)).toEqual({ status: 200, text: '1158201444' });
    await d.says('7001', 'the kettle leaks', { name: 'kettle.png', type: 'image/png', bytes: Buffer.from('bytes') });
    t.clock.advance(30 * 3600);
    const sent = await d.answers('7001', 'We send a new seal.');
    expect(await sent.state()).toEqual({ delivery: 'sent', error: null });
    await platform.receipt(d.hook, '7001', platform.sent[0] ?? '', 'delivery', now());
    expect((await d.talk('7001'))?.messages.length).toBe(2);
    expect((await sent.state()).delivery).toBe('delivered');
    t.clock.advance(7 * 24 * 3600);
    expect(await (await d.answers('7001', 'Still there?')).state()).toMatchObject({ delivery: 'failed', error: expect.stringContaining('168 hours') });
  }
}, 60_000);

test('Telegram: secret, own registration, «start» says nothing, a link binds, blocked is final', async () => {
  const platform = await simulateTelegram();
  const d = await door('telegram', platform);
  expect((await platform.deliver(d.hook, { id: '1', person: '42', text: 'x', at: now(), forged: true })).status).toBe(401);
  expect((await d.probe()).slice(0, 2).map((s) => s.ok)).toEqual([true, true]);
  expect(platform.webhook()).toMatchObject({ secret_token: platform.settings['secretToken'], url: expect.stringContaining('/api/v1/intake/telegram/norvane_bot') });
  await d.says('42', '/start');
  expect(await d.talk('42')).toBeUndefined();
  await d.says('42', 'Router is dead', { name: 'log.txt', type: 'text/plain', bytes: Buffer.from('log') });
  const there = await d.talk('42');
  expect(there?.messages[0]).toMatchObject({ body: 'Router is dead', attachments: [expect.objectContaining({ name: 'log.txt' })] });
  expect(await (await d.answers('42', 'Please restart it', [await file('guide.pdf', 'application/pdf')])).state()).toEqual({ delivery: 'sent', error: null });
  expect(platform.shown).toEqual([{ to: '42', text: 'Please restart it' }, { to: '42', file: 'document' }]);
  const ticketId = await t.app.tickets.ticketOfConversation(there?.conversationId ?? 0) ?? 0;
  await d.says('43', `/start ${signTicketCode(t.app.platform.secrets, ticketId, new Date(now() + 86_400_000))}`);
  expect(await t.app.tickets.ticketOfConversation((await d.talk('43'))?.conversationId ?? 0)).toBe(ticketId);
  platform.blocked.add('42');
  expect(await (await d.answers('42', 'Hello?')).state()).toEqual({ delivery: 'failed', error: expect.stringContaining('blocked by the user') });
}, 60_000);

test('LINE: replies within the minute, pushes after it; a broken line does not double', async () => {
  const platform = await simulateLine({ now });
  const d = await door('line', platform);
  expect((await platform.deliver(d.hook, { id: 'f', person: 'U1', text: 'x', at: now(), forged: true })).status).toBe(401);
  await d.says('Uabc', '水漏れ');
  await d.answers('Uabc', 'one');
  await d.answers('Uabc', 'two');
  expect([platform.counts, platform.shown.map((s) => s.text)]).toEqual([{ reply: 1, push: 1 }, ['one', 'two']]);
  t.clock.advance(120);
  platform.api.fail({ silent: true });
  const sent = await d.answers('Uabc', 'three');
  expect((await sent.state()).delivery).toBe('queued');
  expect((await sent.again()).delivery).toBe('sent');
  expect(platform.shown.map((s) => s.text)).toEqual(['one', 'two', 'three']);
}, 60_000);

test('WeChat customer service: what no call told is fetched from the cursor on, once; the alarm comes before the three days', async () => {
  const platform = await simulateWecom({ now, pageSize: 2 });
  const d = await door('wecom', platform);
  expect(await platform.check(d.hook)).toEqual({ status: 200, text: '7031' });
  expect((await platform.deliver(d.hook, { id: 'f', person: 'wmF', text: 'x', at: now(), forged: true })).status).toBe(401);
  for (const n of [1, 2, 3, 4, 5]) platform.unheard({ id: `u${n}`, person: 'wmAnn', text: `part ${n}`, at: now() });
  expect((await d.probe())[0]).toMatchObject({ ok: true });
  expect((await d.talk('wmAnn'))?.messages.map((m) => m.body)).toEqual(['part 1', 'part 2', 'part 3', 'part 4', 'part 5']);
  await d.says('wmAnn', 'part 6');
  expect((await d.talk('wmAnn'))?.messages.length).toBe(6);
  expect((await (await d.answers('wmAnn', 'On its way')).state()).delivery).toBe('sent');
  t.clock.advance(50 * 3600);
  platform.api.fail({ status: 502 });
  const [fetched] = await d.probe();
  expect(fetched).toMatchObject({ ok: false, detail: expect.stringMatching(/50 hours.*three days/) });
}, 60_000);

test('Weibo: signature, messages and mentions, 48 hours', async () => {
  const platform = await simulateWeibo({ now });
  const d = await door('weibo', platform);
  expect(await platform.check(d.hook)).toEqual({ status: 200, text: '7031' });
  expect((await platform.deliver(d.hook, { id: 'f', person: '1', text: 'x', at: now(), forged: true })).status).toBe(401);
  await platform.mention(d.hook, '2718', '@诺凡 扫地机器人又罢工了', now());
  expect((await d.talk('2718'))?.messages[0]?.body).toMatch(/扫地机器人又罢工了\nhttps:\/\/weibo\.com\/2718\//);
  await d.says('2719', '充电座坏了');
  expect(await (await d.answers('2719', '请把序列号发给我们')).state()).toEqual({ delivery: 'sent', error: null });
  t.clock.advance(49 * 3600);
  expect((await (await d.answers('2719', '还在吗')).state()).delivery).toBe('failed');
}, 60_000);

test('SMS by Twilio: signature over the public address, opt-out and back, receipt, cost, quiet hours wait', async () => {
  const toPublic = (hook: string) => hook.replace(origin, t.app.platform.config.publicUrl);
  const platform = await simulateTwilio({ now, publicHook: toPublic });
  const d = await door('sms', platform);
  const ann = '+4915112345000';
  expect((await platform.deliver(d.hook, { id: 'f', person: ann, text: 'x', at: now(), forged: true })).status).toBe(401);
  expect(await d.says(ann, 'Where is my kettle?')).toEqual({ status: 200, text: expect.stringContaining('<Response/>') });
  const sent = await d.answers(ann, 'On its way, arrives tomorrow.');
  expect(await sent.state()).toEqual({ delivery: 'sent', error: null });
  await platform.report(d.hook, platform.sent[0] ?? '', 'failed');
  await t.drain();
  expect(await sent.state()).toEqual({ delivery: 'failed', error: '30003' });
  expect((await d.probe())[1]?.detail).toContain('1 pieces this month, cost 0.05');

  await d.says(ann, 'Stop.');
  expect((await d.talk(ann))?.messages.length).toBe(2);
  expect(platform.shown.at(-1)?.text).toContain('START');
  expect(await (await d.answers(ann, 'A survey')).state()).toEqual({ delivery: 'failed', error: 'no-consent' });
  await d.says(ann, 'start');
  await d.talk(ann);

  t.clock.advance(3600);
  const hour = new Date(now()).toISOString().slice(11, 13);
  const settings = { quietFrom: `${hour}:00`, quietTo: `${String((Number(hour) + 2) % 24).padStart(2, '0')}:00`, timeZone: 'UTC' };
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, d.id, { settings }, systemActor));
  const count = platform.shown.length;
  const night = await d.answers(ann, 'Your part is here.');
  expect([await night.state(), platform.shown.length]).toEqual([{ delivery: 'queued', error: null }, count]);
  t.clock.advance(2 * 3600);
  expect([(await night.again()).delivery, platform.shown.at(-1)?.text]).toEqual(['sent', 'Your part is here.']);
}, 60_000);

test('SMS by Aliyun: key in the address, signed calls, template, receipts', async () => {
  const platform = await simulateAliyun({ now });
  const d = await door('sms', platform);
  expect((await platform.deliver(d.hook, { id: 'f', person: '+8613900001234', text: 'x', at: now(), forged: true })).status).toBe(401);
  expect(await d.says('+8613900001234', '什么时候上门')).toEqual({ status: 200, text: '{"code":0,"msg":"成功"}' });
  const sent = await d.answers('+8613900001234', '明天上午');
  expect(platform.shown).toEqual([{ to: '13900001234', template: '明天上午' }]);
  await platform.report(d.hook, platform.sent[0] ?? '', 'delivered');
  await t.drain();
  expect((await sent.state()).delivery).toBe('delivered');
}, 60_000);

test('reviews: only those that need an answer become tickets; the answer goes back to the shop; a feed is read once', async () => {
  const platform = await simulateShop({ now });
  const d = await door('review', platform);
  expect((await platform.bring(d.hook, '{"reviews":[]}', 'application/json', true)).status).toBe(401);
  await platform.bring(d.hook, 'id,stars,text\nr1,5,Great kettle\nr2,1,The lid is broken\nr3,4,It began to smoke\n', 'text/csv');
  expect([(await d.talk('r1'))?.messages.length, (await d.talk('r2'))?.messages.length, (await d.talk('r3'))?.messages.length]).toEqual([undefined, 1, 1]);
  expect(await (await d.answers('r2', 'We are sorry; a new lid is on its way.')).state()).toEqual({ delivery: 'sent', error: null });
  expect(platform.shown).toEqual([{ to: 'r2', text: 'We are sorry; a new lid is on its way.' }]);
  platform.feed.push({ id: 'urn:f1', title: '★☆☆☆☆ Leaks', text: 'Water everywhere', link: 'https://shop.example/r/f1' }, { id: 'urn:f2', title: '★★★★★', text: 'Lovely', link: 'https://shop.example/r/f2' });
  for (let round = 0; round < 2; round++) expect((await d.probe())[0]).toMatchObject({ ok: true });
  expect([(await d.talk('urn:f1'))?.messages.map((m) => m.body), await d.talk('urn:f2')]).toEqual([['Water everywhere\nhttps://shop.example/r/f1'], undefined]);
}, 60_000);

test('a talk that we begin by text goes on in the same ticket when they answer', async () => {
  const platform = await simulateTwilio({ now, address: '+15005550007', publicHook: (hook) => hook.replace(origin, t.app.platform.config.publicUrl) });
  const d = await door('sms', platform);
  const phone = '+4915112345777';
  const conversationId = await t.app.platform.db.tx(async (tx) => {
    const { id } = await t.app.customers.findOrCreate(tx, { name: 'Ann', language: 'en', addresses: [{ kind: 'phone', value: phone }] });
    return t.app.conversations.begin(tx, { accountId: d.id, customerId: id, subject: 'Your kettle' });
  });
  await d.answers(phone, 'It is ready.');
  expect(platform.shown).toEqual([{ to: phone, text: 'It is ready.' }]);
  await d.says(phone, 'Thanks, I come by');
  const there = await d.talk(phone);
  expect([there?.conversationId, there?.messages.length]).toEqual([conversationId, 2]);
}, 60_000);
