import { z } from 'zod';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Settings of a sender; the account's address is its number or its signature at the gateway. */
export const SmsSettings = z.object({
  gateway: z.enum(['twilio', 'aliyun']).default('twilio'),
  apiBase: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  /** Twilio: account SID. Aliyun: AccessKey ID. */
  user: z.string().min(1).max(200),
  /** Twilio: auth token, which also signs deliveries. Aliyun: AccessKey secret. */
  secret: z.string().min(1).max(200),
  /** Aliyun signs no deliveries: the address told to it carries this key. */
  hookKey: z.string().max(100).default(''),
  /** Aliyun: an approved template, and which of its variables carries our words. */
  template: z.string().max(100).default(''),
  templateField: z.string().max(40).default('content'),
  /** What is not an answer within the half hour waits for the morning. */
  quietFrom: time.default('21:00'),
  quietTo: time.default('08:00'),
  timeZone: z.string().max(60).default('Asia/Shanghai').refine((zone) => { try { return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''; } catch { return false; } }),
  /** Of one piece, in the currency of the bill. */
  price: z.coerce.number().min(0).max(100).default(0),
});
export type SmsSettings = z.infer<typeof SmsSettings>;
