import { createGuardedFetch } from '../../platform/net/index.ts';
import type { ChannelAdapter, Probe } from '../channel.ts';
import { postSigned, sendCallback } from './callback.ts';
import { registerWebhook } from './intake.ts';
import { bytesOf, toInbound } from './map.ts';
import { WebhookSettings } from './settings.ts';

const maxFileBytes = 16 * 1024 * 1024;

/** Messages from programs: signed requests in, signed requests out. */
export function webhookAdapter(options: { allowPrivate: readonly string[] }): ChannelAdapter {
  const post = createGuardedFetch(options);
  return {
    kind: 'webhook', settings: WebhookSettings, secretSettings: ['secret'],
    mount: registerWebhook,
    read: (raw, account, { platform }) => toInbound(raw, account, async (file) =>
      (await platform.files.put(bytesOf(file.base64), { name: file.name, declaredType: file.type, maxBytes: maxFileBytes, owner: `account:${account.id}` })).id),
    send: (message, account, { platform }) => sendCallback(message, account, platform, post),
    async probe(account, { platform }): Promise<Probe[]> {
      if (!(account.settings as WebhookSettings).callbackUrl) return [{ name: 'callback', ok: true, detail: '–' }];
      return [await postSigned(account, { event: 'ping' }, platform, post).then(
        (status) => ({ name: 'callback', ok: status >= 200 && status < 300, detail: `HTTP ${status}` }), (error: unknown) => ({ name: 'callback', ok: false, detail: (error as Error).message }),
      )];
    },
  };
}
