import { createECDH, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushTarget } from '../push.ts';
import { openMessage, readAuthorization } from './opening.ts';

export interface Delivered { readonly payload: string; readonly topic: string; readonly ttl: number; readonly subject: string }
interface Browser { readonly target: PushTarget; readonly got: Delivered[]; /** It was uninstalled, or its owner said no. */ gone: boolean }

/**
 * A push service with its browsers: takes only messages with a token signed for this very place by the key the browser subscribed with, not
 * older than a day, and opens them with the browser's own keys. For tests.
 */
export async function startPushService(options: { readonly applicationKey: () => string; readonly now: () => Date }) {
  const browsers = new Map<string, Browser & { open(body: Buffer): string }>();
  const refused: string[] = [];
  let down = false;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (chunk: Buffer) => parts.push(chunk)).on('end', () => {
      const say = (status: number, why = '') => { if (why) refused.push(why); response.writeHead(status).end(); };
      const browser = browsers.get(request.url ?? '');
      const who = readAuthorization(String(request.headers.authorization ?? ''));
      const seconds = Math.floor(options.now().getTime() / 1000);
      if (down) return say(503);
      if (!who || who.publicKey !== options.applicationKey()) return say(403, 'signature');
      if (who.claims.aud !== url || who.claims.exp <= seconds || who.claims.exp > seconds + 86_400 || !/^(mailto:|https:)/.test(who.claims.sub)) return say(403, 'claims');
      if (!browser || browser.gone) return say(browser ? 410 : 404);
      if (request.headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(request.headers.ttl)) || !/^[\w-]{1,32}$/.test(String(request.headers.topic))) return say(400, 'headers');
      const body = Buffer.concat(parts);
      if (body.length > 4096) return say(413, 'size');
      try {
        browser.got.push({ payload: browser.open(body), topic: String(request.headers.topic), ttl: Number(request.headers.ttl), subject: who.claims.sub });
      } catch {
        return say(400, 'encryption');
      }
      return say(201);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url, refused,
    /** A browser that wants to be told. */
    browser(): Browser {
      const [pair, auth, path] = [createECDH('prime256v1'), randomBytes(16), `/push/${randomBytes(9).toString('base64url')}`];
      pair.generateKeys();
      const made = { target: { endpoint: `${url}${path}`, keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') } }, got: [] as Delivered[], gone: false, open: (body: Buffer) => openMessage(body, pair, auth).toString('utf8') };
      browsers.set(path, made);
      return made;
    },
    setDown(value: boolean): void { down = value; },
    stop: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
