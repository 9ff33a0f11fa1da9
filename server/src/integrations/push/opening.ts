import { type ECDH, createDecipheriv, createHmac, createPublicKey, verify } from 'node:crypto';

/** The browser's and the push service's side of web push, by the RFCs and not by the library we send with: what tests are held against. */
const tagLength = 16;
const hmac = (key: Uint8Array, ...parts: Uint8Array[]) => createHmac('sha256', key).update(Buffer.concat(parts)).digest();
/** HKDF for one block of output, as the RFC writes it out. */
const derive = (salt: Uint8Array, secret: Uint8Array, info: Uint8Array, length: number) => hmac(hmac(salt, secret), info, Buffer.of(1)).subarray(0, length);
const text = (words: string) => Buffer.from(`${words}\0`, 'utf8');

/** Opens a message in one record: RFC 8291 over RFC 8188. @throws when it is not meant for these keys, or was changed on the way */
export function openMessage(message: Uint8Array, receiver: ECDH, auth: Uint8Array): Buffer {
  const bytes = Buffer.from(message);
  const salt = bytes.subarray(0, 16);
  const sender = bytes.subarray(21, 21 + (bytes[20] ?? 0));
  const body = bytes.subarray(21 + sender.length);
  const secret = derive(auth, receiver.computeSecret(sender), Buffer.concat([text('WebPush: info'), receiver.getPublicKey(), sender]), 32);
  const decipher = createDecipheriv('aes-128-gcm', derive(salt, secret, text('Content-Encoding: aes128gcm'), 16), derive(salt, secret, text('Content-Encoding: nonce'), 12));
  decipher.setAuthTag(body.subarray(-tagLength));
  const plain = Buffer.concat([decipher.update(body.subarray(0, -tagLength)), decipher.final()]);
  // 2 marks the end of the last record.
  const end = plain.lastIndexOf(2);
  if (end < 0 || plain.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('the record has no end');
  return plain.subarray(0, end);
}

export interface Claims { readonly aud: string; readonly exp: number; readonly sub: string }
/** Who an application server says it is (RFC 8292); null when the signature is not the key's. */
export function readAuthorization(header: string): { readonly publicKey: string; readonly claims: Claims } | null {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(header) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  try {
    const point = Buffer.from(publicKey, 'base64url');
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33, 65).toString('base64url') }, format: 'jwk' });
    if (!verify('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) return null;
    return { publicKey, claims: JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Claims };
  } catch {
    return null;
  }
}
