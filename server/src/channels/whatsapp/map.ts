import { z } from 'zod';
import type { RawItem } from '../channel.ts';
import { jsonOf } from '../social/api.ts';
import type { Desk, Media, Piece, Reading } from '../social/platform.ts';
import { say } from '../../platform/i18n/index.ts';
import { download, graph } from '../meta/graph.ts';
import type { WhatsAppSettings } from './settings.ts';

const Attached = z.object({ id: z.string(), mime_type: z.string().default('application/octet-stream'), caption: z.string().optional(), filename: z.string().optional() });
const Message = z.looseObject({
  id: z.string(), from: z.string(), timestamp: z.string(), type: z.string(), text: z.object({ body: z.string() }).optional(), context: z.object({ id: z.string().optional() }).optional(),
  image: Attached.optional(), video: Attached.optional(), audio: Attached.optional(), document: Attached.optional(), sticker: Attached.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional(), address: z.string().optional() }).optional(),
  button: z.object({ text: z.string() }).optional(), interactive: z.object({ button_reply: z.object({ title: z.string() }).optional(), list_reply: z.object({ title: z.string() }).optional() }).optional(),
});
const Status = z.looseObject({ id: z.string(), status: z.string(), timestamp: z.string(), biz_opaque_callback_data: z.string().optional(), errors: z.array(z.looseObject({ code: z.number(), title: z.string().default('') })).optional() });
const Body = z.object({ entry: z.array(z.object({ changes: z.array(z.object({ value: z.object({
  metadata: z.object({ phone_number_id: z.string() }), contacts: z.array(z.object({ wa_id: z.string(), profile: z.object({ name: z.string() }).optional() })).default([]),
  messages: z.array(Message).default([]), statuses: z.array(Status).default([]),
}).catch({ metadata: { phone_number_id: '' }, contacts: [], messages: [], statuses: [] }) })) })) });
const states: Readonly<Record<string, 'sent' | 'delivered' | 'seen' | 'failed'>> = { sent: 'sent', delivered: 'delivered', read: 'seen', failed: 'failed' };
const Stored = z.union([z.object({ message: Message, name: z.string() }), z.object({ status: Status })]);

export function toPieces(body: string): Piece[] {
  const read = Body.safeParse(jsonOf(body));
  if (!read.success) return [];
  return read.data.entry.flatMap((entry) => entry.changes).flatMap(({ value }) => [
    ...value.messages.map((message): Piece => ({ externalId: message.id, to: value.metadata.phone_number_id, content: JSON.stringify({ message, name: value.contacts.find((c) => c.wa_id === message.from)?.profile?.name ?? '' }) })),
    ...value.statuses.map((status): Piece => ({ externalId: `s:${status.id}:${status.status}`, to: value.metadata.phone_number_id, content: JSON.stringify({ status }) })),
  ]);
}

export async function read(raw: RawItem, desk: Desk<WhatsAppSettings>): Promise<Reading> {
  const stored = Stored.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  if ('status' in stored) {
    const { status } = stored;
    const state = states[status.status];
    return state ? { kind: 'receipt', key: status.biz_opaque_callback_data, externalIds: [status.id], state, detail: (status.errors ?? []).map((e) => `${e.title} (${e.code})`).join(', ') } : { kind: 'nothing' };
  }
  const { message, name } = stored;
  if (message.type === 'reaction') return { kind: 'nothing' };
  const file = message.image ?? message.video ?? message.audio ?? message.document ?? message.sticker;
  const place = message.location;
  const text = message.text?.body ?? file?.caption ?? message.button?.text ?? message.interactive?.button_reply?.title ?? message.interactive?.list_reply?.title
    ?? (place ? say(desk.account.language, 'social.place', { label: [place.name, place.address].filter(Boolean).join(' '), x: place.latitude, y: place.longitude }) : '');
  return {
    kind: 'message', text, at: new Date(Number(message.timestamp) * 1000), media: file ? [mediaOf(file, message.type, desk)] : [], meta: { id: message.id },
    // A number at WhatsApp is the person's own phone number, checked by WhatsApp.
    person: { id: message.from, name: name || `+${message.from}`, addresses: [{ kind: 'phone', value: `+${message.from}`, verified: true }] },
    ...(message.context?.id ? { answers: [message.context.id] } : {}),
  };
}

function mediaOf(file: z.infer<typeof Attached>, kind: string, desk: Desk<WhatsAppSettings>): Media {
  return {
    name: file.filename ?? `${kind}.${file.mime_type.split(';')[0]?.split('/')[1] ?? 'bin'}`, type: file.mime_type,
    fetch: async () => (await download(desk, (await graph(desk, file.id, {}, z.object({ url: z.string() }))).url, true)).bytes,
  };
}
