import { say } from '../../platform/i18n/index.ts';
import type { RawItem } from '../channel.ts';
import { readTicketCode } from '../ticket-code.ts';
import type { Desk, Media, Piece, Reading } from '../social/platform.ts';
import { flatXml } from '../social/xml.ts';
import { mediaOf } from './api.ts';
import type { WeChatSettings } from './settings.ts';

type Words = Readonly<Record<string, string>>;

/** A message has an id of its own; an event is known by who, when and what. */
export function toPiece(xml: string): Piece {
  const m = flatXml(xml);
  return { externalId: m['MsgId'] ? `m:${m['MsgId']}` : `e:${m['FromUserName'] ?? ''}:${m['CreateTime'] ?? ''}:${m['Event'] ?? ''}:${m['EventKey'] ?? m['MsgID'] ?? ''}`, content: xml };
}

export async function read(raw: RawItem, desk: Desk<WeChatSettings>): Promise<Reading> {
  const m = flatXml(Buffer.from(raw.content).toString('utf8'));
  const from = m['FromUserName'] ?? '';
  const at = new Date(Number(m['CreateTime']) * 1000);
  if (from === '' || Number.isNaN(at.getTime())) throw new Error('no message of this platform');
  const person = { id: from, name: `微信用户 ${from.slice(-6)}` };
  if (m['MsgType'] === 'event') return event(m, person, at, desk);
  return { kind: 'message', person, at, text: textOf(m, desk), media: mediaIn(m, desk) };
}

function event(m: Words, person: { id: string; name: string }, at: Date, desk: Desk<WeChatSettings>): Reading {
  if (m['Event'] === 'TEMPLATESENDJOBFINISH') {
    const fine = m['Status'] === 'success';
    return { kind: 'receipt', externalIds: [m['MsgID'] ?? ''], state: fine ? 'delivered' : 'failed', detail: fine ? '' : (m['Status'] ?? '') };
  }
  const scene = m['Event'] === 'SCAN' ? m['EventKey'] : m['Event'] === 'subscribe' ? m['EventKey']?.replace(/^qrscene_/, '') : undefined;
  // Codes on posters are not ours; only one that names a ticket says something to the desk.
  const ticketId = scene ? readTicketCode(desk.context.platform.secrets, scene, desk.now()) : null;
  if (!scene || ticketId === null) return { kind: 'nothing' };
  return { kind: 'message', person, at, text: say(desk.account.language, 'social.came-by-code', { ticket: ticketId }), code: scene };
}

function textOf(m: Words, { account: { language } }: Desk<WeChatSettings>): string {
  switch (m['MsgType']) {
    case 'text': return m['Content'] ?? '';
    case 'voice': return m['Recognition'] ?? '';
    case 'location': return say(language, 'social.place', { label: m['Label'] ?? '', x: m['Location_X'] ?? '', y: m['Location_Y'] ?? '' });
    case 'link': return [m['Title'], m['Description'], m['Url']].filter(Boolean).join('\n');
    default: return '';
  }
}

function mediaIn(m: Words, desk: Desk<WeChatSettings>): Media[] {
  const id = m['MediaId'];
  if (!id) return [];
  switch (m['MsgType']) {
    case 'image': return [mediaOf(desk, id, 'image.jpg', 'image/jpeg')];
    case 'voice': return [mediaOf(desk, id, `voice.${m['Format'] ?? 'amr'}`, 'audio/amr')];
    case 'video': case 'shortvideo': return [mediaOf(desk, id, 'video.mp4', 'video/mp4')];
    default: return [mediaOf(desk, id, m['FileName'] ?? 'file', 'application/octet-stream')];
  }
}
