import { randomBytes, randomUUID } from 'node:crypto';
import { weChatSignature } from '../../platform/crypto/platform-signatures/wechat.ts';
import { type Shown, SimulatedApi, type SimulatedPlatform, get, post } from '../social/simulator.ts';

export interface WeiboSimulator extends SimulatedPlatform {
  check(hook: string): Promise<{ status: number; text: string }>;
  mention(hook: string, person: string, text: string, at: number): Promise<{ status: number; text: string }>;
}

/** The fan service: pushes without ids, signed by the app's secret; 48 hours to answer. */
export async function simulateWeibo({ now }: { now: () => number }): Promise<WeiboSimulator> {
  const address = '5175429989';
  const settings = { appSecret: 'app-secret-of-the-simulator', accessToken: '2.00simulator' };
  const shown: Shown[] = [];
  const lastWord = new Map<string, number>();
  const files = new Map<string, { bytes: Uint8Array; type: string }>();
  const delivered = new Map<string, string>();
  const api = new SimulatedApi();
  api.on('GET', /^\/2\/account\/get_uid\.json$/, ({ query }) => (query.get('access_token') === settings.accessToken ? { json: { uid: Number(address) } } : { status: 403, json: { error: 'expired_token', error_code: 21327 } }));
  api.on('GET', /^\/2\/mss\/msget$/, ({ query }) => { const file = files.get(query.get('fid') ?? ''); return file ? { bytes: file.bytes, type: file.type } : { status: 400, json: { error: 'file not found', error_code: 20003 } }; });
  api.on('POST', /^\/2\/messages\/reply\.json$/, ({ body }) => {
    const fields = new URLSearchParams(body.toString('utf8'));
    const to = fields.get('receiver_id') ?? '';
    if (fields.get('access_token') !== settings.accessToken) return { status: 403, json: { error: 'expired_token', error_code: 21327 } };
    if (now() - (lastWord.get(to) ?? -Infinity) > 48 * 3_600_000) return { status: 403, json: { error: 'out of time', error_code: 21334 } };
    const { text } = JSON.parse(fields.get('data') ?? '{}') as { text: string };
    if ([...text].length > 300) return { status: 400, json: { error: 'text too long', error_code: 20012 } };
    shown.push({ to, text });
    return { json: { result: true } };
  });
  await api.start();
  const signed = (key = settings.appSecret) => {
    const [timestamp, nonce] = [String(now()), randomBytes(4).toString('hex')];
    return { signature: weChatSignature(key, timestamp, nonce), timestamp, nonce };
  };
  const push = (hook: string, body: string, forged = false) => post(`${hook}?${new URLSearchParams(signed(forged ? 'wrong' : settings.appSecret))}`, body, { 'content-type': 'application/json' });
  return {
    api, address, settings: { ...settings, apiBase: api.base, dataBase: api.base }, shown,
    deliver(hook, { id, person, text, file, at, forged }) {
      lastWord.set(person, at);
      const media = randomUUID();
      if (file) files.set(media, file);
      // The same push again is the same to the letter.
      const body = delivered.get(id) ?? JSON.stringify({ type: file ? 'image' : 'text', receiver_id: Number(address), sender_id: person, created_at: new Date(at).toUTCString(), text: file ? '发了一张图片' : text, data: file ? { vfid: media, tovfid: media } : {} });
      delivered.set(id, body);
      return push(hook, body, forged);
    },
    check: (hook) => get(`${hook}?${new URLSearchParams({ ...signed(), echostr: '7031' })}`),
    mention: (hook, person, text, at) => push(hook, JSON.stringify({ type: 'mention', receiver_id: address, sender_id: person, created_at: new Date(at).toUTCString(), text, data: { subtype: 'status', key: '5012345678901234' } })),
  };
}
