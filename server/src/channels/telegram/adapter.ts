import { z } from 'zod';
import { verifyTelegram } from '../../platform/crypto/platform-signatures/telegram.ts';
import { socialAdapter } from '../social/adapter.ts';
import type { Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { call } from './api.ts';
import { idOf, read, toPieces } from './map.ts';
import { TelegramSettings } from './settings.ts';

type Here = Desk<TelegramSettings>;
const Sent = z.looseObject({ message_id: z.number() });

export const telegram: SocialPlatform<TelegramSettings> = {
  kind: 'telegram', settings: TelegramSettings, secretSettings: ['botToken', 'secretToken'],
  textLimit: 4096, acknowledgement: { type: 'application/json', text: '{}' },
  genuine: ({ headers }, { settings }) => verifyTelegram(settings.secretToken, headers['x-telegram-bot-api-secret-token']),
  pieces: ({ body }) => toPieces(body.toString('utf8')),
  read, deliver,
  probe: async (desk, language) => [
    await step(language, 'token', async () => `@${(await call(desk, 'getMe', {}, z.looseObject({ username: z.string() }))).username}`),
    // The one platform that lets itself be told the address: nothing to paste anywhere.
    await step(language, 'hook', async () => {
      await call(desk, 'setWebhook', { json: { url: desk.hook, secret_token: desk.settings.secretToken, allowed_updates: ['message'] } }, z.boolean());
      const info = await call(desk, 'getWebhookInfo', {}, z.looseObject({ url: z.string(), last_error_message: z.string().optional() }));
      return [info.url, info.last_error_message].filter(Boolean).join(' · ');
    }),
  ],
  invite: async ({ account }, code) => `https://t.me/${account.address}?start=${encodeURIComponent(code)}`,
};

export const telegramAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(telegram, options);

async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  const asked = Number(to.message.lastMeta['id']);
  const answers = to.first && Number.isInteger(asked) ? { reply_parameters: { message_id: asked, allow_sending_without_reply: true } } : {};
  if (part.kind !== 'file') return idOf(to.id, (await call(desk, 'sendMessage', { json: { chat_id: to.id, text: part.text, ...answers } }, Sent)).message_id);
  const { file } = part;
  const picture = ['image/jpeg', 'image/png', 'image/webp'].includes(file.type) && file.size < 10 * 1024 * 1024;
  const form = new FormData();
  form.set('chat_id', to.id);
  form.set(picture ? 'photo' : 'document', new Blob([new Uint8Array(await desk.fileBytes(file.fileId))], { type: file.type }), file.name);
  return idOf(to.id, (await call(desk, picture ? 'sendPhoto' : 'sendDocument', { form, totalMs: 30_000 }, Sent)).message_id);
}
