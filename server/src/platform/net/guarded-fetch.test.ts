import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createGuardedFetch } from './guarded-fetch.ts';
import { createHostGuard } from './host-guard.ts';

const servers: { close(): unknown }[] = [];
afterAll(() => servers.forEach((server) => server.close()));
afterEach(() => vi.unstubAllEnvs());

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  servers.push({ close: () => { server.closeAllConnections(); server.close(); } });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const local = createGuardedFetch({ allowPrivate: ['127.0.0.1'] });
const bodyOf = async (request: IncomingMessage): Promise<string> => Buffer.concat(await request.toArray() as Buffer[]).toString();
const echo: RequestListener = (request: IncomingMessage, response: ServerResponse) => void bodyOf(request).then((body) =>
  response.setHeader('set-cookie', 'a=b').end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body })));

test('asks and is answered, without cookies', async () => {
  const base = await serve(echo);
  const response = await local(`${base}/x?y=1`, { method: 'post', headers: { 'x-key': 'k', cookie: 'no', host: 'evil.test', 'content-type': 'text/plain' }, body: '你好' });
  const seen = await response.json() as { method: string; url: string; headers: Record<string, string>; body: string };
  expect(response.url).toBe(`${base}/x?y=1`);
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(seen).toMatchObject({ method: 'POST', url: '/x?y=1', body: '你好', headers: { 'x-key': 'k', 'content-length': '6', host: new URL(base).host } });
  expect(seen.headers['cookie']).toBeUndefined();
});

test.each(['http://127.0.0.1:9', 'http://[::1]:9', 'http://0x7f.1:9', 'http://2130706433:9', 'http://[::ffff:127.0.0.1]:9', 'http://169.254.169.254/latest/meta-data', 'http://localhost:9', 'http://localhost.:9'])(
  '%s is refused before a connection', async (url) => expect(createGuardedFetch()(url)).rejects.toMatchObject({ name: 'OutgoingError', fault: 'refused-address' }));

test.each(['file:///etc/passwd', 'ftp://a.test', 'gopher://a.test', 'http://name:word@a.test', 'nonsense'])('%s is refused', async (url) =>
  expect(createGuardedFetch()(url)).rejects.toMatchObject({ fault: 'refused-url' }));

test('goes to the address that was checked, asked for once', async () => {
  const base = await serve(echo);
  const answers = ['127.0.0.1', '10.255.255.1'];
  let asked = 0;
  const resolve = async () => [{ address: answers[asked++] ?? '', family: 4 }];
  const fetchNamed = createGuardedFetch({ resolve, allowPrivate: ['127.0.0.1'] });
  const response = await fetchNamed(base.replace('127.0.0.1', 'shop.test'));
  expect(((await response.json()) as { headers: { host: string } }).headers.host).toBe(new URL(base).host.replace('127.0.0.1', 'shop.test'));
  expect(asked).toBe(1);
  await expect(fetchNamed('http://shop.test')).rejects.toMatchObject({ fault: 'refused-address' });
});

test('of a name with public and private addresses only the public ones are used', async () => {
  const guard = createHostGuard({ resolve: async () => [{ address: '10.0.0.1', family: 4 }, { address: '93.184.215.14', family: 4 }] });
  expect(await guard.addressesOf('a.test')).toEqual([{ address: '93.184.215.14', family: 4 }]);
});

test('a redirect to a private address is refused', async () => {
  const base = await serve((_request, response) => void response.writeHead(302, { location: 'http://192.168.0.1/admin' }).end());
  await expect(local(base)).rejects.toMatchObject({ fault: 'refused-address' });
});

test('keys do not follow a redirect to another origin, and a post becomes a get', async () => {
  const target = await serve(echo);
  const base = await serve((request, response) => void response.writeHead(request.url === '/same' ? 307 : 302, { location: request.url === '/same' ? '/other' : `${target}/end` }).end());
  const headers = { authorization: 'Bearer secret', 'x-signature': 's', 'content-type': 'application/json' };
  const seen = (await (await local(`${base}/same`, { method: 'POST', headers, body: '{}' })).json()) as { method: string; url: string; body: string; headers: Record<string, string> };
  expect([seen.method, seen.url, seen.body]).toEqual(['GET', '/end', '']);
  expect([seen.headers['authorization'], seen.headers['x-signature'], seen.headers['content-type']]).toEqual([undefined, undefined, undefined]);
});

test('follows three redirects and not four; none when told', async () => {
  const base = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end('there');
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  expect(await (await local(`${base}/3`)).text()).toBe('there');
  await expect(local(`${base}/4`)).rejects.toMatchObject({ fault: 'too-many-redirects' });
  expect((await local(`${base}/1`, { maxRedirects: 0 })).status).toBe(302);
});

test('an answer is bounded, packed or not', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/packed') response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(100_000)));
    else response.end(Buffer.alloc(100_000));
  });
  await expect(local(base, { maxBytes: 50_000 })).rejects.toMatchObject({ fault: 'too-large' });
  await expect(local(`${base}/packed`, { maxBytes: 50_000 })).rejects.toMatchObject({ fault: 'too-large' });
  expect((await (await local(`${base}/packed`)).arrayBuffer()).byteLength).toBe(100_000);
});

test('a server that says nothing, or dribbles, costs only the time allowed', async () => {
  const silent = await serve(() => undefined);
  const dribbling = await serve((_request, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  });
  for (const base of [silent, dribbling]) await expect(local(base, { totalMs: 150 })).rejects.toMatchObject({ fault: 'timeout' });
});

test('a handshake that never comes is given up', async () => {
  const mute = createTcpServer(() => undefined);
  servers.push(mute);
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  await expect(local(url, { connectMs: 100 })).rejects.toMatchObject({ fault: 'timeout' });
});

test('a resolver that never answers costs only the time allowed', async () => {
  const stuck = createGuardedFetch({ resolve: () => new Promise(() => undefined) });
  await expect(stuck('http://a.test', { totalMs: 50 })).rejects.toMatchObject({ fault: 'timeout' });
});

test('faults of the other side are named', async () => {
  const unknown = createGuardedFetch({ resolve: async () => { throw new Error('ENOTFOUND'); } });
  await expect(unknown('http://nowhere.test')).rejects.toMatchObject({ fault: 'unknown-host' });
  const closing = await serve((request) => request.socket.destroy());
  await expect(local(closing)).rejects.toMatchObject({ fault: 'network' });
  const halfway = await serve((request, response) => { response.writeHead(200, { 'content-length': 100 }).write('half', () => request.socket.destroy()); });
  await expect(local(halfway)).rejects.toMatchObject({ fault: 'network' });
});

test('the proxy of the environment is not asked', async () => {
  const base = await serve(echo);
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy']) vi.stubEnv(name, 'http://127.0.0.1:9');
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  expect((await local(base)).status).toBe(200);
});

test('a mail server an administrator names is checked the same way', async () => {
  const resolve = async (host: string) => [{ address: host === 'imap.internal' ? '10.0.0.5' : '93.184.215.14', family: 4 }];
  expect(await createHostGuard({ resolve }).assertPublicHost('imap.test', 993)).toEqual({ address: '93.184.215.14', family: 4 });
  await expect(createHostGuard({ resolve }).assertPublicHost('imap.internal', 993)).rejects.toMatchObject({ fault: 'refused-address' });
  expect(await createHostGuard({ resolve, allowPrivate: ['imap.internal'] }).assertPublicHost('imap.internal', 993)).toEqual({ address: '10.0.0.5', family: 4 });
  await expect(createHostGuard({ resolve }).assertPublicHost('imap.test', 0)).rejects.toMatchObject({ fault: 'refused-address' });
});
