import { createHash, randomUUID } from 'node:crypto';
import { type Answered, type Called, type Shown, SimulatedApi, type SimulatedPlatform, post } from '../social/simulator.ts';

export interface TelegramSimulator extends SimulatedPlatform {
  /** What the bot was told to deliver to. */
  readonly webhook: () => { url?: unknown; secret_token?: unknown };
  /** The person has blocked the bot. */
  readonly blocked: Set<string>;
}

/** The Bot API: a secret with every delivery, files by path, no limit of time, «blocked by the user». */
export async function simulateTelegram(): Promise<TelegramSimulator> {
  const settings = { botToken: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', secretToken: 'secret-token-of-the-simulator' };
  const shown: Shown[] = [];
  const blocked = new Set<string>();
  const files = new Map<string, { name: string; bytes: Uint8Array; type: string }>();
  let webhook: Record<string, unknown> = {};
  let count = 500;
  const api = new SimulatedApi();
  const path = (method: string) => new RegExp(`^/bot${settings.botToken}/${method}$`);
  const field = ({ body }: Called, name: string) => new RegExp(`name="${name}"\\r\\n\\r\\n([^\\r]*)`).exec(body.toString('latin1'))?.[1] ?? '';
  const no = (status: number, description: string): Answered => ({ status, json: { ok: false, error_code: status, description } });
  const sent = (to: string, what: Omit<Shown, 'to'>): Answered => {
    if (blocked.has(to)) return no(403, 'Forbidden: bot was blocked by the user');
    shown.push({ to, ...what });
    return { json: { ok: true, result: { message_id: ++count, date: 0, chat: { id: Number(to), type: 'private' } } } };
  };
  api.on('GET', path('getMe'), () => ({ json: { ok: true, result: { id: 110201543, is_bot: true, first_name: 'Norvane', username: 'norvane_bot' } } }));
  api.on('POST', path('setWebhook'), ({ json }) => { webhook = json; return { json: { ok: true, result: true } }; });
  api.on('GET', path('getWebhookInfo'), () => ({ json: { ok: true, result: { url: webhook['url'] ?? '', has_custom_certificate: false, pending_update_count: 0 } } }));
  api.on('POST', path('sendMessage'), ({ json }) => (String(json['text']).length > 4096 ? no(400, 'Bad Request: message is too long') : sent(String(json['chat_id']), { text: String(json['text']) })));
  api.on('POST', path('sendPhoto'), (called) => sent(field(called, 'chat_id'), { file: 'photo' }));
  api.on('POST', path('sendDocument'), (called) => sent(field(called, 'chat_id'), { file: 'document' }));
  api.on('POST', path('getFile'), ({ json }) => (files.has(String(json['file_id'])) ? { json: { ok: true, result: { file_id: json['file_id'], file_path: `documents/${String(json['file_id'])}` } } } : no(400, 'Bad Request: invalid file_id')));
  api.on('GET', new RegExp(`^/file/bot${settings.botToken}/documents/([\\w-]+)$`), (_called, match) => { const file = files.get(match[1] ?? ''); return file ? { bytes: file.bytes, type: file.type } : no(404, 'Not Found'); });
  await api.start();
  return {
    api, address: 'norvane_bot', settings: { ...settings, apiBase: api.base }, shown, blocked, webhook: () => webhook,
    deliver(hook, { id, person, text, file, at, forged, name }) {
      const key = randomUUID();
      if (file) files.set(key, file);
      const chat = numberOf(person);
      const update = {
        update_id: numberOf(id), message: {
          message_id: numberOf(id) % 100_000, date: Math.floor(at / 1000), chat: { id: chat, type: 'private', first_name: 'Ann' }, from: { id: chat, is_bot: false, ...(name ? { first_name: name } : { first_name: 'Ann', last_name: person.slice(-4) }), language_code: 'en' },
          ...(file ? { caption: text, document: { file_id: key, file_name: file.name, mime_type: file.type } } : { text }),
        },
      };
      return post(hook, JSON.stringify(update), { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': forged ? 'wrong' : settings.secretToken });
    },
  };
}

/** Ids are numbers of at most 52 bits; 48 have 15 digits. */
export const numberOf = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : Number(createHash('sha256').update(id).digest().readBigUInt64BE() >> 16n));
