import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { Refusal } from '../http/refusal.ts';
import { createGuardedFetch } from '../net/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { FakeClock } from '../time/clock.ts';
import { createDiskFileStore, registerFileRoutes, signFileUrl } from './index.ts';

const clock = new FakeClock();
const secret = 'a secret of this test';
const app = Fastify();
let database: TestDatabase;
let db: Database;
let folder: string;
let port: number;
beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => void (await migrate(url)));
  db = openDatabase({ url: database.url, purpose: 'test', max: 5, statementTimeoutMs: 10_000 });
  folder = await mkdtemp(join(tmpdir(), 'aftercare-files-'));
  app.setErrorHandler((error, _request, reply) => reply.code(error instanceof Refusal ? 418 : 500).send({ code: error instanceof Refusal ? error.code : String(error) }));
  app.post('/json', async (request) => request.body);
  registerFileRoutes(app, {
    store: createDiskFileStore({ db, folder }), secret, clock, maxBytes: 100_000,
    mayRead: (request, file) => file.owner === request.headers['x-who'],
    uploadAllowed: (request) => {
      const owner = request.headers['x-who'];
      if (typeof owner !== 'string') throw new Refusal('not-signed-in');
      return { owner };
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = Number(new URL(app.listeningOrigin).port);
});
afterAll(async () => {
  await app.close();
  await db.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

const upload = (body: string | Buffer, name: string, type?: string, who: string | null = 'me') =>
  app.inject({ method: 'POST', url: `/api/v1/files?name=${encodeURIComponent(name)}`, body, headers: { ...(type ? { 'content-type': type } : {}), ...(who ? { 'x-who': who } : {}) } });
const read = (url: string, headers: Record<string, string> = { 'x-who': 'me' }) => app.inject({ url, headers });
const codeOf = (answer: { json: () => { code: string } }): string => answer.json().code;

test('a form is refused before it is kept with its borders', async () => {
  const answer = await upload('--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--x--', 'a.txt', 'multipart/form-data; boundary=x');
  expect(codeOf(answer)).toBe('bad-request');
});
test('a file is brought and read again', async () => {
  const answer = await upload('第一行\n', '日志 1.txt', 'text/plain');
  expect(answer.statusCode).toBe(201);
  const file = answer.json<{ url: string; id: number }>();
  expect(file).toEqual({ id: file.id, name: '日志 1.txt', type: 'text/plain', size: 10, url: file.url });
  const back = await read(file.url);
  expect(back.body).toBe('第一行\n');
  expect(back.headers).toMatchObject({
    'content-type': 'text/plain', 'content-length': '10', 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=3600',
    'content-disposition': 'inline; filename="?? 1.txt"; filename*=UTF-8\'\'%E6%97%A5%E5%BF%97%201.txt', 'cross-origin-resource-policy': 'same-origin',
  });
  expect(back.headers['content-security-policy']).toContain('sandbox');
});

test.each(['application/json', 'application/x-www-form-urlencoded', undefined])('bytes sent as %s arrive as they are', async (type) => {
  const answer = await upload('{"not": parsed', 'x', type);
  expect(answer.statusCode).toBe(201);
  expect((await read(answer.json<{ url: string }>().url)).body).toBe('{"not": parsed');
});

test('the rest of the app keeps its parsers', async () => {
  expect((await app.inject({ method: 'POST', url: '/json', body: { a: 1 } })).json()).toEqual({ a: 1 });
});

test.each([['page.html', 'text/html', '<html><script>alert(1)</script>'], ['drawing.png', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'], ['x.js', 'text/javascript', 'alert(1)']])(
  '%s is kept but never runs here', async (name, type, content) => {
    const back = await read((await upload(content, name, type)).json<{ url: string }>().url);
    expect([back.headers['content-type'], String(back.headers['content-disposition']).split(';')[0], back.body]).toEqual(['application/octet-stream', 'attachment', content]);
  });

test('who may not, reads nothing and brings nothing', async () => {
  expect(codeOf(await upload('x', 'x', 'text/plain', null))).toBe('not-signed-in');
  const { url } = (await upload('x', 'x', 'text/plain')).json<{ url: string }>();
  expect(codeOf(await read(url, { 'x-who': 'somebody' }))).toBe('not-found');
  expect(codeOf(await read(`/api/v1/files/${'0'.repeat(40)}`))).toBe('not-found');
  expect(codeOf(await read('/api/v1/files/..%2f..%2fpackage.json'))).toBe('not-found');
});

test('a signed link opens without sign-in until its time', async () => {
  const { url } = (await upload('x', 'x', 'text/plain')).json<{ url: string }>();
  const signed = signFileUrl(secret, url.split('/').at(-1) ?? '', new Date(clock.now().getTime() + 60_000));
  const open = await read(signed, {});
  expect([open.body, open.headers['cache-control'], open.headers['cross-origin-resource-policy']]).toEqual(['x', 'private, max-age=60', 'cross-origin']);
  expect(codeOf(await read(signed.replace(/s=./, 's=_'), {}))).toBe('not-found');
  clock.advance(60);
  expect(codeOf(await read(signed, {}))).toBe('link-expired');
  expect((await read(signed)).statusCode).toBe(200);
});

test('parts, sameness and heads', async () => {
  const { url } = (await upload('0123456789', 'x.txt', 'text/plain')).json<{ url: string }>();
  const part = await read(url, { 'x-who': 'me', range: 'bytes=2-4' });
  expect([part.statusCode, part.body, part.headers['content-range'], part.headers['content-length']]).toEqual([206, '234', 'bytes 2-4/10', '3']);
  const beyond = await read(url, { 'x-who': 'me', range: 'bytes=20-' });
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
  const etag = String((await read(url)).headers['etag']);
  const same = await read(url, { 'x-who': 'me', 'if-none-match': `"x", W/${etag}` });
  expect([same.statusCode, same.body]).toEqual([304, '']);
  expect((await read(url, { 'x-who': 'me', range: 'bytes=2-4', 'if-range': '"older"' })).body).toBe('0123456789');
  expect((await read(url, { 'x-who': 'me', range: 'bytes=2-4', 'if-range': etag })).body).toBe('234');
  const head = await app.inject({ method: 'HEAD', url, headers: { 'x-who': 'me' } });
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '10']);
});

test('an empty file is a file', async () => {
  const { url } = (await upload(Buffer.alloc(0), 'empty', 'text/plain')).json<{ url: string }>();
  const back = await read(url);
  expect([back.statusCode, back.body, back.headers['content-length']]).toEqual([200, '', '0']);
});

test('too large is refused, announced or streamed', async () => {
  expect(codeOf(await upload(Buffer.alloc(100_001), 'x'))).toBe('too-large');
  const chunked = await talk(`POST /api/v1/files?name=x HTTP/1.1\r\nhost: a\r\nx-who: me\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n${`9c40\r\n${'x'.repeat(40_000)}\r\n`.repeat(3)}0\r\n\r\n`);
  expect(chunked).toContain('"code":"too-large"');
  // Over a real line the caller must hear the refusal, though it is still sending.
  const answer = await createGuardedFetch({ allowPrivate: ['127.0.0.1'] })(`http://127.0.0.1:${port}/api/v1/files?name=x`, { method: 'POST', headers: { 'x-who': 'me' }, body: Buffer.alloc(8_000_000) });
  expect(await answer.json()).toEqual({ code: 'too-large' });
});

test('a line cut in the middle of a file leaves nothing', async () => {
  const before = await stored();
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /api/v1/files?name=x HTTP/1.1\r\nhost: a\r\nx-who: me\r\ncontent-length: 50000\r\n\r\nhalf');
  await until(async () => (await stored()).length === before.length + 1);
  socket.destroy();
  await until(async () => (await stored()).length === before.length);
  expect(await stored()).toEqual(before);
});

const stored = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name).sort();
async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(10);
}
async function talk(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return Buffer.concat(await socket.toArray() as Buffer[]).toString();
}
