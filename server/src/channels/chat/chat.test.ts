import type { FastifyInstance } from 'fastify';
import type { SurveyAnswer } from '@aftercare/contract/surveys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { MessageWritten } from '../../modules/conversations/index.ts';
import { createAnswerByMail } from '../../modules/desk/portal/answer-by-mail.ts';
import { createChatDesk } from '../../modules/desk/portal/chat-desk.ts';
import { createHouse } from '../../modules/desk/portal/house.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal, createHttp } from '../../platform/http/index.ts';
import { presenceTopic, type PresenceSignal } from '../../platform/live/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import type { ChannelAdapter, Outbound } from '../channel.ts';
import { chatAdapter } from './adapter.ts';
import { chatModule } from './follow-up.ts';
import { ChatPage } from './simulator.ts';

let t: TestApp;
let http: FastifyInstance;
let base: string;
let desk: ReturnType<typeof createChatDesk>;
const asked = new Map<number, { askedAt: Date; answeredAt: Date | null; answer: SurveyAnswer | null }>();
const mails: Outbound[] = [];
const mailbox: ChannelAdapter = { kind: 'mail', settings: z.record(z.string(), z.unknown()), secretSettings: [], send: async (mail) => { mails.push(mail); return { externalId: `mail-${mail.messageId}`, state: 'sent' }; } };
const pages: ChatPage[] = [];

beforeAll(async () => {
  t = await testApp();
  const { platform, org, customers, conversations, tickets } = t.app;
  desk = createChatDesk(platform, createHouse(platform, org), tickets, {
    latest: async (ticketId) => asked.get(ticketId),
    answer: async (_tx, ticketId, answer) => {
      const survey = asked.get(ticketId);
      if (!survey) throw new Refusal('conflict');
      if (survey.answeredAt) throw new Refusal('already-answered');
      asked.set(ticketId, { ...survey, answeredAt: t.clock.now(), answer });
    },
  }, createAnswerByMail(platform, customers, conversations, tickets));
  const adapter = chatAdapter(desk);
  conversations.useAdapters([adapter, mailbox]);
  http = await createHttp({ log: silentLog, db: platform.db, authenticate: async () => null, publicUrl: 'http://localhost', trustProxy: false, checkAnswers: true });
  await adapter.mount?.(http, conversations.contextOf('chat'));
  await http.listen({ port: 0, host: '127.0.0.1' });
  base = http.listeningOrigin;
  await site('shop');
});
afterAll(async () => {
  for (const page of pages) page.close();
  await http.close();
  await t.close();
});

async function site(address: string, settings: Record<string, unknown> = {}): Promise<number> {
  return (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'chat', name: address, address, language: 'zh-CN', teamId: null, enabled: true, settings }))).id;
}
function page(options: Partial<ConstructorParameters<typeof ChatPage>[0]> = {}): ChatPage {
  const made = new ChatPage({ base, site: 'shop', language: 'en', ...options });
  pages.push(made);
  return made;
}
/** The ticket of the newest conversation of a page. */
async function ticketOf(messageId: number): Promise<{ ticketId: number; conversationId: number }> {
  await t.drain();
  const message = await t.app.conversations.message(messageId);
  const ticketId = await t.app.tickets.ticketOfConversation(message?.conversationId ?? 0);
  if (!message || !ticketId) throw new Error('no ticket');
  return { ticketId, conversationId: message.conversationId };
}
const answer = (conversationId: number, ticketId: number, text: string, files: number[] = []) => t.app.platform.db.tx((tx) =>
  t.app.conversations.write(tx, { conversationId, ticketId, author: { kind: 'agent', id: null, name: '李雷' }, text, files }, systemActor));

test('words of a stranger become a ticket once, are confirmed only when on disk, and the answer comes live', async () => {
  const visitor = page();
  const welcome = await visitor.open();
  expect(welcome).toMatchObject({ company: 'Aftercare', open: true, agent: null, messages: [], contactKnown: false, askContact: false, ticketId: null });
  expect(welcome.greeting).toBe('Hello! How can we help you with your product?');
  const id = await visitor.write('耳机坏了 🎧', [], 'client-id-1');
  expect(await t.app.conversations.message(id)).toMatchObject({ body: '耳机坏了 🎧', direction: 'in', channel: 'chat' });
  expect(await visitor.write('耳机坏了 🎧', [], 'client-id-1')).toBe(id);
  const { ticketId, conversationId } = await ticketOf(id);
  const reply = await answer(conversationId, ticketId, '您好，请问型号？');
  await visitor.until((f) => f.kind === 'message' && f.message.id === reply, 'the answer');
  expect(visitor.messages.get(reply)).toMatchObject({ from: 'agent', name: '李雷', text: '您好，请问型号？', clientId: null });
  expect((await t.app.conversations.messages([conversationId], { before: null, limit: 50 })).map((m) => m.id)).toEqual([id, reply]);
  visitor.say({ kind: 'ping' });
  await visitor.next('pong');
  visitor.close();
});

test('reload, sleep and reconnect lose and double nothing', async () => {
  const visitor = page();
  await visitor.open();
  const first = await visitor.write('one');
  const { ticketId, conversationId } = await ticketOf(first);
  visitor.cut();
  const missed = await answer(conversationId, ticketId, 'while you were away');
  const lost = visitor.write('said into a dead line', [], 'dead-line-1');
  await visitor.open();
  const second = await lost;
  expect([...visitor.messages.keys()]).toContain(missed);
  // The line dies after the server has taken it and before the page heard so.
  visitor.sayRaw(JSON.stringify({ kind: 'send', clientId: 'unheard-1', text: 'unheard', files: [] }));
  for (let round = 0; round < 200 && !(await t.app.conversations.messages([conversationId], { before: null, limit: 50 })).some((m) => m.body === 'unheard'); round++) await new Promise((r) => setTimeout(r, 10));
  visitor.cut();
  await visitor.open();
  const third = await visitor.write('unheard', [], 'unheard-1');
  const reloaded = page({ visitor: visitor.visitor! });
  const welcome = await reloaded.open();
  expect(welcome.messages.map((m) => m.id)).toEqual([first, missed, second, third]);
  expect(welcome.messages.map((m) => m.clientId)).toEqual([expect.any(String), null, 'dead-line-1', 'unheard-1']);
  expect(welcome.ticketId).toBe(ticketId);
  visitor.close();
  reloaded.close();
});

test('two tabs of one visitor show the same, and the same message from both is one', async () => {
  const left = page();
  await left.open();
  const right = page({ visitor: left.visitor! });
  await right.open();
  const [a, b] = await Promise.all([left.write('twice', [], 'same-client-id'), right.write('twice', [], 'same-client-id')]);
  expect(a).toBe(b);
  const next = await left.write('only left');
  await right.until((f) => f.kind === 'message' && f.message.id === next, 'the other tab');
  expect(right.messages.get(next)).toMatchObject({ from: 'me', text: 'only left' });
  expect((await page({ visitor: left.visitor! }).open()).messages.map((m) => m.text)).toEqual(['twice', 'only left']);
  left.close();
  right.close();
});

test('a picture goes with a message; nobody attaches another visitor\'s or a made-up one', async () => {
  const visitor = page({ origin: 'https://shop.example' });
  await visitor.open();
  const png = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
  const response = await visitor.upload('../../坏了 .png', png, 'image/png');
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([201, 'https://shop.example']);
  const { fileToken } = (await response.json()) as { fileToken: string };
  const id = await visitor.write('', [fileToken]);
  const file = (await visitor.until((f) => f.kind === 'message' && f.message.id === id, 'the picture')) as { message: { files: { name: string; type: string; size: number; url: string }[] } };
  expect(file.message.files[0]).toMatchObject({ name: '坏了 .png', type: 'image/png', size: png.length });
  const shown = await (await t.app.http()).inject({ url: file.message.files[0]!.url });
  expect([shown.statusCode, shown.rawPayload.equals(Buffer.from(png))]).toEqual([200, true]);
  const thief = page();
  await thief.open();
  await expect(thief.write('', [fileToken])).rejects.toThrow('link-expired');
  await expect(thief.write('', ['forged.0.token'])).rejects.toThrow('link-expired');
  await expect(thief.write('  ')).rejects.toThrow('invalid-input');
  expect((await thief.upload('big.bin', new Uint8Array(26 * 1024 * 1024))).status).toBe(413);
  expect((await page({ visitor: 'me' }).upload('a.txt', new Uint8Array(1))).status).toBe(401);
  expect((await page({ site: 'nowhere', visitor: thief.visitor! }).upload('a.txt', new Uint8Array(1))).status).toBe(404);
  const preflight = await http.inject({ method: 'OPTIONS', url: '/api/v1/chat/shop/files', headers: { origin: 'https://shop.example' } });
  expect([preflight.statusCode, preflight.headers['access-control-allow-methods']]).toEqual([204, 'POST']);
  for (const one of [visitor, thief]) one.close();
});

test('only the pages of the list may open the chat, and only sites there are', async () => {
  await site('walled', { origins: ['https://shop.example/'] });
  const friend = page({ site: 'walled', origin: 'https://shop.example' });
  await friend.open();
  await expect(page({ site: 'walled', origin: 'https://evil.example' }).open()).rejects.toThrow('403');
  await expect(page({ site: 'walled' }).open()).rejects.toThrow('403');
  await expect(page({ site: 'nowhere' }).open()).rejects.toThrow('404');
  expect((await page({ site: 'walled', origin: 'https://evil.example', visitor: friend.visitor! }).upload('a.txt', new Uint8Array(1))).status).toBe(403);
  friend.close();
});

test('the owner is named, their typing and reading are shown, and the visitor\'s to them', async () => {
  const agent = await t.agent({ name: '韩梅梅' });
  const visitor = page();
  await visitor.open();
  const id = await visitor.write('is anybody there');
  const { ticketId, conversationId } = await ticketOf(id);
  await t.app.platform.db.tx((tx) => t.app.tickets.change(tx, ticketId, { ownerId: agent.id }, { actor: systemActor }));
  expect((await visitor.next('agent')).agent).toEqual({ name: '韩梅梅', online: true });
  const { signals, db } = t.app.platform;
  signals.send(presenceTopic, { ticketId, who: 'agent', id: agent.id, name: '韩梅梅', state: 'typing', screen: 'a' } satisfies PresenceSignal);
  expect(await visitor.next('typing')).toEqual({ kind: 'typing', name: '韩梅梅', on: true });
  signals.send(presenceTopic, { ticketId, who: 'agent', id: agent.id, name: '韩梅梅', state: 'viewing', screen: 'a' } satisfies PresenceSignal);
  await visitor.until((f) => f.kind === 'typing' && !f.on, 'the end of typing');
  await db.tx((tx) => t.app.conversations.markRead(tx, conversationId, 'agent', id, systemActor));
  expect(await visitor.next('read')).toEqual({ kind: 'read', messageId: id });

  const heard: PresenceSignal[] = [];
  const off = signals.on<PresenceSignal>(presenceTopic, (s) => heard.push(s));
  visitor.say({ kind: 'typing', on: true });
  const reply = await answer(conversationId, ticketId, 'yes');
  await visitor.until((f) => f.kind === 'message' && f.message.id === reply, 'the answer');
  visitor.say({ kind: 'read', messageId: 999_999_999 });
  visitor.say({ kind: 'read', messageId: reply });
  visitor.say({ kind: 'ping' });
  await visitor.next('pong');
  expect(heard).toMatchObject([{ ticketId, who: 'customer', state: 'typing', name: expect.stringMatching(/^Visitor [0-9A-F]{4}$/) }]);
  expect((await t.app.conversations.conversation(conversationId))?.customerReadId).toBe(reply);
  visitor.close();
  for (let round = 0; round < 100 && heard.length < 2; round++) await new Promise((r) => setTimeout(r, 10));
  expect(heard.at(-1)?.state).toBe('gone');
  off();
  await db.tx((tx) => t.app.org.setPresence(tx, agent.id, 'away', systemActor));
  // Presence is remembered until its fact arrives.
  await t.app.platform.bus.tail.catchUp();
  const back = page({ visitor: visitor.visitor! });
  expect(await back.open()).toMatchObject({ agent: { name: '韩梅梅', online: false }, askContact: true });
  back.close();
});

test('closed: the next opening is told, contact is asked for after the first words, and a known address makes them one customer', async () => {
  const calendarId = await t.app.platform.db.tx((tx) => t.app.org.createCalendar(tx, { name: 'nights', timeZone: 'Asia/Shanghai', hours: { mon: [['20:00', '22:00']], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, holidays: [], yearlyHolidays: [], extraDays: [] }));
  await site('nights', { calendarId, greeting: { zh: '晚上好', en: '' } });
  const known = await t.app.platform.db.tx((tx) => t.app.customers.findOrCreate(tx, { name: 'Zoë', language: 'en', addresses: [{ kind: 'email', value: 'zoe@example.com' }] }));
  const visitor = page({ site: 'nights', language: 'zh-CN' });
  const welcome = await visitor.open();
  expect(welcome).toMatchObject({ greeting: '晚上好', open: false, opensAt: '2026-03-02T12:00:00.000Z', askContact: false });
  const id = await visitor.write('还在吗');
  await visitor.next('ask-contact');
  const { ticketId, conversationId } = await ticketOf(id);
  const stranger = (await t.app.tickets.get(ticketId))!;
  expect(stranger.customerName).toMatch(/^访客 [0-9A-F]{4}$/);
  visitor.say({ kind: 'contact', name: 'Z', email: 'not an address' });
  expect(await visitor.next('refused')).toMatchObject({ clientId: null, code: 'invalid-input', detail: '邮箱地址似乎有误，请检查。' });
  visitor.say({ kind: 'contact', name: 'Zoë', email: ' ZOE@example.com ' });
  visitor.say({ kind: 'ping' });
  await visitor.next('pong');
  await t.drain();
  expect((await t.app.tickets.get(ticketId))?.customerId).toBe(known.id);
  expect((await t.app.conversations.conversation(conversationId))?.customerId).toBe(known.id);
  const next = await visitor.write('second');
  expect((await t.app.conversations.message(next))?.conversationId).toBe(conversationId);
  expect((await visitor.open()).contactKnown).toBe(true);

  // Nobody becomes another known customer by naming their address.
  visitor.say({ kind: 'contact', name: 'Zoë', email: 'other@example.com' });
  const other = page({ site: 'nights' });
  await other.open();
  other.say({ kind: 'contact', name: '王芳', phone: '138 0013 8000' });
  const words = await other.write('with a name from the start');
  const theirs = await t.app.tickets.get((await ticketOf(words)).ticketId);
  expect(theirs?.customerName).toBe('王芳');
  other.say({ kind: 'contact', name: 'Mallory', email: 'zoe@example.com' });
  other.say({ kind: 'ping' });
  await other.next('pong');
  await t.drain();
  expect(await t.app.tickets.get(theirs!.id)).toMatchObject({ customerId: theirs!.customerId, customerName: '王芳' });
  for (const one of [visitor, other]) one.close();
});

test('stars are asked for and given in the window, once, and only by the ticket\'s customer', async () => {
  const visitor = page();
  await visitor.open();
  const { ticketId } = await ticketOf(await visitor.write('thanks, solved'));
  asked.set(ticketId, { askedAt: t.clock.now(), answeredAt: null, answer: null });
  expect(await visitor.open()).toMatchObject({ ticketId, askRating: true });
  const thief = page();
  await thief.open();
  await thief.write('hello there');
  thief.say({ kind: 'rate', ticketId, overall: 1, comment: 'bad' });
  expect((await thief.next('refused')).code).toBe('not-found');
  visitor.say({ kind: 'rate', ticketId, overall: 5, comment: '很好' });
  await visitor.next('rated');
  visitor.say({ kind: 'rate', ticketId, overall: 4, comment: '' });
  expect((await visitor.next('refused')).code).toBe('already-answered');
  expect(asked.get(ticketId)?.answer).toEqual({ overall: 5, comment: '很好' });
  for (const one of [visitor, thief]) one.close();
});

test('an answer that nobody saw goes out by mail once; a page that is open, or words already read, stay in the chat', async () => {
  const { platform, conversations } = t.app;
  await platform.db.tx((tx) => conversations.accounts.create(tx, { kind: 'mail', name: 'Support', address: 'help@example.com', language: 'en', teamId: null, enabled: true, settings: {} }));
  const visitor = page();
  await visitor.open();
  visitor.say({ kind: 'contact', name: 'Ann', email: 'ann@example.com' });
  const { ticketId, conversationId } = await ticketOf(await visitor.write('please call me'));
  const seen = await answer(conversationId, ticketId, 'seen at once');
  visitor.say({ kind: 'read', messageId: seen });
  visitor.say({ kind: 'ping' });
  await visitor.next('pong');
  expect(await desk.answerByMail(conversationId)).toBe(false);
  visitor.close();
  await answer(conversationId, ticketId, 'First line.');
  await answer(conversationId, ticketId, 'Second line.');

  const module = chatModule(platform, () => conversations.contextOf('chat'), desk, MessageWritten);
  const events = (await platform.bus.tail.since(0, 1000))!.filter((e) => e.type === MessageWritten.name);
  await platform.db.tx(async (tx) => { await module.subscriptions![0]!.handle(events, tx); });
  const job = module.jobs![0]! as unknown as { handle(p: { conversationId: number; minutes: number }): Promise<void> };
  platform.signals.send('chat.online', [conversationId]);
  await job.handle({ conversationId, minutes: 5 });
  await t.drain();
  expect(mails).toEqual([]);
  t.clock.advance(120);
  await job.handle({ conversationId, minutes: 5 });
  await job.handle({ conversationId, minutes: 5 });
  await t.drain();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ ticketId, to: { name: 'Ann' }, author: { kind: 'agent', name: '李雷' }, subject: 'please call me' });
  expect(mails[0]!.text).toMatch(/^Hello Ann,[\s\S]*First line\.\n\nSecond line\.[\s\S]*\/portal\/t\/\d+\?t=/);
  expect(mails[0]!.text).not.toContain('seen at once');
  expect(await t.app.tickets.ticketOfConversation(mails[0]!.conversationId)).toBe(ticketId);
  await module.services![0]!.stop();
});

test('nonsense, giants, floods and silence end one line; the others do not notice', async () => {
  const calm = page();
  await calm.open();
  const raw = async (...texts: string[]) => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/chat/shop`);
    await new Promise((resolve) => socket.once('open', resolve));
    for (const text of texts) socket.send(text);
    return new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  };
  expect(await raw('{')).toBe(1007);
  expect(await raw(JSON.stringify({ kind: 'send', clientId: 'x', text: 'y' }))).toBe(1007);
  expect(await raw('x'.repeat(200_000))).toBe(1009);
  expect(await raw(JSON.stringify({ kind: 'typing', on: true }))).toBe(1008);
  const chatty = page();
  await chatty.open();
  const results = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => chatty.write(`line ${i}`)));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(30);
  expect(String((results.find((r) => r.status === 'rejected') as PromiseRejectedResult).reason)).toContain('too-many-requests');
  t.clock.advance(60);
  await chatty.write('later it goes on');
  await calm.write('all the while');
  for (const one of [calm, chatty]) one.close();
});

test('words that no database keeps are mended, however they are cut', async () => {
  const visitor = page();
  await visitor.open();
  const id = await visitor.write(`a\0b\ud83d${'😀'.repeat(200)}`, [], 'nul-\0-client');
  const { ticketId } = await ticketOf(id);
  expect((await t.app.conversations.message(id))?.body).toBe(`ab\ufffd${'😀'.repeat(200)}`);
  expect((await t.app.tickets.get(ticketId))?.subject.isWellFormed()).toBe(true);
  visitor.say({ kind: 'contact', name: 'N\0\ud83d', email: 'n@example.com' });
  visitor.say({ kind: 'ping' });
  await visitor.next('pong');
  visitor.close();
});

test('switching the chat off sends its pages away', async () => {
  const id = await site('brief');
  const visitor = page({ site: 'brief' });
  await visitor.open();
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, id, { enabled: false }, systemActor));
  for (let round = 0; round < 200 && visitor.closed === null; round++) await new Promise((r) => setTimeout(r, 10));
  expect(visitor.closed).toBe(4404);
  await expect(page({ site: 'brief' }).open()).rejects.toThrow('404');
});

test('what the house asks in a chat comes with the welcome, and its answers stand on the ticket', async () => {
  await site('asking');
  const field = { name: { zh: '楼层', en: 'Floor' }, hint: { zh: '', en: '' }, currency: 'CNY', types: [], condition: '', requiredAt: ['open'], onPortal: false, active: true, position: 0 };
  await t.app.platform.db.tx(async (tx) => {
    await t.app.tickets.design.save(tx, { ...field, key: 'floor', kind: 'number', options: [], onChat: true });
    await t.app.tickets.design.save(tx, { ...field, key: 'inside', kind: 'text', options: [], onChat: false });
  });
  await t.app.platform.db.tx((tx) => t.app.tickets.design.save(tx, { ...field, key: 'lift', kind: 'text', options: [], onChat: true, requiredAt: [], condition: '= fields.floor > 3' }));
  const visitor = page({ site: 'asking' });
  expect((await visitor.open()).form).toMatchObject([{ key: 'floor', required: true }]);
  const { ticketId } = await ticketOf(await visitor.write('It leaks'));
  // A question that follows from an answer comes while the form is filled in, and goes again; nothing is kept meanwhile.
  const asked = async (floor: number) => { const seen = visitor.frames.length; visitor.say({ kind: 'form', values: { floor } }); return (await visitor.next('form', seen)).form.map((f) => f.key); };
  expect([await asked(7), await asked(2)]).toEqual([['floor', 'lift'], ['floor']]);
  expect((await t.app.tickets.get(ticketId))?.fields).toEqual({});
  visitor.say({ kind: 'fields', values: { floor: 'seven' } });
  expect(await visitor.next('refused')).toMatchObject({ code: 'invalid-input' });
  visitor.say({ kind: 'fields', values: { floor: 7, lift: 'yes', inside: 'mine' } });
  await visitor.next('filled');
  expect((await t.app.tickets.get(ticketId))?.fields).toEqual({ floor: 7, lift: 'yes' });
  expect((await visitor.open()).form).toBeUndefined();
});
