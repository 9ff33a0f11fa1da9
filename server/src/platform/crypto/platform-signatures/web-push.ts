import { createCipheriv, createDecipheriv, createECDH, createPrivateKey, type ECDH, hkdfSync, randomBytes, sign } from 'node:crypto';
import { base64url } from '../encoding.ts';

/** The keys a browser hands out with a subscription, base64url. */
export interface PushKeys {
  readonly p256dh: string;
  readonly auth: string;
}

const RECORD_SIZE = 4096;
const PUBLIC_KEY_BYTES = 65;
/** Push services take bodies of 4096 bytes; header, sender's key, padding delimiter and tag leave this much for the message. */
export const MAX_PUSH_BYTES = 4096 - 21 - PUBLIC_KEY_BYTES - 17;

/**
 * Encrypts a push message (RFC 8291, content coding aes128gcm).
 * @param fixed salt and private key, given only where a result must be reproduced; both are new for every message
 * @returns the request body
 * @throws RangeError when the message is longer than MAX_PUSH_BYTES
 */
export function encryptPush(plain: string | Buffer, keys: PushKeys, fixed?: { salt: Buffer; privateKey: Buffer }): Buffer {
  const message = Buffer.from(plain);
  if (message.length > MAX_PUSH_BYTES) throw new RangeError(`a push message has at most ${MAX_PUSH_BYTES} bytes, not ${message.length}`);
  const sender = createECDH('prime256v1');
  if (fixed) sender.setPrivateKey(fixed.privateKey);
  else sender.generateKeys();
  const salt = fixed?.salt ?? randomBytes(16);
  const receiverKey = Buffer.from(keys.p256dh, 'base64url');
  const { contentKey, nonce } = derive(sender, receiverKey, Buffer.from(keys.auth, 'base64url'), salt, receiverKey, sender.getPublicKey());
  const header = Buffer.alloc(21);
  salt.copy(header);
  header.writeUInt32BE(RECORD_SIZE, 16);
  header.writeUInt8(PUBLIC_KEY_BYTES, 20);
  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce);
  const record = Buffer.concat([cipher.update(message), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([header, sender.getPublicKey(), record]);
}

/** Decrypts a push message as the browser does; for tests and simulators. @throws Error when keys or body do not fit */
export function decryptPush(body: Buffer, receiverPrivateKey: Buffer, authSecret: Buffer): string {
  const receiver = createECDH('prime256v1');
  receiver.setPrivateKey(receiverPrivateKey);
  const salt = body.subarray(0, 16);
  const keyEnd = 21 + body.readUInt8(20);
  const senderKey = body.subarray(21, keyEnd);
  const { contentKey, nonce } = derive(receiver, senderKey, authSecret, salt, receiver.getPublicKey(), senderKey);
  const decipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
  decipher.setAuthTag(body.subarray(-16));
  const padded = Buffer.concat([decipher.update(body.subarray(keyEnd, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

/**
 * `Authorization` of a push request (VAPID, RFC 8292).
 * @param vapid raw keys, base64url; subject is a mailto: or https: address of whoever runs the server
 * @param expiresAt at most a day ahead
 */
export function vapidAuthorization(
  endpoint: string, vapid: { publicKey: string; privateKey: string; subject: string }, expiresAt: Date,
): string {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(expiresAt.getTime() / 1000), sub: vapid.subject };
  const signed = `${base64url(JSON.stringify({ typ: 'JWT', alg: 'ES256' }))}.${base64url(JSON.stringify(claims))}`;
  const point = Buffer.from(vapid.publicKey, 'base64url');
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', d: vapid.privateKey, x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) },
  });
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${base64url(signature)}, k=${vapid.publicKey}`;
}

/** A new VAPID key pair, raw and base64url, as `PushManager.subscribe` takes the public one. */
export function generateVapidKeys(): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  // A private key with leading zeros comes out shorter than the 32 bytes a JWK wants.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { publicKey: base64url(publicKey), privateKey: base64url(privateKey) };
}

function derive(
  own: ECDH, otherKey: Buffer, authSecret: Buffer, salt: Buffer, receiverKey: Buffer, senderKey: Buffer,
): { contentKey: Buffer; nonce: Buffer } {
  const shared = own.computeSecret(otherKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiverKey, senderKey]);
  const keyMaterial = Buffer.from(hkdfSync('sha256', shared, authSecret, info, 32));
  return {
    contentKey: Buffer.from(hkdfSync('sha256', keyMaterial, salt, 'Content-Encoding: aes128gcm\0', 16)),
    nonce: Buffer.from(hkdfSync('sha256', keyMaterial, salt, 'Content-Encoding: nonce\0', 12)),
  };
}
