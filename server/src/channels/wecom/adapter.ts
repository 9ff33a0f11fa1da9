import { createHash } from 'node:crypto';
import { z } from 'zod';
import { decryptWeChat, verifyWeChatSignature } from '../../platform/crypto/platform-signatures/wechat.ts';
import { socialAdapter } from '../social/adapter.ts';
import type { Delivery, Desk, Part, Recipient, SocialPlatform } from '../social/platform.ts';
import { createLooks } from '../social/poll.ts';
import { step } from '../social/probe.ts';
import { flatXml } from '../social/xml.ts';
import { call, newToken, upload } from './api.ts';
import { read } from './map.ts';
import { WecomSettings } from './settings.ts';
import { sync } from './sync.ts';

type Here = Desk<WecomSettings>;
const look = createLooks();

const signed = ({ query }: Delivery, encrypted: string) => ({ timestamp: query['timestamp'] ?? '', nonce: query['nonce'] ?? '', signature: query['msg_signature'] ?? '', encrypted });
const open = ({ settings }: Here, cipher: string) => decryptWeChat({ token: settings.token, encodingAesKey: settings.encodingAesKey, receiverId: settings.corpId }, cipher);
const cipherOf = ({ body }: Delivery) => flatXml(body.toString('utf8'))['Encrypt'] ?? '';

/** 微信客服: the delivery only says that there is something; the messages are fetched from the cursor on. */
export const wecom: SocialPlatform<WecomSettings> = {
  kind: 'wecom', settings: WecomSettings, secretSettings: ['corpSecret', 'token', 'encodingAesKey'],
  textLimit: 600, keyed: true, acknowledgement: { type: 'text/plain; charset=utf-8', text: 'success' },
  challenge: (delivery, desk) => (verifyWeChatSignature(desk.settings.token, signed(delivery, delivery.query['echostr'] ?? '')) ? open(desk, delivery.query['echostr'] ?? '') : null),
  genuine: (delivery, desk) => verifyWeChatSignature(desk.settings.token, signed(delivery, cipherOf(delivery))),
  pieces: () => [],
  async delivered(delivery, desk) {
    const m = flatXml(open(desk, cipherOf(delivery)));
    if (m['Event'] !== 'kf_msg_or_event') return;
    // One address serves all accounts of a company.
    const account = m['OpenKfId'] === undefined || m['OpenKfId'] === desk.account.address ? desk.account : await desk.context.accountByAddress(m['OpenKfId']);
    const meant = account && desk.of(account);
    if (meant?.settings.corpId !== desk.settings.corpId) return;
    // The messages stay at the platform: a fault here is made good by the next look.
    await look(meant, (d) => sync(d, m['Token'])).catch((error: unknown) => desk.context.platform.log.warn({ err: error, account: meant.account.id }, 'messages could not be fetched, trying again'));
  },
  poll: { everySeconds: 60, work: (desk) => look(desk, sync) },
  read, newToken, deliver,
  windowHours: () => 48,
  probe: async (desk, language) => [await step(language, 'sync', async () => { await look(desk, sync); return desk.account.address; })],
  invite: async (desk, code) => (await call(desk, '/cgi-bin/kf/add_contact_way', { json: { open_kfid: desk.account.address, scene: 'ticket' } }, z.object({ url: z.string() }))).url + `&scene_param=${encodeURIComponent(code)}`,
};

export const wecomAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(wecom, options);

async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  // Given by us, so that the platform knows the same message again.
  const msgid = createHash('sha256').update(to.key).digest('hex').slice(0, 32);
  const say = async (message: Record<string, unknown>) =>
    (await call(desk, '/cgi-bin/kf/send_msg', { json: { touser: to.id, open_kfid: desk.account.address, msgid, ...message } }, z.object({ msgid: z.string().default(msgid) }))).msgid;
  if (part.kind !== 'file') return say({ msgtype: 'text', text: { content: part.text } });
  const { file } = part;
  const msgtype = ['image/jpeg', 'image/png'].includes(file.type) ? 'image' : file.type === 'video/mp4' ? 'video' : 'file';
  return say({ msgtype, [msgtype]: { media_id: await upload(desk, msgtype, file, await desk.fileBytes(file.fileId)) } });
}
