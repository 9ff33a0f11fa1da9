import { createHash } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../platform/i18n/index.ts';
import type { RawItem } from '../channel.ts';
import { fetchBytes, jsonOf } from '../social/api.ts';
import type { Desk, Media, Piece, Reading } from '../social/platform.ts';
import { judge } from './api.ts';
import type { WeiboSettings } from './settings.ts';

const Id = z.union([z.string(), z.number()]).transform(String);
const Pushed = z.looseObject({
  type: z.string(), sender_id: Id, receiver_id: Id, created_at: z.string(), text: z.string().default(''),
  data: z.looseObject({ subtype: z.string().optional(), key: Id.optional(), vfid: Id.optional(), tovfid: Id.optional(), longitude: Id.optional(), latitude: Id.optional() }).optional(),
});

/** The platform gives no id: the same words of the same person in the same second, to the letter, are the same message. */
export function toPieces(body: string): Piece[] {
  return Pushed.safeParse(jsonOf(body)).success ? [{ externalId: createHash('sha256').update(body).digest('hex').slice(0, 40), content: body }] : [];
}

export async function read(raw: RawItem, desk: Desk<WeiboSettings>): Promise<Reading> {
  const m = Pushed.parse(jsonOf(Buffer.from(raw.content).toString('utf8')));
  const at = new Date(m.created_at);
  const person = { id: m.sender_id, name: `微博用户 ${m.sender_id.slice(-6)}` };
  const base = { kind: 'message' as const, person, at: Number.isNaN(at.getTime()) ? raw.receivedAt : at };
  if (m.type === 'mention') {
    // A post that names us is public; the answer goes to the person as a message.
    const link = m.data?.key ? `\nhttps://weibo.com/${m.sender_id}/${m.data.key}` : '';
    return { ...base, text: say(desk.account.language, 'social.mentioned', { text: m.text }) + link };
  }
  if (m.type === 'position') return { ...base, text: say(desk.account.language, 'social.place', { label: m.text, x: m.data?.latitude ?? '', y: m.data?.longitude ?? '' }) };
  if (m.type === 'text' || m.type === 'image' || m.type === 'voice') return { ...base, text: m.text, media: mediaIn(m, desk) };
  return { kind: 'nothing' };
}

function mediaIn(m: z.infer<typeof Pushed>, desk: Desk<WeiboSettings>): Media[] {
  const id = m.data?.tovfid;
  if (!id || m.type === 'text') return [];
  const { dataBase, accessToken } = desk.settings;
  const [name, type]: readonly [string, string] = m.type === 'image' ? ['image.jpg', 'image/jpeg'] : ['voice.amr', 'audio/amr'];
  return [{ name, type, fetch: async () => (await fetchBytes(desk.fetch, `${dataBase}/2/mss/msget?${new URLSearchParams({ access_token: accessToken, fid: id })}`, {}, judge)).bytes }];
}
