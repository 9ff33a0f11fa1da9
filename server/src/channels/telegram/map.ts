import { z } from 'zod';
import { say } from '../../platform/i18n/index.ts';
import type { RawItem } from '../channel.ts';
import { jsonOf } from '../social/api.ts';
import { readTicketCode } from '../ticket-code.ts';
import type { Desk, Media, Piece, Reading } from '../social/platform.ts';
import { mediaOf } from './api.ts';
import type { TelegramSettings } from './settings.ts';

const Attached = z.looseObject({ file_id: z.string(), file_name: z.string().optional(), mime_type: z.string().optional() });
const Message = z.looseObject({
  message_id: z.number(), date: z.number(), chat: z.looseObject({ id: z.number(), type: z.string() }),
  from: z.looseObject({ first_name: z.string().default(''), last_name: z.string().optional(), language_code: z.string().optional() }).optional(),
  text: z.string().optional(), caption: z.string().optional(), reply_to_message: z.looseObject({ message_id: z.number() }).optional(),
  photo: z.array(z.looseObject({ file_id: z.string(), width: z.number() })).optional(), document: Attached.optional(), video: Attached.optional(), voice: Attached.optional(), audio: Attached.optional(), sticker: z.looseObject({ emoji: z.string().optional() }).optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(), contact: z.looseObject({ phone_number: z.string() }).optional(),
});
const Update = z.looseObject({ update_id: z.number(), message: Message.optional() });

export function toPieces(body: string): Piece[] {
  const read = z.looseObject({ update_id: z.number() }).safeParse(jsonOf(body));
  return read.success ? [{ externalId: `u:${read.data.update_id}`, content: body }] : [];
}

/** Id of a message, unique over all chats of the bot. */
export const idOf = (chatId: string | number, messageId: number): string => `${chatId}/${messageId}`;

export async function read(raw: RawItem, desk: Desk<TelegramSettings>): Promise<Reading> {
  const { message: m } = Update.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  // Groups talk among themselves; what was written in them is not for the desk.
  if (!m || m.chat.type !== 'private') return { kind: 'nothing' };
  const chat = String(m.chat.id);
  const code = /^\/start(?:@\w+)?\s+(\S+)$/.exec(m.text ?? '')?.[1];
  const ticketId = code ? readTicketCode(desk.context.platform.secrets, code, desk.now()) : null;
  // «Start» opens the chat; it says nothing yet.
  if (/^\/start\b/.test(m.text ?? '') && ticketId === null) return { kind: 'nothing' };
  const language = m.from?.language_code?.startsWith('zh') ? 'zh-CN' : m.from?.language_code?.startsWith('en') ? 'en' : null;
  return {
    kind: 'message', at: new Date(m.date * 1000), media: mediaIn(m, desk), code, meta: { id: m.message_id },
    person: { id: chat, name: [m.from?.first_name, m.from?.last_name].filter(Boolean).join(' ') || `Telegram ${chat.slice(-6)}`, language },
    text: ticketId === null ? textOf(m, desk) : say(desk.account.language, 'social.came-by-code', { ticket: ticketId }),
    ...(m.reply_to_message ? { answers: [idOf(chat, m.reply_to_message.message_id)] } : {}),
  };
}

function textOf(m: z.infer<typeof Message>, { account: { language } }: Desk<TelegramSettings>): string {
  if (m.location) return say(language, 'social.place', { label: '', x: m.location.latitude, y: m.location.longitude });
  return m.text ?? m.caption ?? m.contact?.phone_number ?? m.sticker?.emoji ?? '';
}

function mediaIn(m: z.infer<typeof Message>, desk: Desk<TelegramSettings>): Media[] {
  const largest = m.photo?.toSorted((a, b) => b.width - a.width)[0];
  if (largest) return [mediaOf(desk, largest.file_id, 'photo.jpg', 'image/jpeg')];
  const file = m.document ?? m.video ?? m.audio ?? m.voice;
  if (!file) return [];
  return [mediaOf(desk, file.file_id, file.file_name ?? (m.voice ? 'voice.ogg' : m.video ? 'video.mp4' : 'file'), file.mime_type ?? 'application/octet-stream')];
}
