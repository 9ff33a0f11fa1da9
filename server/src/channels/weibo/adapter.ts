import { z } from 'zod';
import { verifyWeChatSignature } from '../../platform/crypto/platform-signatures/wechat.ts';
import { socialAdapter } from '../social/adapter.ts';
import { ask } from '../social/api.ts';
import type { Delivery, Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { judge } from './api.ts';
import { read, toPieces } from './map.ts';
import { WeiboSettings } from './settings.ts';

/** SHA-1 over secret, time and nonce, sorted: the same sum as at WeChat, with the app's secret in place of a token. */
const genuine = ({ query }: Delivery, { settings }: Desk<WeiboSettings>): boolean =>
  verifyWeChatSignature(settings.appSecret, { timestamp: query['timestamp'] ?? '', nonce: query['nonce'] ?? '', signature: query['signature'] ?? '' });

/** 微博, messages and mentions of the fan service. */
export const weibo: SocialPlatform<WeiboSettings> = {
  kind: 'weibo', settings: WeiboSettings, secretSettings: ['appSecret', 'accessToken'],
  textLimit: 300, acknowledgement: { type: 'text/plain; charset=utf-8', text: '' },
  challenge: (delivery, desk) => (genuine(delivery, desk) ? (delivery.query['echostr'] ?? '') : null),
  genuine, read, deliver,
  pieces: ({ body }) => toPieces(body.toString('utf8')),
  windowHours: () => 48,
  probe: async (desk, language) => [await step(language, 'token', async () => {
    const { apiBase, accessToken } = desk.settings;
    return String((await ask(desk.fetch, `${apiBase}/2/account/get_uid.json?${new URLSearchParams({ access_token: accessToken })}`, {}, z.looseObject({ uid: z.union([z.number(), z.string()]) }), judge)).uid);
  })],
};

export const weiboAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(weibo, options);

async function deliver(part: Part, to: Recipient, desk: Desk<WeiboSettings>): Promise<string> {
  const text = part.kind === 'file' ? `${part.file.name}\n${await desk.fileUrl(part.file.fileId)}` : part.text;
  const { apiBase, accessToken } = desk.settings;
  await ask(desk.fetch, `${apiBase}/2/messages/reply.json`, { fields: { access_token: accessToken, type: 'text', receiver_id: to.id, save_sender_box: '1', data: JSON.stringify({ text }) } }, z.looseObject({ result: z.unknown() }), judge);
  return to.key;
}
