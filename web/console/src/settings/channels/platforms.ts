import { randomWord } from './randomWord.ts';

/** A setting of a door at a platform. Its words stand in the languages under `platform.field.<name>`. */
export interface PlatformField {
  readonly name: string;
  readonly sort: 'text' | 'secret' | 'made' | 'switch' | 'advanced' | 'choice';
  /** What to choose from, with what else that sets; the words stand under `platform.choice`. */
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Made by us and pasted there. */
  readonly made?: () => string;
  readonly start?: string | boolean;
  readonly optional?: boolean;
  readonly placeholder?: string;
  /** Of these gateways only. */
  readonly of?: readonly string[];
}
/** `steps`: how many the way through the platform's own console has; their words stand under `platform.steps.<kind>`. */
export interface Platform { readonly steps: number; readonly address: string; readonly fields: readonly PlatformField[]; /** It asks us for messages; there is no address to paste. */ readonly noHook?: boolean }

const secret = (name: string): PlatformField => ({ name, sort: 'secret' });
const made = (name: string, make: () => string): PlatformField => ({ name, sort: 'made', made: make });
const text = (name: string, placeholder = '', start = ''): PlatformField => ({ name, sort: 'text', optional: true, placeholder, start });
const named = (...names: readonly string[]): NonNullable<PlatformField['choices']> => Object.fromEntries(names.map((one) => [one, {}]));
/** Fields of a message centre. */
const smpp = (...fields: readonly PlatformField[]): PlatformField[] => fields.map((one) => ({ ...one, of: ['smpp'] }));
const base = (start: string, name = 'apiBase'): PlatformField => ({ name, sort: 'advanced', start });
const graph = 'https://graph.facebook.com/v23.0';

export const platforms: Readonly<Record<string, Platform>> = {
  wechat: { steps: 4, address: 'wx0123456789abcdef', fields: [secret('appSecret'), made('token', () => randomWord(32)), made('encodingAesKey', () => randomWord(43)), text('templateId'), text('templateField', 'thing1', 'thing1'), base('https://api.weixin.qq.com')] },
  whatsapp: { steps: 5, address: '106540352242922', fields: [secret('accessToken'), secret('appSecret'), made('verifyToken', () => randomWord(32)), text('phone', '+49 30 1234567'), text('template', 'ticket_update'), text('templateLanguage', 'en', 'en'), base(graph)] },
  messenger: { steps: 4, address: '1906385232743451', fields: [secret('accessToken'), secret('appSecret'), made('verifyToken', () => randomWord(32)), text('username', 'norvane'), { name: 'humanAgent', sort: 'switch', start: false }, base(graph)] },
  instagram: { steps: 4, address: '17841405309211844', fields: [secret('accessToken'), secret('appSecret'), made('verifyToken', () => randomWord(32)), text('username', 'norvane'), { name: 'humanAgent', sort: 'switch', start: false }, base('https://graph.instagram.com/v23.0')] },
  telegram: { steps: 3, address: 'norvane_bot', noHook: true, fields: [secret('botToken'), { name: 'secretToken', sort: 'made', made: () => randomWord(40) }, base('https://api.telegram.org')] },
  sms: { steps: 4, address: '+15005550006', fields: [
    { name: 'gateway', sort: 'choice', start: 'twilio', choices: { twilio: { apiBase: 'https://api.twilio.com' }, aliyun: { apiBase: 'https://dysmsapi.aliyuncs.com' }, smpp: {} } },
    ...smpp({ name: 'host', sort: 'text', placeholder: 'smpp.example.com' }, { name: 'port', sort: 'text', placeholder: '2775', start: '2775' }),
    { name: 'user', sort: 'text' }, secret('secret'), made('hookKey', () => randomWord(32)),
    ...smpp({ name: 'bind', sort: 'choice', start: 'transceiver', choices: named('transceiver', 'pair', 'transmitter', 'receiver') }, { name: 'tls', sort: 'switch', start: false }, text('systemType')),
    ...[text('template', 'SMS_123456789'), text('templateField', 'content', 'content')].map((one) => ({ ...one, of: ['aliyun'] })),
    text('quietFrom', '21:00', '21:00'), text('quietTo', '08:00', '08:00'), text('timeZone', 'Asia/Shanghai', 'Asia/Shanghai'), text('price', '0.05', '0'), text('countries', '+49 NORVANE 0.075; +1 +15005550006'), text('stopWords'),
    { name: 'shorten', sort: 'choice', optional: true, start: 'ours', choices: named('ours', 'all', 'none') },
    ...smpp({ name: 'long', sort: 'choice', optional: true, start: 'udh', choices: named('udh', 'sar', 'payload') }, { name: 'alphabet', sort: 'choice', optional: true, start: 'gsm7', choices: named('gsm7', 'latin1') }, base('10', 'window'), base('0', 'rate'), base('30', 'enquireSeconds'), base('60', 'doubtSeconds'), base('', 'tlsPin')),
    { ...base('https://api.twilio.com'), of: ['twilio', 'aliyun'] },
  ] },
  review: { steps: 3, address: 'shop', fields: [made('secret', () => randomWord(40)), { name: 'apiBase', sort: 'text', optional: true, placeholder: 'https://shop.example.com/reviews.atom', start: '' }, text('answerUrl', 'https://shop.example.com/answers'), text('stars', '3', '3'), text('words')] },
  wecom: { steps: 4, address: 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q', fields: [{ name: 'corpId', sort: 'text', placeholder: 'ww0123456789abcdef' }, secret('corpSecret'), made('token', () => randomWord(32)), made('encodingAesKey', () => randomWord(43)), base('https://qyapi.weixin.qq.com')] },
  weibo: { steps: 4, address: '5175429989', fields: [secret('appSecret'), secret('accessToken'), base('https://m.api.weibo.com'), base('https://upload.api.weibo.com', 'dataBase')] },
  zendesk: { steps: 5, address: 'zendesk', fields: [{ name: 'apiBase', sort: 'text', placeholder: 'https://norvane.zendesk.com' }, { name: 'user', sort: 'text', placeholder: 'aftercare@norvane.com' }, secret('apiToken'), secret('webhookSecret'), { name: 'take', sort: 'switch', start: true }, { name: 'notes', sort: 'switch', start: false }] },
  chatwoot: { steps: 5, address: 'chatwoot', fields: [{ name: 'apiBase', sort: 'text', placeholder: 'https://app.chatwoot.com' }, { name: 'account', sort: 'text', placeholder: '1' }, { name: 'inbox', sort: 'text', placeholder: '7' }, secret('apiToken'), secret('webhookSecret'), { name: 'take', sort: 'switch', start: true }, { name: 'notes', sort: 'switch', start: false }] },
  line: { steps: 4, address: '1657654321', fields: [secret('channelSecret'), secret('accessToken'), text('basicId', '@norvane'), base('https://api.line.me'), base('https://api-data.line.me', 'dataBase')] },
};
