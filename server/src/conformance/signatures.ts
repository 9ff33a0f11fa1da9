/** Scores the platforms' signatures and message crypto on vectors in JSON: `{ vectors: [{ id, … }] }`, told apart by their fields. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { dingTalkSign } from '../platform/crypto/platform-signatures/dingtalk.ts';
import { decryptFeishu } from '../platform/crypto/platform-signatures/feishu.ts';
import { hubSignature, verifyHub } from '../platform/crypto/platform-signatures/meta.ts';
import { hotp, totp } from '../platform/crypto/platform-signatures/otp.ts';
import { slackSignature, verifySlack } from '../platform/crypto/platform-signatures/slack.ts';
import { standardWebhookSignature, verifyStandardWebhook } from '../platform/crypto/platform-signatures/standard-webhooks.ts';
import { twilioBodyHash, twilioSignature, verifyTwilio } from '../platform/crypto/platform-signatures/twilio.ts';
import { decryptPush, encryptPush } from '../platform/crypto/platform-signatures/web-push.ts';
import { decryptWeChat, encryptWeChat, verifyWeChatSignature, weChatSignature, type WeChatCrypto } from '../platform/crypto/platform-signatures/wechat.ts';

const text = z.string();
const aes = { token: text, encodingAesKey: text };
const request = { timestamp: text, nonce: text };

/** What came out beside what should have; equal as JSON when the vector holds. */
interface Outcome { readonly got: unknown; readonly expected: unknown }

interface Scheme { readonly name: string; readonly check: (vector: unknown) => Outcome | null }

/** A scheme knows its vectors by their fields, so vectors of one's own need no list of ids. */
function scheme<T>(name: string, fields: z.ZodType<T>, check: (vector: T) => Outcome): Scheme {
  return { name, check: (vector) => {
    const parsed = fields.safeParse(vector);
    return parsed.success ? check(parsed.data) : null;
  } };
}

const SCHEMES: readonly Scheme[] = [
  scheme('wechat encrypt and decrypt', z.object({ ...aes, appId: text, random: text, plain: text, cipher: text }), (v) => {
    const crypto = { ...v, receiverId: v.appId };
    return {
      got: { cipher: encryptWeChat(crypto, v.plain, Buffer.from(v.random)), plain: decryptWeChat(crypto, v.cipher) },
      expected: { cipher: v.cipher, plain: v.plain },
    };
  }),
  scheme('wecom url check', z.object({ ...aes, ...request, receiveId: text, echostr: text, msg_signature: text, plain: text }), (v) =>
    receive({ ...v, receiverId: v.receiveId }, { ...v, encrypt: v.echostr })),
  scheme('wechat receive and reply', z.object({
    ...aes, ...request, appId: text, msg_signature: text, encrypt: text, plain: text,
    reply: z.object({ ...request, plain: text, random: text, cipher: text, msg_signature: text }).optional(),
  }), (v) => {
    const crypto = { ...v, receiverId: v.appId };
    const received = receive(crypto, v);
    if (!v.reply) return received;
    const cipher = encryptWeChat(crypto, v.reply.plain, Buffer.from(v.reply.random));
    return {
      got: [received.got, { cipher, msg_signature: weChatSignature(v.token, v.reply.timestamp, v.reply.nonce, cipher) }],
      expected: [received.expected, { cipher: v.reply.cipher, msg_signature: v.reply.msg_signature }],
    };
  }),
  scheme('wechat plain url check', z.object({ token: text, ...request, signature: text }), (v) => ({
    got: [weChatSignature(v.token, v.timestamp, v.nonce), verifyWeChatSignature(v.token, v)], expected: [v.signature, true],
  })),
  scheme('twilio', z.object({ authToken: text, url: text, params: z.array(z.tuple([text, text])), signature: text }), (v) => ({
    got: [twilioSignature(v.authToken, v.url, v.params), verifyTwilio(v.authToken, { ...v, fields: v.params })], expected: [v.signature, true],
  })),
  scheme('twilio body hash', z.object({ body: text, bodySHA256: text }), (v) => ({ got: twilioBodyHash(v.body), expected: v.bodySHA256 })),
  scheme('feishu decrypt', z.object({ encryptKey: text, encrypt: text, plain: text }), (v) => ({
    got: decryptFeishu(v.encryptKey, v.encrypt), expected: v.plain,
  })),
  scheme('standard webhooks', z.object({ secret: text, id_header: text, timestamp: text, body: text, signature: text }), (v) => {
    const now = new Date(Number(v.timestamp) * 1000);
    const verified = verifyStandardWebhook(v.secret, { ...v, id: v.id_header, signatures: v.signature }, now);
    return { got: [standardWebhookSignature(v.secret, v.id_header, v.timestamp, v.body), verified], expected: [v.signature, true] };
  }),
  scheme('x-hub-signature-256', z.object({ secret: text, body: text, header: text }), (v) => ({
    got: [hubSignature(v.secret, v.body), verifyHub(v.secret, v.body, v.header)], expected: [v.header, true],
  })),
  scheme('slack', z.object({ secret: text, timestamp: text, body: text, signature: text.startsWith('v0=') }), (v) => ({
    got: [slackSignature(v.secret, v.timestamp, v.body), verifySlack(v.secret, v, new Date(Number(v.timestamp) * 1000))],
    expected: [v.signature, true],
  })),
  scheme('web push', z.object({
    plain: text, as_private: text, ua_private: text, ua_public: text, auth_secret: text, salt: text, body: text,
  }), (v) => {
    const bytes = (value: string): Buffer => Buffer.from(value, 'base64url');
    const fixed = { salt: bytes(v.salt), privateKey: bytes(v.as_private) };
    const body = encryptPush(v.plain, { p256dh: v.ua_public, auth: v.auth_secret }, fixed).toString('base64url');
    return { got: [body, decryptPush(bytes(v.body), bytes(v.ua_private), bytes(v.auth_secret))], expected: [v.body, v.plain] };
  }),
  scheme('hotp', z.object({ secret_ascii: text, codes_for_counters_0_to_9: z.array(text) }), (v) => ({
    got: v.codes_for_counters_0_to_9.map((code, counter) => hotp(Buffer.from(v.secret_ascii), counter, code.length)),
    expected: v.codes_for_counters_0_to_9,
  })),
  scheme('totp', z.object({ secret_ascii: text, unix_time_and_code: z.array(z.tuple([z.number(), text])) }), (v) => ({
    got: v.unix_time_and_code.map(([time, code]) => totp(Buffer.from(v.secret_ascii), new Date(time * 1000), code.length)),
    expected: v.unix_time_and_code.map(([, code]) => code),
  })),
  scheme('dingtalk robot', z.object({ secret: text, timestamp: text, sign_base64: text }), (v) => ({
    got: dingTalkSign(v.secret, v.timestamp), expected: v.sign_base64,
  })),
];

/**
 * One result per vector of every file: `{ id, scheme, ok }`, with `got` and `expected` or `error` where it is not ok.
 * @param args paths of JSON files
 */
export async function* run(args: string[]): AsyncIterable<object> {
  for (const path of args) {
    const file = z.object({ vectors: z.array(z.looseObject({ id: z.string() })) }).parse(JSON.parse(readFileSync(path, 'utf8')));
    for (const vector of file.vectors) yield score(vector);
  }
}

function score(vector: { id: string }): object {
  for (const { name, check } of SCHEMES) {
    try {
      const outcome = check(vector);
      if (!outcome) continue;
      const ok = JSON.stringify(outcome.got) === JSON.stringify(outcome.expected);
      return { id: vector.id, scheme: name, ok, ...(ok ? {} : outcome) };
    } catch (error) {
      return { id: vector.id, scheme: name, ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  }
  return { id: vector.id, ok: false, error: 'no scheme has vectors with these fields' };
}

function receive(crypto: WeChatCrypto, v: { timestamp: string; nonce: string; msg_signature: string; encrypt: string; plain: string }): Outcome {
  const genuine = verifyWeChatSignature(crypto.token, { ...v, signature: v.msg_signature, encrypted: v.encrypt });
  return { got: { genuine, plain: decryptWeChat(crypto, v.encrypt) }, expected: { genuine: true, plain: v.plain } };
}
