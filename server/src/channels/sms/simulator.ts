import { randomUUID } from 'node:crypto';
import { twilioSignature } from '../../platform/crypto/platform-signatures/twilio.ts';
import { type Shown, SimulatedApi, type SimulatedPlatform, post } from '../social/simulator.ts';
import { aliyunSignature } from './aliyun.ts';

export interface SmsSimulator extends SimulatedPlatform {
  report(hook: string, id: string, state: 'delivered' | 'failed'): Promise<{ status: number; text: string }>;
  readonly sent: string[];
}
/** `hook` as it stands in the settings there: behind a proxy it is another one than the server's own. */
export interface SmsOptions { readonly now: () => number; readonly publicHook?: (hook: string) => string; readonly address?: string }

/** A number at Twilio: signed form posts over the public address, numbers that are refused, statuses. */
export async function simulateTwilio({ now, publicHook = (hook) => hook, address = '+15005550006' }: SmsOptions): Promise<SmsSimulator> {
  const settings = { gateway: 'twilio', user: 'ACsimulator', secret: 'auth-token-of-the-simulator', quietFrom: '00:00', quietTo: '00:00', price: 0.05 };
  const shown: Shown[] = [];
  const sent: string[] = [];
  const listed: { sid: string; to: string; body: string; direction: string; date_created: string }[] = [];
  const files = new Map<string, { bytes: Uint8Array; type: string }>();
  const api = new SimulatedApi();
  const authorised = `Basic ${Buffer.from(`${settings.user}:${settings.secret}`).toString('base64')}`;
  api.on('GET', /^\/media\/([\w-]+)$/, (_called, match) => { const file = files.get(match[1] ?? ''); return file ? { bytes: file.bytes, type: file.type } : { status: 404 }; });
  api.on('GET', /^\/2010-04-01\/Accounts\/ACsimulator\.json$/, ({ headers }) => (headers.authorization === authorised ? { json: { friendly_name: 'Norvane', status: 'active' } } : { status: 401, json: { code: 20003, message: 'Authenticate' } }));
  api.on('POST', /^\/2010-04-01\/Accounts\/ACsimulator\/Messages\.json$/, ({ headers, body }) => {
    if (headers.authorization !== authorised) return { status: 401, json: { code: 20003, message: 'Authenticate' } };
    const fields = new URLSearchParams(body.toString('utf8'));
    const to = fields.get('To') ?? '';
    if (!/^\+\d{8,15}$/.test(to)) return { status: 400, json: { code: 21211, message: `The 'To' number ${to} is not a valid phone number.` } };
    if ((fields.get('Body') ?? '').length > 1600) return { status: 400, json: { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit' } };
    shown.push({ to, text: fields.get('Body') ?? '' });
    const sid = `SM${randomUUID().replaceAll('-', '')}`;
    sent.push(sid);
    listed.push({ sid, to, body: fields.get('Body') ?? '', direction: 'outbound-api', date_created: new Date(now()).toUTCString() });
    return { status: 201, json: { sid, status: 'queued', num_segments: '1', price: null } };
  });
  api.on('GET', /^\/2010-04-01\/Accounts\/ACsimulator\/Messages\.json$/, ({ headers, query }) => (headers.authorization === authorised ? { json: { messages: listed.filter((one) => one.to === query.get('To')).slice(-50).toReversed() } } : { status: 401, json: { code: 20003, message: 'Authenticate' } }));
  await api.start();
  const bring = (hook: string, fields: Record<string, string>, forged = false) =>
    post(hook, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': twilioSignature(forged ? 'wrong' : settings.secret, publicHook(hook), Object.entries(fields)) });
  return {
    api, address, settings: { ...settings, apiBase: api.base }, shown, sent,
    deliver(hook, { id, person, text, file, forged }) {
      const key = randomUUID();
      if (file) files.set(key, file);
      return bring(hook, { MessageSid: `SM${id}`, AccountSid: settings.user, From: person, To: address, Body: text, NumMedia: file ? '1' : '0', ...(file ? { MediaUrl0: `${api.base}/media/${key}`, MediaContentType0: file.type } : {}) }, forged);
    },
    report: (hook, id, state) => bring(hook, { MessageSid: id, MessageStatus: state === 'failed' ? 'undelivered' : 'delivered', ...(state === 'failed' ? { ErrorCode: '30003' } : {}) }),
  };
}

/** A signature at Aliyun: RPC calls with HMAC-SHA1, one approved template, lists pushed to an address with a key. */
export async function simulateAliyun({ now, address = '诺凡' }: SmsOptions): Promise<SmsSimulator> {
  const settings = { gateway: 'aliyun', user: 'LTAIsimulator', secret: 'access-key-secret', hookKey: 'a-key-in-the-address', template: 'SMS_15305', templateField: 'content', quietFrom: '00:00', quietTo: '00:00', price: 0.045 };
  const shown: Shown[] = [];
  const sent: string[] = [];
  const nonces = new Set<string>();
  const details: { OutId: string; PhoneNum: string; SendStatus: number }[] = [];
  const api = new SimulatedApi();
  api.on('POST', /^\/$/, ({ body }) => {
    const { Signature, ...query } = Object.fromEntries(new URLSearchParams(body.toString('utf8'))) as Record<string, string>;
    if (Signature !== aliyunSignature(settings.secret, 'POST', query)) return { status: 400, json: { Code: 'SignatureDoesNotMatch', Message: 'Specified signature is not matched with our calculation.' } };
    if (nonces.has(query['SignatureNonce'] ?? '')) return { status: 400, json: { Code: 'SignatureNonceUsed', Message: 'Specified signature nonce was used already.' } };
    nonces.add(query['SignatureNonce'] ?? '');
    if (query['Action'] !== 'QuerySendDetails' && query['TemplateCode'] !== settings.template) return { json: { Code: 'isv.SMS_TEMPLATE_ILLEGAL', Message: '该账号下找不到对应模板' } };
    if (query['Action'] === 'QuerySendDetails') return { json: { Code: 'OK', Message: 'OK', TotalCount: '1', SmsSendDetailDTOs: { SmsSendDetailDTO: details.filter((one) => one.PhoneNum === query['PhoneNumber']) } } };
    if (query['Action'] === 'QuerySmsTemplate') return { json: { Code: 'OK', Message: 'OK', TemplateName: '工单通知' } };
    shown.push({ to: query['PhoneNumbers'] ?? '', template: (JSON.parse(query['TemplateParam'] ?? '{}') as Record<string, string>)[settings.templateField] ?? '' });
    const id = `${now()}^${sent.length}`;
    details.push({ OutId: query['OutId'] ?? '', PhoneNum: query['PhoneNumbers'] ?? '', SendStatus: 3 });
    sent.push(id);
    return { json: { Code: 'OK', Message: 'OK', BizId: id, RequestId: randomUUID() } };
  });
  await api.start();
  const bring = (hook: string, list: unknown, forged = false) => post(`${hook}?key=${forged ? 'guessed-key-in-the-address' : settings.hookKey}`, JSON.stringify(list), { 'content-type': 'application/json' });
  return {
    api, address, settings: { ...settings, apiBase: api.base }, shown, sent,
    deliver: (hook, { id, person, text, forged, at }) => bring(hook, [{ phone_number: person.replace(/^\+86/, ''), content: text, sign_name: address, dest_code: '1234', send_time: new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '), sequence_id: id }], forged),
    report: (hook, id, state) => bring(hook, [{ phone_number: '13900001234', success: state === 'delivered', biz_id: id, out_id: '', send_time: '2026-05-18 10:00:00', report_time: '2026-05-18 10:00:05', err_code: state === 'delivered' ? 'DELIVERED' : 'UNDELIV', err_msg: state === 'delivered' ? '用户接收成功' : '空号', sms_size: '1' }]),
  };
}
