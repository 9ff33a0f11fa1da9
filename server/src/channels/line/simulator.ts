import { createHash, randomUUID } from 'node:crypto';
import { lineSignature } from '../../platform/crypto/platform-signatures/line.ts';
import { type Answered, type Called, type Shown, SimulatedApi, type SimulatedPlatform, post } from '../social/simulator.ts';

export interface LineSimulator extends SimulatedPlatform {
  /** How many came by reply, how many by push. */
  readonly counts: { reply: number; push: number };
}

/** An official account at LINE: signed deliveries that may come again, reply tokens of a minute that work once, pushes with retry keys. */
export async function simulateLine({ now }: { now: () => number }): Promise<LineSimulator> {
  const settings = { channelSecret: 'channel-secret-of-the-simulator', accessToken: 'line-token', basicId: '@norvane' };
  const shown: Shown[] = [];
  const counts = { reply: 0, push: 0 };
  const replies = new Map<string, { person: string; at: number }>();
  const keys = new Set<string>();
  const names = new Map<string, string>();
  const files = new Map<string, { bytes: Uint8Array; type: string }>();
  const delivered = new Map<string, string>();
  let ids = 460_000_000_000;
  const api = new SimulatedApi();
  const authorised = (handler: (called: Called, match: RegExpExecArray) => Answered) => (called: Called, match: RegExpExecArray): Answered =>
    (called.headers.authorization === `Bearer ${settings.accessToken}` ? handler(called, match) : { status: 401, json: { message: 'Authentication failed' } });
  const show = (to: string, messages: unknown): Answered => {
    for (const m of messages as { type: string; text?: string }[]) shown.push(m.type === 'text' ? { to, text: m.text ?? '' } : { to, file: m.type });
    return { json: { sentMessages: [{ id: String(++ids), quoteToken: 'q' }] } };
  };
  api.on('GET', /^\/v2\/bot\/info$/, authorised(() => ({ json: { userId: 'Ubot', basicId: settings.basicId, displayName: 'Norvane' } })));
  api.on('PUT', /^\/v2\/bot\/channel\/webhook\/endpoint$/, authorised(() => ({ json: {} })));
  api.on('GET', /^\/v2\/bot\/profile\/(.+)$/, authorised((_called, match) => ({ json: { displayName: names.get(decodeURIComponent(match[1] ?? '')) ?? `佐藤 ${match[1]?.slice(-4)}`, userId: match[1], language: 'en' } })));
  api.on('GET', /^\/v2\/bot\/message\/(\d+)\/content$/, authorised((_called, match) => { const file = files.get(match[1] ?? ''); return file ? { bytes: file.bytes, type: file.type } : { status: 404, json: { message: 'Not found' } }; }));
  api.on('POST', /^\/v2\/bot\/message\/reply$/, authorised(({ json }) => {
    const token = String(json['replyToken']);
    const held = replies.get(token);
    if (!held || now() - held.at > 60_000) return { status: 400, json: { message: 'Invalid reply token' } };
    replies.delete(token);
    counts.reply += 1;
    return show(held.person, json['messages']);
  }));
  api.on('POST', /^\/v2\/bot\/message\/push$/, authorised(({ json, headers }) => {
    const key = String(headers['x-line-retry-key'] ?? '');
    if (key !== '' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)) return { status: 400, json: { message: 'The value of X-Line-Retry-Key is invalid' } };
    if (key !== '' && keys.has(key)) return { status: 409, json: { message: 'The retry key is already accepted' }, headers: { 'x-line-accepted-request-id': 'x' } };
    keys.add(key);
    counts.push += 1;
    return show(String(json['to']), json['messages']);
  }));
  await api.start();
  return {
    api, address: '1657654321', settings: { ...settings, apiBase: api.base, dataBase: api.base }, shown, counts,
    deliver(hook, { id, person, text, file, at, forged, name }) {
      if (name) names.set(person, name);
      const replyToken = randomUUID().replaceAll('-', '');
      replies.set(replyToken, { person, at });
      // A delivery that comes again is the same to the letter, but says that it comes again.
      const again = delivered.has(id);
      delivered.set(id, person);
      const number = String(createHash('sha256').update(id).digest().readUIntBE(0, 6));
      if (file) files.set(number, file);
      const event = {
        type: 'message', mode: 'active', timestamp: at, webhookEventId: `01${createHash('sha256').update(id).digest('hex').slice(0, 24).toUpperCase()}`, deliveryContext: { isRedelivery: again }, source: { type: 'user', userId: person }, replyToken,
        message: file ? (file.type.startsWith('image/') ? { id: number, type: 'image', contentProvider: { type: 'line' } } : { id: number, type: 'file', fileName: file.name, fileSize: file.bytes.length }) : { id: number, type: 'text', text, quoteToken: 'q' },
      };
      const body = JSON.stringify({ destination: 'Ubot', events: [event] });
      return post(hook, body, { 'content-type': 'application/json', 'x-line-signature': lineSignature(forged ? 'wrong' : settings.channelSecret, body) });
    },
  };
}
