import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SIGNATURE_HEADER, verifyWebhook } from '../platform/crypto/webhook-signature.ts';

export type Answer = readonly [status: number, body: unknown];

/** A service on loopback that believes only signed requests and answers each idempotency key once. For tests and trials. */
export async function startService(options: { readonly secret: string; readonly now: () => Date }, answer: (path: string, body: unknown) => Answer) {
  const answers = new Map<string, string>();
  let down = false;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const body = Buffer.concat(parts);
      const reply = ([status, value]: Answer) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (down) return reply([503, { error: 'maintenance' }]);
      if (!verifyWebhook(options.secret, body, String(request.headers[SIGNATURE_HEADER.toLowerCase()] ?? ''), options.now()).ok) return reply([401, { error: 'signature wrong' }]);
      const key = `${request.url} ${String(request.headers['idempotency-key'] ?? '')}`;
      const before = answers.get(key);
      if (before) return reply([200, JSON.parse(before)]);
      const [status, value] = answer(request.url ?? '', JSON.parse(body.toString('utf8')));
      if (status === 200) answers.set(key, JSON.stringify(value));
      return reply([status, value]);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDown: (now: boolean) => { down = now; },
    stop: () => new Promise<void>((done) => server.close(() => done())),
  };
}
