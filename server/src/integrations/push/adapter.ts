import { createGuardedFetch } from '../../platform/net/index.ts';
import type { PushService } from '../push.ts';

/** Read when somebody first wants to be told: a start is spared it. */
const library = async () => (await import('web-push')).default;
const encoding = 'aes128gcm';
/** A push service refuses a token that is good for longer than a day. */
const tokenSeconds = 12 * 3600;

/**
 * Push services of all browsers: they speak one protocol (RFC 8030). The library encrypts and signs; the way out is our guarded one, as the
 * address comes from outside. `contact` is told to the services, so that they can complain to somebody.
 */
export function webPush(options: { allowPrivate: readonly string[]; contact: string }): PushService {
  const send = createGuardedFetch(options);
  return {
    makeKeys: async () => (await library()).generateVAPIDKeys(),
    async send({ payload, topic, ttlSeconds }, { endpoint, keys: browser }, keys, now) {
      const { encrypt, getVapidHeaders } = await library();
      const body = encrypt(browser.p256dh, browser.auth, payload, encoding).cipherText;
      const { Authorization: authorization } = getVapidHeaders(new URL(endpoint).origin, options.contact, keys.publicKey, keys.privateKey, encoding, Math.floor(now.getTime() / 1000) + tokenSeconds);
      const answer = await send(endpoint, {
        method: 'POST', maxRedirects: 0, maxBytes: 64 * 1024, body,
        headers: { authorization, 'content-encoding': encoding, 'content-type': 'application/octet-stream', ttl: String(ttlSeconds), urgency: 'normal', topic },
      });
      if (answer.status === 404 || answer.status === 410) return 'gone';
      if (answer.status >= 300) throw new Error(`the push service of ${new URL(endpoint).host} answers ${answer.status}`);
      return 'sent';
    },
  };
}
