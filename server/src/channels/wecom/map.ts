import { z } from 'zod';
import { say } from '../../platform/i18n/index.ts';
import type { RawItem } from '../channel.ts';
import { jsonOf } from '../social/api.ts';
import type { Desk, Media, Reading } from '../social/platform.ts';
import { mediaOf } from './api.ts';
import type { WecomSettings } from './settings.ts';

const File = z.looseObject({ media_id: z.string() });
const Message = z.looseObject({
  msgid: z.string(), external_userid: z.string().default(''), send_time: z.number(), origin: z.number(), msgtype: z.string(),
  text: z.looseObject({ content: z.string() }).optional(), image: File.optional(), voice: File.optional(), video: File.optional(), file: File.optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number(), name: z.string().default(''), address: z.string().default('') }).optional(), link: z.looseObject({ title: z.string().default(''), url: z.string().default('') }).optional(),
  event: z.looseObject({ event_type: z.string(), external_userid: z.string().optional(), scene_param: z.string().optional(), fail_msgid: z.string().optional(), fail_type: z.number().optional() }).optional(),
});
/** Written by the customer; by the platform; by a colleague in the platform's own app. */
const origins = { customer: 3, system: 4 } as const;
const whyFailed: Readonly<Record<number, string>> = { 4: 'session expired', 5: 'session closed', 6: 'more than 5 messages', 8: 'not verified', 10: 'customer refuses messages' };

export async function read(raw: RawItem, desk: Desk<WecomSettings>): Promise<Reading> {
  const m = Message.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  if (m.event) return event(m, m.event, desk);
  if (m.origin !== origins.customer || m.external_userid === '') return { kind: 'nothing' };
  const { language } = desk.account;
  const place = m.location;
  return {
    kind: 'message', person: personOf(m.external_userid), at: new Date(m.send_time * 1000), media: mediaIn(m, desk),
    text: place ? say(language, 'social.place', { label: `${place.name} ${place.address}`.trim(), x: place.latitude, y: place.longitude }) : m.link ? `${m.link.title}\n${m.link.url}` : (m.text?.content ?? ''),
  };
}

const personOf = (id: string) => ({ id, name: `微信客户 ${id.slice(-6)}` });

function event(m: z.infer<typeof Message>, e: NonNullable<z.infer<typeof Message>['event']>, desk: Desk<WecomSettings>): Reading {
  if (e.event_type === 'msg_send_fail' && e.fail_msgid) return { kind: 'receipt', externalIds: [e.fail_msgid], state: 'failed', detail: whyFailed[e.fail_type ?? 0] ?? `fail_type ${e.fail_type ?? 0}` };
  const person = e.external_userid ?? m.external_userid;
  // Entering says nothing, unless it was by a code of ours.
  if (e.event_type !== 'enter_session' || !e.scene_param?.startsWith('af-') || person === '') return { kind: 'nothing' };
  return { kind: 'message', person: personOf(person), at: new Date(m.send_time * 1000), text: say(desk.account.language, 'social.came-by-link'), code: e.scene_param };
}

function mediaIn(m: z.infer<typeof Message>, desk: Desk<WecomSettings>): Media[] {
  if (m.image) return [mediaOf(desk, m.image.media_id, 'image.jpg', 'image/jpeg')];
  if (m.voice) return [mediaOf(desk, m.voice.media_id, 'voice.amr', 'audio/amr')];
  if (m.video) return [mediaOf(desk, m.video.media_id, 'video.mp4', 'video/mp4')];
  return m.file ? [mediaOf(desk, m.file.media_id, 'file', 'application/octet-stream')] : [];
}
