import { z } from 'zod';
import { say } from '../../platform/i18n/index.ts';
import type { RawItem } from '../channel.ts';
import { fetchBytes, jsonOf } from '../social/api.ts';
import type { Desk, Media, Piece, Reading } from '../social/platform.ts';
import { bearer, call, judge } from './api.ts';
import type { LineSettings } from './settings.ts';

type Here = Desk<LineSettings>;
const Event = z.looseObject({
  type: z.string(), webhookEventId: z.string(), timestamp: z.number(), replyToken: z.string().optional(), source: z.looseObject({ type: z.string(), userId: z.string().optional() }).optional(),
  message: z.looseObject({ id: z.string(), type: z.string(), text: z.string().optional(), fileName: z.string().optional(), title: z.string().optional(), address: z.string().optional(), latitude: z.number().optional(), longitude: z.number().optional(), quotedMessageId: z.string().optional(), keywords: z.array(z.string()).optional() }).optional(),
});
type Message = NonNullable<z.infer<typeof Event>['message']>;

export function toPieces(body: string): Piece[] {
  const read = z.looseObject({ events: z.array(z.unknown()) }).safeParse(jsonOf(body));
  return (read.data?.events ?? []).flatMap((one) => {
    const event = Event.safeParse(one);
    return event.success ? [{ externalId: event.data.webhookEventId, content: JSON.stringify(event.data) }] : [];
  });
}

export async function read(raw: RawItem, desk: Here): Promise<Reading> {
  const e = Event.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  const id = e.source?.userId;
  if (e.type !== 'message' || !e.message || e.source?.type !== 'user' || !id) return { kind: 'nothing' };
  const profile = await call(desk, `/v2/bot/profile/${encodeURIComponent(id)}`, { totalMs: 5000 }, z.looseObject({ displayName: z.string(), language: z.string().optional() })).catch(() => null);
  return {
    kind: 'message', at: new Date(e.timestamp), text: textOf(e.message, desk), media: mediaIn(e.message, desk), meta: { replyToken: e.replyToken ?? '' },
    person: { id, name: profile?.displayName ?? `LINE ${id.slice(-6)}`, language: profile?.language?.startsWith('zh') ? 'zh-CN' : profile?.language?.startsWith('en') ? 'en' : null },
    ...(e.message.quotedMessageId ? { answers: [e.message.quotedMessageId] } : {}),
  };
}

function textOf(m: Message, { account: { language } }: Here): string {
  if (m.type === 'location') return say(language, 'social.place', { label: [m.title, m.address].filter(Boolean).join(' '), x: m.latitude ?? '', y: m.longitude ?? '' });
  return m.text ?? (m.type === 'sticker' ? (m.keywords?.[0] ?? '') : '');
}

const forms: Readonly<Record<string, readonly [string, string]>> = { image: ['image.jpg', 'image/jpeg'], video: ['video.mp4', 'video/mp4'], audio: ['audio.m4a', 'audio/mp4'], file: ['file', 'application/octet-stream'] };
function mediaIn(m: Message, desk: Here): Media[] {
  const form = forms[m.type];
  if (!form) return [];
  const [name, type] = form;
  return [{ name: m.fileName ?? name, type, fetch: async () => (await fetchBytes(desk.fetch, `${desk.settings.dataBase}/v2/bot/message/${m.id}/content`, { headers: bearer(desk) }, judge)).bytes }];
}
