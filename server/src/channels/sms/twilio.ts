import { z } from 'zod';
import { verifyTwilio } from '../../platform/crypto/platform-signatures/twilio.ts';
import { ask, statusFault } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk } from '../social/platform.ts';
import type { Gateway } from './gateway.ts';
import type { SmsSettings } from './settings.ts';

const Fault = z.looseObject({ code: z.number(), message: z.string().default('') });
/** 21610: unsubscribed there; 21211, 21614: no number of a phone. */
function judge(status: number, body: unknown): PlatformFault | null {
  if (status < 400) return null;
  const { code, message } = Fault.safeParse(body).data ?? { code: 0, message: '' };
  return code === 0 ? statusFault(status, message) : new PlatformFault(status === 401 ? 'token' : status === 429 || status >= 500 ? 'busy' : 'refused', `${message} (${code})`);
}
export const twilioHeaders = ({ settings }: Desk<SmsSettings>) => ({ authorization: `Basic ${Buffer.from(`${settings.user}:${settings.secret}`).toString('base64')}` });
const account = ({ settings }: Desk<SmsSettings>) => `${settings.apiBase}/2010-04-01/Accounts/${encodeURIComponent(settings.user)}`;
const states: Readonly<Record<string, 'sent' | 'delivered' | 'failed'>> = { sent: 'sent', delivered: 'delivered', undelivered: 'failed', failed: 'failed' };

/** Twilio's form: form bodies signed over address and fields. */
export const twilio: Gateway = {
  acknowledgement: { type: 'text/xml; charset=utf-8', text: '<?xml version="1.0" encoding="UTF-8"?><Response/>' },
  genuine: ({ url, headers, body }, { settings }) => verifyTwilio(settings.secret, { url, signature: headers['x-twilio-signature'] ?? '', fields: [...new URLSearchParams(body.toString('utf8'))] }),
  pieces({ body }, now) {
    const f = new URLSearchParams(body.toString('utf8'));
    const id = f.get('MessageSid') ?? f.get('SmsSid') ?? '';
    const status = f.get('MessageStatus');
    if (id === '') return [];
    if (status) {
      const state = states[status];
      return state ? [{ externalId: `r:${id}:${status}`, arrived: { kind: 'receipt', id, state, detail: f.get('ErrorCode') ?? '' } }] : [];
    }
    const media = Array.from({ length: Math.min(Number(f.get('NumMedia') ?? 0) || 0, 10) }, (_, n) => ({ url: f.get(`MediaUrl${n}`) ?? '', type: f.get(`MediaContentType${n}`) ?? '' })).filter((m) => m.url !== '');
    return [{ externalId: id, arrived: { kind: 'text', from: f.get('From') ?? '', text: f.get('Body') ?? '', at: now.toISOString(), media } }];
  },
  async send({ phone, text, source }, desk) {
    const fields = { To: phone, ...(source.startsWith('MG') ? { MessagingServiceSid: source } : { From: source }), Body: text, StatusCallback: desk.hook };
    return (await ask(desk.fetch, `${account(desk)}/Messages.json`, { fields, headers: twilioHeaders(desk) }, z.looseObject({ sid: z.string() }), judge)).sid;
  },
  /** The list of what was sent to this number today names bodies. */
  async find({ phone, text }, since, desk) {
    const query = new URLSearchParams({ To: phone, 'DateSent>': since.toISOString().slice(0, 10), PageSize: '50' });
    const list = await ask(desk.fetch, `${account(desk)}/Messages.json?${query}`, { headers: twilioHeaders(desk) }, z.looseObject({ messages: z.array(z.looseObject({ sid: z.string(), body: z.string(), direction: z.string().default(''), date_created: z.string().default('') })) }), judge);
    return list.messages.find((m) => m.body === text && m.direction.startsWith('outbound') && !(Date.parse(m.date_created) < since.getTime() - 1000))?.sid ?? null;
  },
  look: async (desk) => { const one = await ask(desk.fetch, `${account(desk)}.json`, { headers: twilioHeaders(desk) }, z.looseObject({ friendly_name: z.string().default(''), status: z.string().default('') }), judge); return `${one.friendly_name} ${one.status}`.trim(); },
};
