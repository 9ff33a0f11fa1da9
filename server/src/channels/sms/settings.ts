import { z } from 'zod';
import type { Desk } from '../social/platform.ts';
import { readCountries } from './countries.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Settings of a sender; the account's address is its number or its signature at the gateway. */
export const SmsSettings = z.object({
  gateway: z.enum(['twilio', 'aliyun', 'smpp']).default('twilio'),
  apiBase: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  /** Twilio: account SID. Aliyun: AccessKey ID. */
  user: z.string().min(1).max(200),
  /** Twilio: auth token, which also signs deliveries. Aliyun: AccessKey secret. */
  secret: z.string().min(1).max(200),
  /** Aliyun signs no deliveries: the address told to it carries this key. */
  hookKey: z.string().max(100).default(''),
  /** SMPP: the message centre, how to bind to it, and how it wants its messages. `user` and `secret` are system_id and password. */
  host: z.string().trim().max(253).default(''),
  port: z.coerce.number().int().min(1).max(65_535).default(2775),
  tls: z.boolean().default(false),
  /** SHA-256 of the message centre's certificate, where no public authority vouches for it: this very certificate is believed, and no other. */
  tlsPin: z.string().trim().toUpperCase().transform((text) => text.replaceAll(/[^0-9A-F]/g, '')).refine((hex) => hex === '' || hex.length === 64).default(''),
  systemType: z.string().max(12).default(''),
  bind: z.enum(['transceiver', 'pair', 'transmitter', 'receiver']).default('transceiver'),
  /** Submits without an answer at once, and submits a second (0: as fast as it takes them). */
  window: z.coerce.number().int().min(1).max(500).default(10),
  rate: z.coerce.number().min(0).max(10_000).default(0),
  long: z.enum(['udh', 'sar', 'payload']).default('udh'),
  alphabet: z.enum(['gsm7', 'latin1']).default('gsm7'),
  enquireSeconds: z.coerce.number().int().min(1).max(600).default(30),
  /** After a break, so long a receipt may tell that an unanswered submit had arrived, before it is sent again. */
  doubtSeconds: z.coerce.number().int().min(0).max(600).default(60),
  /** Aliyun: an approved template, and which of its variables carries our words. */
  template: z.string().max(100).default(''),
  templateField: z.string().max(40).default('content'),
  /** What is not an answer within the half hour waits for the morning. */
  quietFrom: time.default('21:00'),
  quietTo: time.default('08:00'),
  timeZone: z.string().max(60).default('Asia/Shanghai').refine((zone) => { try { return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''; } catch { return false; } }),
  /** Of one piece, in the currency of the bill. */
  price: z.coerce.number().min(0).max(100).default(0),
  /** Another sender or price for a country: `+49 NORVANE 0.075; +1 +15005550006`. */
  countries: z.string().max(2000).default('').refine((text) => readCountries(text) !== null),
  /** Words that stop, beside those we know. */
  stopWords: z.string().max(500).default(''),
  /** Links of ours are shortened; those to other places only where that is wanted. */
  shorten: z.enum(['ours', 'all', 'none']).default('ours'),
}).superRefine((s, issues) => {
  const wrong = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
  if (s.gateway !== 'smpp') return;
  if (s.host === '') wrong('host', 'the message centre has no host');
  if (s.user.length > 15) wrong('user', 'a system_id has 15 characters at most');
  if (s.secret.length > 8) wrong('secret', 'an SMPP password has 8 characters at most');
});
export type SmsSettings = z.infer<typeof SmsSettings>;
export type SmsDesk = Desk<SmsSettings>;
