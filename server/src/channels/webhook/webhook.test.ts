import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { systemClock } from '../../platform/time/index.ts';
import { type Given, type WebhookTarget, postRaw, postWebhook, simulateWebhook } from './simulator.ts';

const secret = 'a-secret-of-at-least-16-characters';
let t: TestApp;
let http: FastifyInstance;
let target: WebhookTarget;
let accountId: number;
let receiver: Server;
const received: { body: string; headers: IncomingMessage['headers'] }[] = [];
let respond = 200;

beforeAll(async () => {
  t = await testApp();
  http = await t.app.http();
  await http.listen({ port: 0, host: '127.0.0.1' });
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString('utf8'); }).on('end', () => {
      received.push({ body, headers: request.headers });
      response.writeHead(respond).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  accountId = await account('shop', { secret, callbackUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/answers` });
  target = { base: http.listeningOrigin, name: 'shop', secret, now: () => t.clock.now() };
});
afterAll(async () => {
  receiver.close();
  await t.close();
});

const account = async (address: string, settings: Record<string, unknown>) => (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'webhook', name: address, address, language: 'en', teamId: null, enabled: true, settings }))).id;
const send = async (message: Given) => { const r = await postWebhook(target, message); return { status: r.status, ...((await r.json()) as Record<string, unknown>) }; };
async function stored(): Promise<{ externalId: string; conversationId: number; ticketId: number | undefined; id: number; body: string }[]> {
  await t.drain();
  const ids = await Promise.all(Array.from({ length: 60 }, (_, i) => t.app.conversations.conversation(i + 1)));
  const messages = await t.app.conversations.messages(ids.flatMap((c) => (c?.accountId === accountId ? [c.id] : [])), { before: null, limit: 500 });
  return Promise.all(messages.filter((m) => m.direction === 'in').map(async (m) => ({ id: m.id, externalId: m.externalId, conversationId: m.conversationId, body: m.body, ticketId: await t.app.tickets.ticketOfConversation(m.conversationId) })));
}

test('a signed message becomes a ticket with what the sender knows, its files, and its customer', async () => {
  expect(await send({ id: 'o-1', thread: 'order-1', from: { name: '王芳', email: 'fang@example.com', language: 'zh-CN' }, subject: '屏幕不亮', text: '新买的😀\0屏幕不亮', product: '平板 T3', serial: 'S1', type: 'repair', files: [{ name: '../照片.png', type: 'image/png', base64: Buffer.from('bytes').toString('base64') }] })).toEqual({ status: 202, accepted: true, duplicate: false });
  const message = (await stored()).find((m) => m.externalId === 'o-1');
  expect(message?.body).toBe('新买的😀屏幕不亮');
  expect(await t.app.tickets.get(message?.ticketId ?? 0)).toMatchObject({ subject: '屏幕不亮', type: 'repair', product: '平板 T3', serial: 'S1', customerName: '王芳', language: 'zh-CN', channel: 'webhook' });
  const [file] = (await t.app.conversations.message(message?.id ?? 0))!.attachments;
  expect(file).toMatchObject({ name: '照片.png', size: 5 });
  expect(Buffer.from(await t.app.platform.files.read(file!.fileId)).toString()).toBe('bytes');
  await send({ id: 'o-2', thread: 'order-1', from: { email: 'FANG@example.com' }, text: '还有一个问题' });
  expect((await stored()).find((m) => m.externalId === 'o-2')).toMatchObject({ conversationId: message?.conversationId, ticketId: message?.ticketId });
});

test('ten deliveries of one message at once are one message', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => send({ id: 'same', text: 'once', from: { externalId: 'buyer-7' } })));
  expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 202));
  expect(answers.filter((a) => 'duplicate' in a && !a['duplicate'])).toHaveLength(1);
  expect((await stored()).filter((m) => m.externalId === 'same')).toHaveLength(1);
});

test('what is not signed as it should be is refused with the reason, and nothing is kept', async () => {
  const body = JSON.stringify({ id: 'forged', from: {}, text: 'x' });
  const status = async (response: Promise<Response>) => { const r = await response; return [r.status, ((await r.json()) as { detail?: string }).detail?.split('.')[0]]; };
  expect(await status(postRaw({ ...target, secret: 'another-secret-of-16' }, body))).toEqual([401, 'The signature does not fit the body']);
  expect(await status(postRaw(target, `${body} `, 't=1,v1=00'))).toEqual([401, 'The signature does not fit the body']);
  expect(await status(postRaw(target, body, ''))).toEqual([401, 'The request carries no Aftercare-Signature header']);
  expect(await status(postRaw(target, body, 'nonsense'))).toEqual([401, 'The Aftercare-Signature header is not of the form t=…,v1=…']);
  expect(await status(postRaw({ ...target, now: () => new Date(t.clock.now().getTime() - 301_000) }, body))).toEqual([401, 'The signature is too old or from the future']);
  expect((await postRaw({ ...target, name: 'nowhere' }, body)).status).toBe(404);
  expect((await postRaw(target, '{')).status).toBe(400);
  expect((await postRaw(target, JSON.stringify({ id: 'x', from: {} }))).status).toBe(422);
  expect((await send({ id: 'bad-file', text: 'x', files: [{ name: 'a', type: 'b', base64: 'no base64!' }] })).status).toBe(422);
  expect((await postRaw(target, JSON.stringify({ id: 'big', from: {}, text: 'x', files: [{ name: 'a', type: 'b', base64: 'A'.repeat(17 * 1024 * 1024) }] }))).status).toBe(413);
  const names = (await stored()).map((m) => m.externalId);
  expect(names.filter((name) => ['forged', 'x', 'big', 'bad-file'].includes(name))).toEqual([]);
});

test('answers go to the callback URL, signed, again with the same id when it fails, and not for ever', async () => {
  await send({ id: 'call-1', thread: 'call', from: { name: 'Ann', externalId: 'buyer-1', language: 'en' }, text: 'hello' });
  const message = (await stored()).find((m) => m.externalId === 'call-1')!;
  const write = (text: string) => t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId: message.conversationId, ticketId: message.ticketId ?? null, author: { kind: 'agent', id: null, name: '李雷' }, text }, systemActor));
  const first = await write('Your parcel is on its way.');
  await t.drain();
  expect((await t.app.conversations.message(first))?.delivery).toBe('delivered');
  const { body, headers } = received.at(-1)!;
  expect(verifyWebhook(secret, body, String(headers['aftercare-signature']), t.clock.now())).toEqual({ ok: true });
  expect(JSON.parse(body)).toEqual({ event: 'message', id: expect.stringMatching(/^out:/), thread: 'call', ticketId: message.ticketId, to: { name: 'Ann', externalId: 'buyer-1', language: 'en' }, author: { kind: 'agent', name: '李雷' }, text: 'Your parcel is on its way.', files: [] });

  respond = 503;
  const second = await write('Second.');
  await t.drain();
  expect(await t.app.conversations.message(second)).toMatchObject({ delivery: 'queued', deliveryError: 'The receiver answered with HTTP 503.' });
  const failed = JSON.parse(received.at(-1)!.body) as { id: string };
  respond = 200;
  const job = t.app.conversations.outbox.job as unknown as { handle(p: { messageId: number }): Promise<void> };
  await job.handle({ messageId: second });
  expect((JSON.parse(received.at(-1)!.body) as { id: string }).id).toBe(failed.id);
  expect((await t.app.conversations.message(second))?.delivery).toBe('delivered');

  respond = 410;
  const third = await write('Third.');
  await t.drain();
  expect(await t.app.conversations.message(third)).toMatchObject({ delivery: 'failed', deliveryError: 'The receiver answered with HTTP 410.' });
  respond = 200;
});

test('the secret never comes back, and an account without a proper one is refused', async () => {
  const shown = (await t.app.conversations.accounts.list()).find((a) => a.id === accountId);
  expect(JSON.stringify(shown)).not.toContain(secret);
  expect(shown?.secretsSet).toEqual(['secret']);
  await expect(account('short', { secret: 'short' })).rejects.toThrow();
});

test('the simulated shop delivers some of its messages twice', async () => {
  expect(await simulateWebhook(target, 6)).toEqual({ accepted: 6, duplicates: 1 });
});

const tools = await Promise.all(['curl', 'openssl'].map((tool) => promisify(execFile)(tool, [tool === 'curl' ? '--version' : 'version']).then(() => true, () => false)));
test.skipIf(tools.includes(false))('the command in the README works as printed', async () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const command = /```sh\n([\s\S]*?)```/.exec(readme)?.[1]?.replace('http://localhost:3000', target.base);
  expect(command).toContain(`SECRET='${secret}'`);
  // The command asks the machine for the time.
  const before = t.clock.now();
  t.clock.set(systemClock.now());
  const run = async () => (await promisify(execFile)('bash', ['-c', command ?? ''])).stdout;
  expect([await run(), await run()]).toEqual(['{"accepted":true,"duplicate":false}', '{"accepted":true,"duplicate":true}']);
  t.clock.set(before);
  const message = (await stored()).find((m) => m.externalId === 'order-1001-1');
  expect(await t.app.tickets.get(message?.ticketId ?? 0)).toMatchObject({ subject: '屏幕不亮', customerName: '王芳', type: 'repair' });
});
