import { ApiError } from '@aftercare/contract/client';
import { portal } from '@aftercare/contract/portal';
import { afterAll, beforeAll } from 'vitest';
import { ChatPage } from './chat/simulator.ts';
import { type ConformanceRig, type Delivery, doorsConformance } from './conformance.ts';
import { createMailAdapter } from './mail/index.ts';
import { bringMail } from './mail/simulator-client.ts';
import { portalVisitor } from './portal/simulator.ts';
import { house, threads } from './testing-house.ts';
import { postWebhook } from './webhook/simulator.ts';

// One house for all: a stop and a start concerns every door.
let h: Awaited<ReturnType<typeof house>>;
beforeAll(async () => { h = await house(); });
afterAll(() => h.close());

async function webhook(): Promise<ConformanceRig> {
  const secret = 'a secret of this very test';
  const { id } = await h.account('webhook', 'shop', { secret });
  const post = async ({ id: message, thread, text, file }: Delivery, name: string) => {
    const response = await postWebhook({ base: h.base(), name, secret }, { id: message, thread, text, from: { externalId: thread }, files: file ? [{ name: file.name, type: file.type, base64: Buffer.from(file.bytes).toString('base64') }] : [] });
    if (response.status >= 500 || response.status === 401) throw new Error(`the webhook answered ${response.status}`);
    return response.status === 202;
  };
  return {
    tooLong: 100_001, deliver: (m) => post(m, 'shop'), deliverAstray: (m) => post(m, 'nowhere'), restart: h.restart, close: async () => {},
    kept: async (thread) => { await h.app().drain(); return h.kept(await threads(h.app(), id, thread)); },
  };
}

async function chat(): Promise<ConformanceRig> {
  await h.account('chat', 'shop', {});
  const pages = new Map<string, Promise<ChatPage>>();
  const conversations = new Map<string, number>();
  const pageOf = (thread: string) => {
    const known = pages.get(thread) ?? (async () => { const page = new ChatPage({ base: h.base(), site: 'shop', language: 'en' }); await page.open(); return page; })();
    pages.set(thread, known);
    return known;
  };
  return {
    tooLong: 20_001,
    async deliver({ id, thread, text, file }) {
      const page = await pageOf(thread);
      const token = file ? ((await (await page.upload(file.name, file.bytes, file.type)).json()) as { fileToken: string }).fileToken : null;
      const seen = page.closed;
      const written = page.write(text, token ? [token] : [], id);
      // A frame that is no frame of the protocol ends the line; the page comes back without it.
      const ended = (async () => { while (page.closed === seen) await new Promise((r) => setTimeout(r, 5)); return null; })();
      const messageId = await Promise.race([written, text.length > 20_000 ? ended : written]);
      if (messageId === null) { written.catch(() => {}); pages.delete(thread); return false; }
      conversations.set(thread, (await h.app().conversations.message(messageId))?.conversationId ?? 0);
      return true;
    },
    deliverAstray: () => new ChatPage({ base: h.base(), site: 'nowhere' }).open().then(() => true, () => false),
    async kept(thread) { await h.app().drain(); return h.kept([conversations.get(thread) ?? 0]); },
    restart: h.restart,
    async started() {
      const before = [...pages];
      pages.clear();
      for (const [thread, page] of before) pages.set(thread, (async () => { const again = new ChatPage({ base: h.base(), site: 'shop', language: 'en', visitor: (await page).visitor! }); await again.open(); return again; })());
      await Promise.all(pages.values());
    },
    async close() { for (const page of pages.values()) (await page).close(); },
  };
}

async function portalDoor(): Promise<ConformanceRig> {
  await h.account('portal', 'portal', {});
  const tickets = new Map<string, Promise<{ first: string; id: number; token: string }>>();
  const refusedAsFalse = (error: unknown): false => { if (error instanceof ApiError && error.problem.status < 500) return false; throw error; };
  return {
    tooLong: 20_001,
    async deliver({ id, thread, text, file }) {
      const { call, bring } = portalVisitor(h.base(), 'en');
      const tokens = file ? [await bring(file.name, file.bytes, file.type)] : [];
      const body = { name: 'Ann', email: `${thread}@example.com`, language: 'en' as const, text, product: '', files: tokens.map((token) => ({ token, purpose: 'photo' as const })) };
      // What the page sends again is what it sent before: the same file, the same key.
      const report = async () => ({ first: id, ...(await call(portal.report, { body }, { idempotencyKey: id })) });
      const known = tickets.get(thread);
      if (!known) {
        const made = report();
        tickets.set(thread, made);
        return made.then(() => true, (error: unknown) => { tickets.delete(thread); return refusedAsFalse(error); });
      }
      const ticket = await known;
      if (ticket.first === id) return report().then(() => true, refusedAsFalse);
      return call(portal.reply, { params: { id: ticket.id }, query: { token: ticket.token }, body: { text, files: tokens } }, { idempotencyKey: id }).then(() => true, refusedAsFalse);
    },
    deliverAstray: () => portalVisitor(h.base(), 'en').call(portal.reply, { params: { id: 424_242 }, query: { token: 'no-such-token' }, body: { text: 'hello?', files: [] } }).then(() => true, refusedAsFalse),
    async kept(thread) { await h.app().drain(); const ticket = await tickets.get(thread); return h.kept(ticket ? await h.app().tickets.conversationIds(ticket.id) : []); },
    restart: h.restart, close: async () => {},
  };
}

async function mail(): Promise<ConformanceRig> {
  const { id: account } = await h.account('mail', 'support@northwind.example', {});
  const listen = () => createMailAdapter(h.app().platform).start(h.app().conversations.contextOf('mail'));
  let running = await listen();
  const bring = ({ id, thread, text, file }: Delivery, to: string) => bringMail(running.smtpPort, { messageId: `${id}@customer.example`, thread: `${thread}@customer.example`, from: `${thread}@customer.example`, to, text, file });
  return {
    tooLong: 20 * 1024 * 1024, deliver: (m) => bring(m, 'support@northwind.example'), deliverAstray: (m) => bring(m, 'nobody@northwind.example'),
    restart: h.restart, stopping: () => running.stop(), close: () => running.stop(),
    async started() { running = await listen(); },
    kept: async (thread) => { await h.app().drain(); return h.kept(await threads(h.app(), account, `<${thread}@customer.example>`)); },
  };
}

doorsConformance({ webhook, chat, portal: portalDoor, mail });
