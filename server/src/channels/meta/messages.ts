import { z } from 'zod';
import type { Outbound, RawItem } from '../channel.ts';
import { jsonOf } from '../social/api.ts';
import type { Desk, Media, Part, Piece, Reading, Recipient } from '../social/platform.ts';
import { type GraphSettings, download, graph } from './graph.ts';

/** Messenger and Instagram push and take the same messages; what differs is named by who uses this. */
export interface PageSettings extends GraphSettings {
  /** Persons of ours may answer within seven days, once the platform has allowed it to the app. */
  readonly humanAgent: boolean;
}
type Here = Desk<PageSettings>;

const Event = z.looseObject({
  sender: z.object({ id: z.string() }), recipient: z.object({ id: z.string() }), timestamp: z.number(),
  message: z.looseObject({
    mid: z.string(), text: z.string().optional(), is_echo: z.boolean().optional(), metadata: z.string().optional(), is_deleted: z.boolean().optional(), reply_to: z.looseObject({ mid: z.string().optional() }).optional(),
    attachments: z.array(z.looseObject({ type: z.string(), payload: z.looseObject({ url: z.string().optional(), title: z.string().optional() }).optional() })).optional(),
  }).optional(),
  postback: z.looseObject({ mid: z.string().optional(), title: z.string().default(''), payload: z.string().optional(), referral: z.looseObject({ ref: z.string().optional() }).optional() }).optional(),
  referral: z.looseObject({ ref: z.string().optional() }).optional(),
  delivery: z.looseObject({ mids: z.array(z.string()).optional(), watermark: z.number().optional() }).optional(),
  read: z.looseObject({ mid: z.string().optional(), watermark: z.number().optional() }).optional(),
});
type Event = z.infer<typeof Event>;
const Body = z.object({ entry: z.array(z.looseObject({ messaging: z.array(z.unknown()).default([]) })) });

const idOf = (e: Event): string => e.message?.mid ?? (e.postback?.mid ? `p:${e.postback.mid}` : `e:${e.sender.id}:${e.timestamp}:${e.delivery ? 'd' : e.read ? 'r' : e.referral ? 'f' : 'o'}`);

export function toPieces(body: string): Piece[] {
  const read = Body.safeParse(jsonOf(body));
  if (!read.success) return [];
  return read.data.entry.flatMap((entry) => entry.messaging).flatMap((one) => {
    const event = Event.safeParse(one);
    return event.success ? [{ externalId: idOf(event.data), to: event.data.message?.is_echo ? event.data.sender.id : event.data.recipient.id, content: JSON.stringify(event.data) }] : [];
  });
}

export async function read(raw: RawItem, desk: Here): Promise<Reading> {
  const e = Event.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  // An echo is our own message come back, with the key it carried.
  if (e.message?.is_echo) return e.message.metadata ? { kind: 'receipt', key: e.message.metadata, externalIds: [e.message.mid], state: 'sent', detail: '' } : { kind: 'nothing' };
  if (e.message?.is_deleted) return { kind: 'nothing' };
  if (e.delivery) return { kind: 'receipt', externalIds: e.delivery.mids ?? [], state: 'delivered', detail: '' };
  if (e.read) return e.read.mid ? { kind: 'receipt', externalIds: [e.read.mid], state: 'seen', detail: '' } : { kind: 'nothing' };
  const code = e.referral?.ref ?? e.postback?.referral?.ref;
  const text = e.message?.text ?? e.postback?.title ?? '';
  const media = (e.message?.attachments ?? []).flatMap(({ type, payload }) => (payload?.url && type !== 'fallback' && type !== 'share' ? [mediaOf(type, payload.url, desk, payload.title)] : []));
  const links = (e.message?.attachments ?? []).flatMap(({ type, payload }) => (payload?.url && (type === 'fallback' || type === 'share') ? [payload.url] : []));
  if (!e.message && !e.postback) return { kind: 'nothing' };
  return {
    kind: 'message', person: { id: e.sender.id, name: await nameOf(e.sender.id, desk) }, text: [text, ...links].filter(Boolean).join('\n'), media, at: new Date(e.timestamp), code,
    ...(e.message?.reply_to?.mid ? { answers: [e.message.reply_to.mid] } : {}),
  };
}

/** The profile is a courtesy: without it they are a person all the same. */
async function nameOf(id: string, desk: Here): Promise<string> {
  const fallback = `${desk.account.kind === 'instagram' ? 'Instagram' : 'Messenger'} ${id.slice(-6)}`;
  return graph(desk, `${encodeURIComponent(id)}?fields=name`, { totalMs: 5000 }, z.looseObject({ name: z.string().min(1) })).then((p) => p.name, () => fallback);
}

const endings: Readonly<Record<string, readonly [string, string]>> = { image: ['image.jpg', 'image/jpeg'], video: ['video.mp4', 'video/mp4'], audio: ['audio.m4a', 'audio/mp4'] };
function mediaOf(kind: string, url: string, desk: Here, title: string | undefined): Media {
  const [name, type]: readonly [string, string] = endings[kind] ?? [decodeURIComponent(URL.parse(url)?.pathname.split('/').at(-1) ?? '') || 'file', 'application/octet-stream'];
  return { name: title ?? name, type, fetch: async () => (await download(desk, url, false)).bytes };
}

/** 24 hours; persons of ours have seven days where the platform allows it. */
export const windowHours = (message: Outbound, { settings }: Here): number => (settings.humanAgent && message.author.kind === 'agent' ? 7 * 24 : 24);

/** How late an answer is decides what it calls itself. */
function manner(to: Recipient, desk: Here): Record<string, string> {
  const at = Date.parse(String(to.message.lastMeta['at'] ?? ''));
  return desk.now().getTime() - at > 24 * 3_600_000 ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
}

/** `echoes`: the platform brings a message of ours back with the metadata it had. */
export const deliverer = (echoes: boolean) => async (part: Part, to: Recipient, desk: Here): Promise<string> => {
  const answer = z.object({ message_id: z.string() });
  const message = part.kind === 'file'
    ? { attachment: { type: /^(image|video|audio)\//.exec(part.file.type)?.[1] ?? 'file', payload: { url: await desk.fileUrl(part.file.fileId) } } }
    : { text: part.text };
  return (await graph(desk, `${desk.account.address}/messages`, { json: { recipient: { id: to.id }, ...manner(to, desk), message: echoes ? { ...message, metadata: to.key } : message } }, answer)).message_id;
};
