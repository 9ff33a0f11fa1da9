import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type GuardedFetch, OutgoingError } from '../../platform/net/index.ts';
import { type Account, type Outbound, PermanentFailure, SendFailure, type Sent } from '../channel.ts';
import { toCallback } from './map.ts';
import type { WebhookSettings } from './settings.ts';

const fileDays = 7;
/** The receiver will say the same again, whatever we do: no such place, gone, not like this. */
const final = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/** Posts an answer to the account's URL, signed. Throws to be called again; the same `id` says that it is the same answer. */
export async function sendCallback(message: Outbound, account: Account, platform: Platform, post: GuardedFetch): Promise<Sent> {
  const { callbackUrl } = account.settings as WebhookSettings;
  if (!callbackUrl) throw new PermanentFailure(say(account.language, 'webhook.no-callback'), { reason: { key: 'webhook.no-callback', values: {} } });
  const expires = new Date(platform.clock.now().getTime() + fileDays * 86_400_000);
  const files = await Promise.all(message.files.map(async ({ fileId, name, type, size }) => {
    const file = await platform.files.find(fileId);
    return { name, type, size, url: file ? platform.config.publicUrl + signFileUrl(platform.secrets.key('file-url'), file.key, expires) : '' };
  }));
  const status = await postSigned(account, toCallback(message, account, files), platform, post);
  if (status >= 200 && status < 300) return { externalId: message.idempotencyKey, state: 'delivered' };
  const words = say(account.language, 'webhook.answered', { status });
  throw new (final.has(status) ? PermanentFailure : SendFailure)(words, { reason: { key: 'webhook.answered', values: { status } } });
}

/** Status of the answer. Faults of the address itself are permanent: trying again helps nobody. */
export async function postSigned(account: Account, payload: unknown, platform: Pick<Platform, 'clock'>, post: GuardedFetch): Promise<number> {
  const { callbackUrl, secret } = account.settings as WebhookSettings;
  const body = JSON.stringify(payload);
  try {
    const response = await post(callbackUrl, {
      method: 'POST', body, maxRedirects: 0, maxBytes: 64 * 1024,
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signWebhook(secret, body, platform.clock.now()) },
    });
    return response.status;
  } catch (error) {
    if (error instanceof OutgoingError && (error.fault === 'refused-address' || error.fault === 'refused-url')) throw new PermanentFailure(error.message, { cause: error, reason: { key: 'address-refused', values: { words: error.message } } });
    throw error;
  }
}
