import { randomUUID } from 'node:crypto';
import { hubSignature } from '../../platform/crypto/platform-signatures/meta.ts';
import { type Answered, type Called, type Shown, SimulatedApi, type SimulatedPlatform, get, insist, post } from '../social/simulator.ts';

const hours24 = 24 * 3_600_000;

export interface WhatsAppSimulator extends SimulatedPlatform {
  check(hook: string, verifyToken?: string): Promise<{ status: number; text: string }>;
  status(hook: string, id: string, status: 'sent' | 'delivered' | 'read' | 'failed', at: number): Promise<{ status: number; text: string }>;
  /** Ids given to what we sent, in order. */
  readonly sent: string[];
}

/** A number at the Cloud API: signed deliveries, 24 hours to answer, one approved template, media behind a token, statuses. */
export async function simulateWhatsApp({ now }: { now: () => number }): Promise<WhatsAppSimulator> {
  const address = '106540352242922';
  const settings = { appSecret: 'app-secret-of-the-simulator', accessToken: 'EAAG-simulator', verifyToken: 'chosen-by-the-administrator', phone: '+15550783881', template: 'ticket_update', templateLanguage: 'en' };
  const shown: Shown[] = [];
  const sent: string[] = [];
  /** What a message carried for its statuses. */
  const carried = new Map<string, string>();
  const lastWord = new Map<string, number>();
  const media = new Map<string, { bytes: Uint8Array; type: string }>();
  const api = new SimulatedApi();
  const fault = (status: number, code: number, message: string): Answered => ({ status, json: { error: { message, type: 'OAuthException', code, fbtrace_id: 'x' } } });
  const authorised = (handler: (called: Called, match: RegExpExecArray) => Answered) => (called: Called, match: RegExpExecArray): Answered =>
    (called.headers.authorization === `Bearer ${settings.accessToken}` ? handler(called, match) : fault(401, 190, 'Invalid OAuth access token.'));
  api.on('GET', new RegExp(`^/${address}$`), authorised(() => ({ json: { display_phone_number: '+1 555-078-3881', verified_name: 'Norvane', id: address } })));
  api.on('POST', new RegExp(`^/${address}/media$`), authorised(({ body }) => {
    const id = String(900_000 + media.size);
    media.set(id, { bytes: body, type: 'application/octet-stream' });
    return { json: { id } };
  }));
  api.on('POST', new RegExp(`^/${address}/messages$`), authorised(({ json }) => {
    const to = String(json['to']);
    const type = String(json['type']);
    if (json['messaging_product'] !== 'whatsapp') return fault(400, 100, '(#100) The parameter messaging_product is required.');
    if (type !== 'template' && now() - (lastWord.get(to) ?? -Infinity) > hours24) return fault(400, 131047, 'Re-engagement message');
    if (type === 'text') shown.push({ to, text: (json['text'] as { body: string }).body });
    else if (type === 'template') {
      const template = json['template'] as { name: string; components: { parameters: { text: string }[] }[] };
      const words = template.components[0]?.parameters[0]?.text ?? '';
      if (template.name !== settings.template) return fault(404, 132001, 'Template name does not exist in the translation');
      if (/\n|\t| {4}/.test(words)) return fault(400, 132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
      shown.push({ to, template: words });
    } else {
      if (!media.has((json[type] as { id: string }).id)) return fault(400, 131053, 'Media upload error');
      shown.push({ to, file: type });
    }
    const id = `wamid.${randomUUID()}`;
    sent.push(id);
    if (typeof json['biz_opaque_callback_data'] === 'string') carried.set(id, json['biz_opaque_callback_data']);
    if (simulator.tellTo) for (const word of ['sent', 'delivered'] as const) setTimeout(() => void tell(id, word), Math.random() * 4000).unref();
    return { json: { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id }] } };
  }));
  api.on('GET', /^\/files\/(\d+)$/, authorised((_called, match) => { const file = media.get(match[1] ?? ''); return file ? { bytes: file.bytes, type: file.type } : fault(404, 100, 'gone'); }));
  api.on('GET', /^\/(\d+)$/, authorised((_called, match) => (media.has(match[1] ?? '') ? { json: { url: `${api.base}/files/${match[1]}`, mime_type: media.get(match[1] ?? '')?.type, id: match[1] } } : fault(400, 100, 'Unsupported get request.'))));
  await api.start();

  const bring = (hook: string, value: Record<string, unknown>, forged = false) => {
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '15550783881', phone_number_id: address }, ...value } }] }] });
    return post(hook, body, { 'content-type': 'application/json', 'x-hub-signature-256': hubSignature(forged ? 'wrong' : settings.appSecret, body) });
  };
  const tell = (id: string, word: 'sent' | 'delivered') => insist(() => Boolean(simulator.tellTo), () => simulator.status(simulator.tellTo ?? '', id, word, now()));
  const simulator: WhatsAppSimulator = {
    api, address, settings: { ...settings, apiBase: api.base }, shown, sent, tellTo: null,
    deliver(hook, { id, person, text, file, at, forged, name }) {
      lastWord.set(person, at);
      const base = { id: `wamid.${id}`, from: person, timestamp: String(Math.floor(at / 1000)) };
      const contacts = [{ profile: { name: name ?? `Person ${person.slice(-4)}` }, wa_id: person }];
      if (!file) return bring(hook, { contacts, messages: [{ ...base, type: 'text', text: { body: text } }] }, forged);
      const key = String(500_000 + media.size);
      media.set(key, file);
      const image = file.type.startsWith('image/');
      return bring(hook, { contacts, messages: [{ ...base, type: image ? 'image' : 'document', [image ? 'image' : 'document']: { id: key, mime_type: file.type, sha256: 'x', caption: text, ...(image ? {} : { filename: file.name }) } }] }, forged);
    },
    check: (hook, verifyToken = settings.verifyToken) => get(`${hook}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '1158201444' })}`),
    status: (hook, id, status, at) => bring(hook, { statuses: [{ id, status, timestamp: String(Math.floor(at / 1000)), recipient_id: '1', ...(carried.has(id) ? { biz_opaque_callback_data: carried.get(id) } : {}), ...(status === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {}) }] }),
  };
  return simulator;
}
