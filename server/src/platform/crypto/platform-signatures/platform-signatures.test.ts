/** Expected values were worked out with another implementation (Python's hmac and hashlib) from made-up secrets. */
import { createPublicKey, randomBytes, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dingTalkSign, verifyDingTalk } from './dingtalk.ts';
import { decryptFeishu, encryptFeishu, feishuSignature, verifyFeishu } from './feishu.ts';
import { lineSignature, verifyLine } from './line.ts';
import { hubSignature, verifyHub } from './meta.ts';
import { hotp, totp, verifyTotp } from './otp.ts';
import { slackSignature, verifySlack } from './slack.ts';
import { standardWebhookSignature, verifyStandardWebhook } from './standard-webhooks.ts';
import { verifyTelegram } from './telegram.ts';
import { twilioBodyHash, twilioSignature, verifyTwilio } from './twilio.ts';
import { decryptPush, encryptPush, generateVapidKeys, MAX_PUSH_BYTES, vapidAuthorization } from './web-push.ts';
import { decryptWeChat, encryptWeChat, verifyWeChatSignature, weChatSignature } from './wechat.ts';

const timestamp = '1767603600';
const now = new Date(1_767_603_600_000);
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe('WeChat and WeCom', () => {
  const account = { token: 'tok', encodingAesKey: randomBytes(32).toString('base64').slice(0, 43), receiverId: 'ww1234567890abcdef' };

  test('signs the sorted parts', () => {
    expect(weChatSignature('tok', timestamp, 'n0nce', 'ENC==')).toBe('b9f5e1c0a667e46d9ce645a140712829645b6f56');
    expect(weChatSignature('tok', timestamp, 'n0nce')).toBe('8b210af1a960f9e3909fa28699cc2dcb0685fe4f');
    const request = { timestamp, nonce: 'n0nce', signature: 'b9f5e1c0a667e46d9ce645a140712829645b6f56' };
    expect(verifyWeChatSignature('tok', { ...request, encrypted: 'ENC==' })).toBe(true);
    expect(verifyWeChatSignature('tok', { ...request, encrypted: 'ENC=' })).toBe(false);
  });

  test('any message comes back byte for byte', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (plain) => {
      expect(decryptWeChat(account, encryptWeChat(account, plain))).toBe(plain);
    }));
  });

  test('refuses what was meant for another account, another key, and rubbish', () => {
    const encrypted = encryptWeChat(account, '<xml/>');
    expect(() => decryptWeChat({ ...account, receiverId: 'ww-other' }, encrypted)).toThrow(/another account/);
    for (let i = 0; i < 20; i++) {
      expect(() => decryptWeChat({ ...account, encodingAesKey: randomBytes(32).toString('base64').slice(0, 43) }, encrypted)).toThrow();
    }
    for (const rubbish of ['', 'AAAA', encrypted.slice(4), 'A'.repeat(64)]) expect(() => decryptWeChat(account, rubbish)).toThrow();
    expect(() => encryptWeChat({ ...account, encodingAesKey: 'short' }, '')).toThrow(/43/);
  });
});

test('Feishu: signature over key and body; events come back', () => {
  const signature = '44a4625823383a5c83ac1ab960d81dc615f45efd924102017a67152983bf54bc';
  expect(feishuSignature('enc-key', timestamp, 'n0nce', '{"a":1}')).toBe(signature);
  expect(verifyFeishu('enc-key', { timestamp, nonce: 'n0nce', body: '{"a":1}', signature })).toBe(true);
  expect(verifyFeishu('enc-key', { timestamp, nonce: 'n0nce', body: '{"a":2}', signature })).toBe(false);
  expect(decryptFeishu('enc-key', encryptFeishu('enc-key', '{"text":"你好"}'))).toBe('{"text":"你好"}');
});

test('DingTalk: sign of timestamp and secret, good for an hour', () => {
  const sign = 'Fox8SBBww1OkGoNupSttLK9IfM/742b89JCxD1bqRX0=';
  expect(dingTalkSign('SECabc', '1767603600000')).toBe(sign);
  expect(verifyDingTalk('SECabc', { timestamp: '1767603600000', sign }, later(3599))).toBe(true);
  expect(verifyDingTalk('SECabc', { timestamp: '1767603600000', sign }, later(3601))).toBe(false);
  expect(verifyDingTalk('SECabc', { timestamp: 'soon', sign }, now)).toBe(false);
  expect(verifyDingTalk('SECabd', { timestamp: '1767603600000', sign }, now)).toBe(false);
});

describe('Twilio', () => {
  const fields = [['To', '2'], ['From', '+4915112345678'], ['To', '1'], ['Body', '你好'], ['To', '1']] as const;
  const request = { url: 'https://desk.example/sms?x=1', fields, signature: 'NiFAXcuXx12M6t3gXNkcSK5cnbg=' };

  test('signs the URL and the fields, sorted and without doubles', () => {
    expect(twilioSignature('twilio-token', request.url, fields)).toBe(request.signature);
    expect(verifyTwilio('twilio-token', request)).toBe(true);
    expect(verifyTwilio('twilio-token', { ...request, fields: fields.slice(1) })).toBe(false);
    expect(verifyTwilio('twilio-token', { ...request, url: 'https://desk.example/sms?x=2' })).toBe(false);
  });

  test('a proxy may add the default port', () => {
    expect(verifyTwilio('twilio-token', { ...request, url: 'https://desk.example:443/sms?x=1' })).toBe(true);
  });

  test('a JSON body must have the hash that the signed URL names', () => {
    const body = '{"status":"delivered"}';
    const url = `https://desk.example/sms?bodySHA256=${twilioBodyHash(body)}`;
    const signature = twilioSignature('twilio-token', url);
    expect(verifyTwilio('twilio-token', { url, signature, body })).toBe(true);
    expect(verifyTwilio('twilio-token', { url, signature, body: `${body} ` })).toBe(false);
  });
});

test('Meta: header of the raw body', () => {
  const header = 'sha256=d4a39bec1b1296990c50cc1f31b2072cfcdc0a15cb347c68d80c59f3b78f61d3';
  expect(hubSignature('app-secret', '{"text":"你好"}')).toBe(header);
  expect(verifyHub('app-secret', Buffer.from('{"text":"你好"}'), header)).toBe(true);
  expect(verifyHub('app-secret', '{"text":"你 好"}', header)).toBe(false);
  expect(verifyHub('app-secret', '', '')).toBe(false);
});

test('Slack: header of timestamp and body, good for five minutes', () => {
  const signature = 'v0=dd8c6222c387d5caa5ee7ad2b86ba74b8f9164e405e7bdcd3b81b245f88f667f';
  expect(slackSignature('slack-secret', timestamp, 'text=hi')).toBe(signature);
  expect(verifySlack('slack-secret', { timestamp, signature, body: 'text=hi' }, later(300))).toBe(true);
  expect(verifySlack('slack-secret', { timestamp, signature, body: 'text=hi' }, later(301))).toBe(false);
  expect(verifySlack('slack-secret', { timestamp, signature, body: 'text=ho' }, now)).toBe(false);
  expect(verifySlack('slack-secret', { timestamp: 'never', signature, body: 'text=hi' }, now)).toBe(false);
});

test('Standard Webhooks: one of several signatures is enough', () => {
  const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZg==';
  const signature = 'v1,9KltH4dVRNhuWZKpbeGir0ogDFRASlwIrDJZPc4GbDQ=';
  expect(standardWebhookSignature(secret, 'msg_1', timestamp, '{}')).toBe(signature);
  const request = { id: 'msg_1', timestamp, body: '{}', signatures: `v1,AAAA ${signature}` };
  expect(verifyStandardWebhook(secret, request, now)).toBe(true);
  expect(verifyStandardWebhook(secret, request, later(400))).toBe(false);
  expect(verifyStandardWebhook(secret, { ...request, id: 'msg_2' }, now)).toBe(false);
});

test('LINE and Telegram', () => {
  expect(lineSignature('line-secret', '{"events":[]}')).toBe('PPa4QqevUGV8UO2apjR9ZWG24X4aYwLsG3KzECKE81c=');
  expect(verifyLine('line-secret', '{"events":[]}', 'PPa4QqevUGV8UO2apjR9ZWG24X4aYwLsG3KzECKE81c=')).toBe(true);
  expect(verifyLine('line-secret', '{"events":[1]}', 'PPa4QqevUGV8UO2apjR9ZWG24X4aYwLsG3KzECKE81c=')).toBe(false);
  expect(verifyTelegram('secret', 'secret')).toBe(true);
  for (const header of ['Secret', '', undefined]) expect(verifyTelegram('secret', header)).toBe(false);
  expect(verifyTelegram('', '')).toBe(false); // a channel without a secret trusts nobody
});

describe('one-time codes', () => {
  const secret = Buffer.from('aftercare-test-secret');

  test('counters small and beyond 32 bits', () => {
    expect([0, 1, 58_920_120, 2 ** 33].map((counter) => hotp(secret, counter))).toEqual(['690241', '796288', '369476', '547575']);
    expect(totp(secret, now)).toBe('369476');
  });

  test('a code is good one step around its time, and only once', () => {
    const step = 58_920_120;
    expect(verifyTotp(secret, '369476', now)).toBe(step);
    expect(verifyTotp(secret, '369476', later(59))).toBe(step);
    expect(verifyTotp(secret, '369476', later(-30))).toBe(step);
    expect(verifyTotp(secret, '369476', later(60))).toBeNull();
    expect(verifyTotp(secret, '369476', now, step)).toBeNull();
    expect(verifyTotp(secret, '369477', now)).toBeNull();
    expect(verifyTotp(secret, '', now)).toBeNull();
  });
});

describe('Web Push', () => {
  const browser = generateVapidKeys(); // the same curve and form as a subscription's
  const auth = randomBytes(16);
  const keys = { p256dh: browser.publicKey, auth: auth.toString('base64url') };
  const read = (body: Buffer): string => decryptPush(body, Buffer.from(browser.privateKey, 'base64url'), auth);

  test('the browser reads what was sent, and each message looks different', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (plain) => {
      const body = encryptPush(plain, keys);
      expect(read(body)).toBe(plain);
      expect(encryptPush(plain, keys).equals(body)).toBe(false);
    }), { numRuns: 30 });
  });

  test('a changed message and one too long are refused', () => {
    const body = encryptPush('hello', keys);
    body.writeUInt8(body.readUInt8(90) ^ 1, 90);
    expect(() => read(body)).toThrow();
    expect(encryptPush('x'.repeat(MAX_PUSH_BYTES), keys)).toHaveLength(4096);
    expect(() => encryptPush('x'.repeat(MAX_PUSH_BYTES + 1), keys)).toThrow(RangeError);
  });

  test('the authorization is a JWT for the push service, signed with the VAPID key', () => {
    for (let i = 0; i < 20; i++) { // a key in 256 begins with a zero byte; more rounds meet other signatures
      const vapid = generateVapidKeys();
      const header = vapidAuthorization('https://push.example:8443/send/abc', { ...vapid, subject: 'mailto:desk@example.com' }, now);
      const [, head = '', claims = '', signature = '', key] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? [];
      expect(key).toBe(vapid.publicKey);
      expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'ES256' });
      expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ aud: 'https://push.example:8443', exp: 1_767_603_600, sub: 'mailto:desk@example.com' });
      const point = Buffer.from(vapid.publicKey, 'base64url');
      const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
      const publicKey = createPublicKey({ format: 'jwk', key: jwk });
      expect(verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
    }
  });
});
