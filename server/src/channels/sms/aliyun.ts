import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { equalInConstantTime } from '../../platform/crypto/encoding.ts';
import { ask, jsonOf } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk } from '../social/platform.ts';
import type { Gateway } from './gateway.ts';
import type { SmsSettings } from './settings.ts';

/** RFC 3986, as the signature wants it. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature of the RPC form: HMAC-SHA1 over method and sorted query. */
export function aliyunSignature(secret: string, method: string, query: Readonly<Record<string, string>>): string {
  const sorted = Object.keys(query).toSorted().map((name) => `${encode(name)}=${encode(query[name] ?? '')}`).join('&');
  return createHmac('sha1', `${secret}&`).update(`${method}&${encode('/')}&${encode(sorted)}`).digest('base64');
}

function judge(status: number, body: unknown): PlatformFault | null {
  const { Code, Message } = z.looseObject({ Code: z.string().default('OK'), Message: z.string().default('') }).safeParse(body).data ?? { Code: status >= 400 ? `HTTP ${status}` : 'OK', Message: '' };
  if (Code === 'OK') return null;
  const busy = status >= 500 || /^(isv\.BUSINESS_LIMIT_CONTROL|isp\.|Throttling|ServiceUnavailable)/.test(Code);
  return new PlatformFault(busy ? 'busy' : 'refused', `${Message} (${Code})`);
}

async function call<T>(desk: Desk<SmsSettings>, action: string, own: Readonly<Record<string, string>>, answer: z.ZodType<T>, nonce: string): Promise<T> {
  const { user, secret, apiBase } = desk.settings;
  const query: Record<string, string> = {
    Action: action, Version: '2017-05-25', RegionId: 'cn-hangzhou', Format: 'JSON', AccessKeyId: user, SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0',
    SignatureNonce: nonce, Timestamp: desk.now().toISOString().replace(/\.\d+Z$/, 'Z'), ...own,
  };
  return ask(desk.fetch, `${apiBase}/`, { fields: { ...query, Signature: aliyunSignature(secret, 'POST', query) } }, answer, judge);
}

const Reply = z.looseObject({ phone_number: z.string(), content: z.string(), send_time: z.string().default(''), sequence_id: z.union([z.string(), z.number()]).optional() });
const Report = z.looseObject({ biz_id: z.string(), success: z.boolean(), err_code: z.string().default(''), err_msg: z.string().default(''), phone_number: z.string().default('') });
/** Local numbers of the mainland come without their country. */
const phoneOf = (number: string): string => (number.startsWith('+') ? number : /^1\d{10}$/.test(number) ? `+86${number}` : `+${number}`);

const local = (phone: string): string => phone.replace(/^\+86/, '').replace('+', '');
const outId = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

/** Aliyun's form: templates out, JSON lists in. Deliveries carry no signature: the key in the address is the proof. */
export const aliyun: Gateway = {
  acknowledgement: { type: 'application/json', text: '{"code":0,"msg":"成功"}' },
  genuine: ({ query }, { settings }) => settings.hookKey.length >= 16 && equalInConstantTime(query['key'] ?? '', settings.hookKey),
  pieces({ body }, now) {
    const list = z.array(z.unknown()).safeParse(jsonOf(body.toString('utf8'))).data ?? [];
    return list.flatMap((one): ReturnType<Gateway['pieces']>[number][] => {
      const report = Report.safeParse(one).data;
      if (report) return [{ externalId: `r:${report.biz_id}:${report.phone_number}`, arrived: { kind: 'receipt', id: report.biz_id, state: report.success ? 'delivered' : 'failed', detail: `${report.err_msg} ${report.err_code}`.trim() } }];
      const reply = Reply.safeParse(one).data;
      if (!reply) return [];
      const sentAt = new Date(`${reply.send_time.replace(' ', 'T')}+08:00`);
      const id = reply.sequence_id ?? createHash('sha256').update(`${reply.phone_number}\n${reply.send_time}\n${reply.content}`).digest('hex').slice(0, 32);
      return [{ externalId: String(id), arrived: { kind: 'text', from: phoneOf(reply.phone_number), text: reply.content, at: (Number.isNaN(sentAt.getTime()) ? now : sentAt).toISOString(), media: [] } }];
    });
  },
  async send({ phone, text, key, source }, desk) {
    const { template, templateField } = desk.settings;
    const own = { PhoneNumbers: local(phone), SignName: source, TemplateCode: template, TemplateParam: JSON.stringify({ [templateField]: text }), OutId: outId(key) };
    return (await call(desk, 'SendSms', own, z.looseObject({ BizId: z.string() }), `${key}:${desk.now().getTime()}`)).BizId;
  },
  /** The day's list of a number has our own ids; the gateway's stands in none of its lines, so ours is kept instead. */
  async find({ phone, key }, since, desk) {
    const day = new Date(since.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
    const Details = z.looseObject({ SmsSendDetailDTOs: z.looseObject({ SmsSendDetailDTO: z.array(z.looseObject({ OutId: z.string().default('') })).default([]) }).default({ SmsSendDetailDTO: [] }) });
    const found = await call(desk, 'QuerySendDetails', { PhoneNumber: local(phone), SendDate: day, PageSize: '50', CurrentPage: '1' }, Details, `find:${key}:${desk.now().getTime()}`);
    return found.SmsSendDetailDTOs.SmsSendDetailDTO.some((one) => one.OutId === outId(key)) ? `out:${outId(key)}` : null;
  },
  look: async (desk) => { const answer = await call(desk, 'QuerySmsTemplate', { TemplateCode: desk.settings.template }, z.looseObject({ TemplateName: z.string().default('') }), `look:${desk.now().getTime()}`); return answer.TemplateName; },
};
