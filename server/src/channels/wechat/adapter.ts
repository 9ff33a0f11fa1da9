import { z } from 'zod';
import { decryptWeChat, verifyWeChatSignature } from '../../platform/crypto/platform-signatures/wechat.ts';
import { socialAdapter } from '../social/adapter.ts';
import { flat } from '../social/parts.ts';
import type { Delivery, Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { flatXml } from '../social/xml.ts';
import { call, newToken, upload } from './api.ts';
import { read, toPiece } from './map.ts';
import { WeChatSettings } from './settings.ts';

type Here = Desk<WeChatSettings>;
const done = z.object({ errcode: z.number().optional(), msgid: z.union([z.number(), z.string()]).optional() });
const codeSeconds = 30 * 86_400;

const signed = ({ query }: Delivery) => ({ timestamp: query['timestamp'] ?? '', nonce: query['nonce'] ?? '' });
const encrypted = ({ body }: Delivery) => flatXml(body.toString('utf8'))['Encrypt'];

/** 微信公众号. */
export const wechat: SocialPlatform<WeChatSettings> = {
  kind: 'wechat', settings: WeChatSettings, secretSettings: ['appSecret', 'token', 'encodingAesKey'],
  textLimit: 600, acknowledgement: { type: 'text/plain; charset=utf-8', text: 'success' },

  challenge: (delivery, { settings }) =>
    (verifyWeChatSignature(settings.token, { ...signed(delivery), signature: delivery.query['signature'] ?? '' }) ? (delivery.query['echostr'] ?? '') : null),
  genuine(delivery, { settings }) {
    // With a key set nothing in plain text is believed.
    if (settings.encodingAesKey === '') return verifyWeChatSignature(settings.token, { ...signed(delivery), signature: delivery.query['signature'] ?? '' });
    return verifyWeChatSignature(settings.token, { ...signed(delivery), signature: delivery.query['msg_signature'] ?? '', encrypted: encrypted(delivery) ?? '' });
  },
  pieces(delivery, { settings, account }) {
    const { token, encodingAesKey } = settings;
    return [toPiece(encodingAesKey === '' ? delivery.body.toString('utf8') : decryptWeChat({ token, encodingAesKey, receiverId: account.address }, encrypted(delivery) ?? ''))];
  },
  read, newToken, deliver,
  windowHours: () => 48,
  hasTemplate: ({ settings }) => settings.templateId !== '',
  probe: async (desk, language) => [await step(language, 'token', async () => { await call(desk, '/cgi-bin/getcallbackip', {}, z.object({ ip_list: z.array(z.string()) })); return ''; })],
  invite: async (desk, code) => (await call(desk, '/cgi-bin/qrcode/create', { json: { expire_seconds: codeSeconds, action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: code } } } }, z.object({ url: z.string() }))).url,
};

export const wechatAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(wechat, options);

async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  if (part.kind === 'template') {
    const { templateId, templateField } = desk.settings;
    // Fields of the kind `thing` hold twenty characters.
    const answer = await call(desk, '/cgi-bin/message/template/send', { json: { touser: to.id, template_id: templateId, data: { [templateField]: { value: flat(part.text, templateField.startsWith('thing') ? 20 : 200) } } } }, done);
    return String(answer.msgid ?? to.key);
  }
  const say = async (message: Record<string, unknown>) => { await call(desk, '/cgi-bin/message/custom/send', { json: { touser: to.id, ...message } }, done); return to.key; };
  if (part.kind === 'text') return say({ msgtype: 'text', text: { content: part.text } });
  const { file } = part;
  const msgtype = file.type.startsWith('image/') ? 'image' : file.type === 'video/mp4' ? 'video' : file.type.startsWith('audio/') ? 'voice' : null;
  // Papers have no form of their own here: they go as a link.
  if (msgtype === null) return say({ msgtype: 'text', text: { content: `${file.name}\n${await desk.fileUrl(file.fileId)}` } });
  return say({ msgtype, [msgtype]: { media_id: await upload(desk, msgtype, file, await desk.fileBytes(file.fileId)) } });
}
