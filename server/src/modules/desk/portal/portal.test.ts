import { ApiError, createClient } from '@aftercare/contract/client';
import { portal as contract } from '@aftercare/contract/portal';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type ChannelAdapter, type Outbound, PermanentFailure } from '../../../channels/channel.ts';
import { portalAdapter } from '../../../channels/portal/adapter.ts';
import { systemActor } from '../../../platform/bus/index.ts';
import { createHttp, mount } from '../../../platform/http/index.ts';
import { silentLog } from '../../../platform/log/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { createAnswerByMail, createHouse, portalRoutes } from './index.ts';

let t: TestApp;
let http: FastifyInstance;
let answerByMail: (conversationId: number) => Promise<boolean>;
const codes: { to: string; language: string; code: string }[] = [];
const mails: Outbound[] = [];
let mailless = false;
const mailbox: ChannelAdapter = { kind: 'mail', settings: z.record(z.string(), z.unknown()), secretSettings: [], send: async (mail) => { if (mailless) throw new PermanentFailure('no server'); mails.push(mail); return { externalId: `mail-${mail.messageId}`, state: 'sent' }; } };
const publicUrl = 'http://localhost:3000';

beforeAll(async () => {
  t = await testApp();
  const { platform, org, customers, conversations, tickets, sla, surveys } = t.app;
  const adapter = portalAdapter();
  conversations.useAdapters([adapter, mailbox]);
  answerByMail = createAnswerByMail(platform, customers, conversations, tickets);
  const options = { log: silentLog, db: platform.db, authenticate: async () => null, publicUrl, trustProxy: false, checkAnswers: true };
  http = await createHttp(options);
  const postman = { send: async ({ to, language, params }: { to: string; language: string; params: Record<string, unknown> }) => { codes.push({ to, language, code: String(params['code']) }); } };
  mount(http, portalRoutes({ platform, org, house: createHouse(platform, org), customers, conversations, tickets, sla, surveys, postman: () => postman }), options);
  await adapter.mount?.(http, conversations.contextOf('portal'));
  await http.ready();
});
afterAll(async () => {
  await http.close();
  await t.close();
});

/** A browser of a customer: keeps the cookie it was given. */
function browser(language = 'en', headers: Record<string, string> = {}) {
  let cookie = '';
  const through: typeof fetch = async (input, init) => {
    const body = init?.body;
    const answer = await http.inject({ method: (init?.method ?? 'GET') as 'GET', url: String(input), headers: { ...(init?.headers as Record<string, string>), ...headers, ...(cookie ? { cookie } : {}) }, ...(typeof body === 'string' ? { payload: body } : {}) });
    const set = answer.cookies.find((c) => c.name === 'aftercare_customer');
    if (set) cookie = set.value ? `aftercare_customer=${set.value}` : '';
    return new Response(answer.statusCode === 304 || answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers: { 'content-type': String(answer.headers['content-type'] ?? ''), etag: String(answer.headers.etag ?? '') } });
  };
  return createClient({ base: '', language: () => language, fetch: through });
}
const bring = async (name: string, bytes: string) => (await http.inject({ method: 'POST', url: `/api/v1/portal/files?name=${encodeURIComponent(name)}`, headers: { 'content-type': 'application/octet-stream' }, payload: bytes })).json<{ token: string; id: number; name: string }>();
const problem = async (work: Promise<unknown>) => work.then(() => 'fine', (error: unknown) => (error instanceof ApiError ? `${error.problem.status} ${error.problem.code}` : String(error)));
const report = { name: '王芳', phone: '13800138000', language: 'zh-CN' as const, type: 'repair', subject: '', text: '屏幕不亮了，充电也没反应。', product: '平板 T3', serial: 'SN-1', files: [] };
const answer = (ticketId: number, conversationId: number, text: string) => t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId, ticketId, author: { kind: 'agent', id: null, name: '李雷' }, text }, systemActor));

test('a report without a portal, then with one: ticket, number and link at once, once', async () => {
  const visitor = browser('zh-CN');
  expect(await problem(visitor(contract.report, { body: report }))).toBe('503 not-ready');
  await t.app.platform.db.tx(async (tx) => {
    await t.app.conversations.accounts.create(tx, { kind: 'portal', name: 'Portal', address: 'portal', language: 'zh-CN', teamId: null, enabled: true, settings: {} });
    await t.app.conversations.accounts.create(tx, { kind: 'mail', name: 'Support', address: 'help@example.com', language: 'en', teamId: null, enabled: true, settings: {} });
  });
  expect(await visitor(contract.company, {})).toMatchObject({ name: 'Aftercare', supportAddress: 'help@example.com', chatSite: null, openNow: true, types: expect.arrayContaining([{ key: 'repair', name: { zh: '维修', en: 'Repair' } }]) });
  const photo = await bring('屏幕 .jpg', 'not really a picture');
  const proof = await bring('../../发票.pdf', 'receipt');
  const body = { ...report, purchasedOn: '2026-01-15', files: [{ token: photo.token, purpose: 'photo' as const }, { token: proof.token, purpose: 'proof' as const }] };
  const [first, again] = await Promise.all([visitor(contract.report, { body }, { idempotencyKey: 'report-1' }), visitor(contract.report, { body }, { idempotencyKey: 'report-1' })]);
  expect(again).toEqual(first);
  expect(first.url).toBe(`${publicUrl}/portal/t/${first.id}?t=${first.token}`);
  await t.drain();
  const ticket = await t.app.tickets.get(first.id);
  expect(ticket).toMatchObject({ subject: '屏幕不亮了，充电也没反应。', type: 'repair', channel: 'portal', product: '平板 T3', serial: 'SN-1', customerName: '王芳', fields: { purchasedOn: '2026-01-15' }, status: 'new' });
  expect(await t.app.tickets.conversationIds(first.id)).toHaveLength(1);
  const page = await visitor(contract.ticket, { params: { id: first.id }, query: { token: first.token } });
  expect(page).toMatchObject({ status: 'new', typeName: { zh: '维修', en: 'Repair' }, can: { reply: true, close: true, reopen: false, rate: false }, rated: null, contact: { name: '王芳', email: null, phone: '+8613800138000' } });
  expect(page.messages).toMatchObject([{ mine: true, authorName: '王芳', text: report.text, attachments: [{ name: '屏幕 .jpg' }, { name: '发票.pdf' }] }]);
  expect(page.steps.map((s) => `${s.key} ${s.state}`)).toEqual(['received done', 'assigned current', 'working ahead', 'solved ahead', 'closed ahead', 'rated ahead']);
  const file = await (await t.app.http()).inject({ url: page.messages[0]!.attachments[1]!.url });
  expect([file.statusCode, file.body]).toEqual([200, 'receipt']);
});

test('what cannot be taken is refused with a sentence', async () => {
  const visitor = browser('en');
  const nobody = { ...report, phone: undefined };
  expect(await problem(visitor(contract.report, { body: nobody }))).toBe('422 invalid-input');
  expect(await problem(visitor(contract.report, { body: { ...report, files: [{ token: 'forged.0.token', purpose: 'photo' }] } }))).toBe('410 link-expired');
  expect(await problem(visitor(contract.report, { body: { ...report, text: '' } }))).toBe('422 invalid-input');
  const { token } = await bring('a.txt', 'x');
  t.clock.advance(25 * 3600);
  expect(await problem(visitor(contract.report, { body: { ...report, files: [{ token, purpose: 'photo' }] } }))).toBe('410 link-expired');
  const odd = await visitor(contract.report, { body: { ...report, type: 'no-such-type', text: `a\0b ${'😀'.repeat(300)}\ud83d` } });
  expect(await t.app.tickets.get(odd.id)).toMatchObject({ type: 'inquiry' });
});

test('only the holder of the link sees a ticket; forged links, other numbers and strangers see nothing', async () => {
  const visitor = browser();
  const mine = await visitor(contract.report, { body: report });
  const other = await visitor(contract.report, { body: { ...report, phone: '13900139000', name: 'Other' } });
  const see = (id: number, token?: string) => problem(browser()(contract.ticket, { params: { id }, query: token ? { token } : {} }));
  expect(await see(mine.id, mine.token)).toBe('fine');
  expect(await see(mine.id)).toBe('401 not-signed-in');
  expect(await see(mine.id, `${mine.token.slice(0, -3)}abc`)).toBe('401 not-signed-in');
  expect(await see(mine.id, other.token)).toBe('404 not-found');
  expect(await see(999_999, mine.token)).toBe('404 not-found');
  expect(await see(mine.id, t.app.platform.secrets.sign('ticket', String(mine.id), new Date(t.clock.now().getTime() - 1000)))).toBe('410 link-expired');
  expect(await see(mine.id, t.app.platform.secrets.sign('upload', String(mine.id), null))).toBe('401 not-signed-in');
  const say = { params: { id: mine.id }, query: { token: other.token }, body: { text: 'x', files: [] } };
  expect(await problem(browser()(contract.reply, say))).toBe('404 not-found');
  expect(await problem(browser()(contract.close, { params: { id: mine.id }, query: {} }))).toBe('401 not-signed-in');
});

test('reply, solve, rate, close, reopen: the whole way from the page', async () => {
  const visitor = browser();
  const { id, token } = await visitor(contract.report, { body: { ...report, email: 'fang@example.com' } });
  const where = { params: { id }, query: { token } };
  await t.drain();
  const agent = await t.agent({ name: '李雷' });
  await t.app.platform.db.tx((tx) => t.app.tickets.change(tx, id, { ownerId: agent.id }, { actor: systemActor }));
  const [conversationId = 0] = await t.app.tickets.conversationIds(id);
  await answer(id, conversationId, '请问保修卡还在吗？');
  const { token: file } = await bring('card.txt', 'card');
  const once = { ...where, body: { text: '在的', files: [file] } };
  const replied = await visitor(contract.reply, once, { idempotencyKey: 'reply-1' });
  expect(await visitor(contract.reply, once, { idempotencyKey: 'reply-1' })).toEqual(replied);
  expect(replied.messages.map((m) => [m.mine, m.text, m.attachments.length])).toEqual([[true, report.text, 0], [false, '请问保修卡还在吗？', 0], [true, '在的', 1]]);
  expect(replied.steps.find((s) => s.state === 'current')).toMatchObject({ key: 'working', who: '李雷' });
  await t.drain();
  expect(await t.app.tickets.conversationIds(id)).toEqual([conversationId]);

  await t.app.platform.db.tx((tx) => t.app.tickets.change(tx, id, { status: 'solved' }, { actor: systemActor }));
  await t.drain();
  const solved = await visitor(contract.ticket, where);
  expect(solved.can).toEqual({ reply: true, close: true, reopen: true, rate: true });
  expect(solved.steps.find((s) => s.key === 'closed')?.dueAt).toBe(new Date(t.clock.now().getTime() + 3 * 86_400_000).toISOString());
  const rated = await visitor(contract.rate, { ...where, body: { overall: 5, speed: 4, comment: '很快' } });
  expect(rated).toMatchObject({ rated: { overall: 5, speed: 4, comment: '很快' }, can: { rate: false } });
  expect(await problem(visitor(contract.rate, { ...where, body: { overall: 1 } }))).toBe('409 already-answered');
  const closed = await visitor(contract.close, where);
  expect(closed).toMatchObject({ status: 'closed', can: { reply: false, close: false, reopen: true } });
  expect(await problem(visitor(contract.reply, { ...where, body: { text: 'still', files: [] } }))).toBe('409 conflict');
  const reopened = await visitor(contract.reopen, { ...where, body: { text: '又坏了' } });
  expect(reopened).toMatchObject({ status: 'open', can: { reply: true, reopen: false } });
  expect(reopened.messages.at(-1)).toMatchObject({ mine: true, text: '又坏了' });
  const again = await visitor(contract.reopen, { ...where, body: { text: '还在漏' } });
  expect([again.status, again.messages.at(-1)?.text]).toEqual(['open', '还在漏']);
  await t.drain();
  expect(await t.app.tickets.conversationIds(id)).toEqual([conversationId]);
});

test('the page says when nothing changed, and what stands on it counts as seen', async () => {
  const visitor = browser();
  const { id, token } = await visitor(contract.report, { body: { ...report, email: 'seen@example.com', name: 'Seen', phone: undefined } });
  const [conversationId = 0] = await t.app.tickets.conversationIds(id);
  const url = `/api/v1/portal/tickets/${id}?token=${token}`;
  const first = await http.inject({ url });
  expect((await http.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })).statusCode).toBe(304);
  const sent = await answer(id, conversationId, 'On its way.');
  expect((await http.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } })).statusCode).toBe(200);
  expect((await t.app.conversations.conversation(conversationId))?.customerReadId).toBe(sent);
  expect(await answerByMail(conversationId)).toBe(false);
  await answer(id, conversationId, 'Nobody looked at this.');
  expect(await answerByMail(conversationId)).toBe(true);
  expect(await answerByMail(conversationId)).toBe(false);
  await t.drain();
  const mail = mails.find((m) => m.ticketId === id);
  expect(mail?.text).toMatch(/^Seen，您好：[\s\S]*Nobody looked at this\.[\s\S]*\/portal\/t\//);
  expect(mail?.text).not.toContain('On its way');
  expect((await visitor(contract.ticket, { params: { id }, query: { token } })).messages.map((m) => m.text)).toEqual([report.text, 'On its way.', 'Nobody looked at this.']);
});

test('what a mail could not bring is on the page once, and no mail tells of it again', async () => {
  const visitor = browser();
  const { id } = await visitor(contract.report, { body: { ...report, email: 'mailless@example.com', name: 'Mailless', phone: undefined } });
  const [conversationId = 0] = await t.app.tickets.conversationIds(id);
  const said = async () => (await t.app.conversations.messages(await t.app.tickets.conversationIds(id), { before: null, limit: 50 })).filter((m) => m.direction === 'out').length;
  mailless = true;
  await answer(id, conversationId, 'Nobody looks here.');
  expect(await answerByMail(conversationId)).toBe(true);
  await t.drain();
  expect(await said()).toBe(2);
  await t.app.platform.db.tx(async (tx) => { const ticket = await t.app.tickets.get(id, tx); if (ticket) await t.app.tickets.writeTo(tx, ticket, { text: 'By mail, please.', files: [], sendAt: null, channel: 'mail', author: { kind: 'agent', id: null, name: 'Li' } }, { kind: 'system', id: null, name: 'Test' }); });
  await t.drain();
  expect(await said()).toBe(4);
  expect(await answerByMail(conversationId)).toBe(false);
  mailless = false;
});

test('signing in with a code: the same answer for everybody, five tries, ten minutes, once', async () => {
  const visitor = browser('zh-CN');
  const { id } = await visitor(contract.report, { body: { ...report, email: 'Code@Example.com', name: 'Code', phone: undefined } });
  const stranger = await visitor(contract.report, { body: { ...report, email: 'stranger@example.com', phone: undefined } });
  const ask = (email: string) => visitor(contract.requestCode, { body: { email, language: 'zh-CN' } });
  expect([await ask('code@example.com'), await ask('unknown@example.com')]).toEqual([{ done: true }, { done: true }]);
  expect(codes).toEqual([{ to: 'code@example.com', language: 'zh-CN', code: expect.stringMatching(/^\d{6}$/) }]);
  const enter = (code: string, email = 'code@example.com') => problem(visitor(contract.signIn, { body: { email, code } }));
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  for (let i = 0; i < 5; i++) expect(await enter(wrong(codes[0]!.code))).toBe('401 wrong-credentials');
  expect(await enter(codes[0]!.code)).toBe('401 wrong-credentials');
  await ask('code@example.com');
  t.clock.advance(601);
  expect(await enter(codes[1]!.code)).toBe('401 wrong-credentials');
  await ask('code@example.com');
  expect(await enter(codes[2]!.code, 'stranger@example.com')).toBe('401 wrong-credentials');
  expect(await problem(visitor(contract.mine, {}))).toBe('401 not-signed-in');
  const both = await Promise.all([enter(codes[2]!.code), enter(codes[2]!.code)]);
  expect(both.toSorted()).toEqual(['401 wrong-credentials', 'fine']);
  expect(await visitor(contract.mine, {})).toMatchObject({ name: 'Code', items: [{ id, status: 'new', product: '平板 T3' }] });
  expect((await visitor(contract.ticket, { params: { id }, query: {} })).id).toBe(id);
  expect(await problem(visitor(contract.ticket, { params: { id: stranger.id }, query: {} }))).toBe('404 not-found');
  expect((await t.app.customers.get((await t.app.tickets.get(id))!.customerId))?.identities.find((i) => i.kind === 'email')?.verified).toBe(true);
  await visitor(contract.signOut, {});
  expect(await problem(visitor(contract.mine, {}))).toBe('401 not-signed-in');
  for (let i = 0; i < 3; i++) await ask('flood@example.com');
  await ask('flood@example.com');
  expect(await problem(ask('flood@example.com'))).toBe('429 too-many-requests');
});

test("another site's page cannot act with the customer's cookie", async () => {
  const visitor = browser('en');
  const { id } = await visitor(contract.report, { body: { ...report, email: 'csrf@example.com', phone: undefined } });
  await visitor(contract.requestCode, { body: { email: 'csrf@example.com', language: 'en' } });
  const signedIn = await http.inject({ method: 'POST', url: '/api/v1/portal/session', payload: { email: 'csrf@example.com', code: codes.at(-1)!.code } });
  const cookie = `aftercare_customer=${signedIn.cookies[0]!.value}`;
  expect(signedIn.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const close = (origin: string) => http.inject({ method: 'POST', url: `/api/v1/portal/tickets/${id}/close`, headers: { cookie, origin, host: 'localhost:3000' } });
  expect((await close('https://evil.example')).statusCode).toBe(403);
  expect((await close(publicUrl)).statusCode).toBe(200);
});
