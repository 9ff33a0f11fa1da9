import { randomUUID } from 'node:crypto';
import { hubSignature } from '../../platform/crypto/platform-signatures/meta.ts';
import { type Answered, type Shown, SimulatedApi, type SimulatedPlatform, get, insist, post } from '../social/simulator.ts';

const hour = 3_600_000;

export interface PageSimulator extends SimulatedPlatform {
  check(hook: string, verifyToken?: string): Promise<{ status: number; text: string }>;
  receipt(hook: string, person: string, mid: string, sort: 'delivery' | 'read', at: number): Promise<{ status: number; text: string }>;
  /** A message of ours comes back with the metadata it had. */
  echo(hook: string, person: string, mid: string, metadata: string): Promise<{ status: number; text: string }>;
  readonly sent: string[];
}

/** Messages of a page or a professional account: signed deliveries with echoes, 24 hours to answer, seven days for persons. */
export async function simulatePage({ now, object, address, textLimit }: { now: () => number; object: 'page' | 'instagram'; address: string; textLimit: number }): Promise<PageSimulator> {
  const settings = { appSecret: 'app-secret-of-the-simulator', accessToken: 'EAAP-simulator', verifyToken: 'chosen-by-the-administrator', humanAgent: true, username: 'norvane' };
  const shown: Shown[] = [];
  const sent: string[] = [];
  const lastWord = new Map<string, number>();
  const names = new Map<string, string>();
  const files = new Map<string, { bytes: Uint8Array; type: string }>();
  const api = new SimulatedApi();
  const fault = (status: number, code: number, message: string, sub?: number): Answered => ({ status, json: { error: { message, type: 'OAuthException', code, ...(sub ? { error_subcode: sub } : {}) } } });
  api.on('GET', /^\/files\/([\w-]+)/, (_called, match) => { const file = files.get(match[1] ?? ''); return file ? { bytes: file.bytes, type: file.type } : { status: 404 }; });
  api.on('GET', /^\/(\d[\w-]*|[0-9a-f-]{36}|sim-[\w.-]+)$/, ({ headers }, match) => {
    if (headers.authorization !== `Bearer ${settings.accessToken}`) return fault(401, 190, 'Invalid OAuth access token.');
    return { json: { id: match[1], name: match[1] === address ? 'Norvane' : (names.get(match[1] ?? '') ?? `Person ${match[1]?.slice(-4)}`) } };
  });
  api.on('POST', new RegExp(`^/${address}/messages$`), ({ headers, json }) => {
    if (headers.authorization !== `Bearer ${settings.accessToken}`) return fault(401, 190, 'Invalid OAuth access token.');
    const to = (json['recipient'] as { id: string }).id;
    const age = now() - (lastWord.get(to) ?? -Infinity);
    if (age > (json['tag'] === 'HUMAN_AGENT' ? 7 * 24 : 24) * hour) return fault(400, 10, '(#10) This message is sent outside of allowed window.', object === 'page' ? 2018278 : 2534022);
    const message = json['message'] as { text?: string; attachment?: { type: string; payload: { url: string } } };
    if ((message.text?.length ?? 0) > textLimit) return fault(400, 100, 'Length of param message[text] is too long');
    shown.push(message.attachment ? { to, file: message.attachment.type } : { to, text: message.text ?? '' });
    const mid = `m_${randomUUID()}`;
    sent.push(mid);
    const metadata = (json['message'] as { metadata?: string }).metadata;
    if (object === 'page' && metadata && simulator.tellTo) setTimeout(() => void echo(to, mid, metadata), Math.random() * 4000).unref();
    return { json: { recipient_id: to, message_id: mid } };
  });
  await api.start();
  const bring = (hook: string, event: Record<string, unknown>, at: number, forged = false) => {
    const body = JSON.stringify({ object, entry: [{ id: address, time: at, messaging: [event] }] });
    return post(hook, body, { 'content-type': 'application/json', 'x-hub-signature-256': hubSignature(forged ? 'wrong' : settings.appSecret, body) });
  };
  const bringEcho = (hook: string, to: string, mid: string, metadata: string) => bring(hook, { sender: { id: address }, recipient: { id: to }, timestamp: now(), message: { mid, is_echo: true, app_id: 1, metadata, text: '' } }, now());
  const echo = (to: string, mid: string, metadata: string) => insist(() => Boolean(simulator.tellTo), () => bringEcho(simulator.tellTo ?? '', to, mid, metadata));
  const simulator: PageSimulator = {
    api, address, settings: { ...settings, apiBase: api.base }, shown, sent, tellTo: null,
    deliver(hook, { id, person, text, file, at, forged, name }) {
      lastWord.set(person, at);
      if (name) names.set(person, name);
      const key = randomUUID();
      if (file) files.set(key, file);
      const image = file?.type.startsWith('image/');
      return bring(hook, {
        sender: { id: person }, recipient: { id: address }, timestamp: at,
        message: { mid: `m_${id}`, text, ...(file ? { attachments: [{ type: image ? 'image' : 'file', payload: { url: `${api.base}/files/${key}`, ...(image ? {} : { title: file.name }) } }] } : {}) },
      }, at, forged);
    },
    echo: bringEcho,
    check: (hook, verifyToken = settings.verifyToken) => get(`${hook}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '1158201444' })}`),
    receipt: (hook, person, mid, sort, at) => bring(hook, { sender: { id: person }, recipient: { id: address }, timestamp: at, [sort]: sort === 'delivery' ? { mids: [mid], watermark: at } : { mid, watermark: at } }, at),
  };
  return simulator;
}
