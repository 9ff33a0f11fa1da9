import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/** `X-Lark-Signature` of Feishu and Lark: hex SHA-256 over timestamp, nonce, encrypt key and raw body. */
export function feishuSignature(encryptKey: string, timestamp: string, nonce: string, body: string | Buffer): string {
  return createHash('sha256').update(timestamp + nonce + encryptKey).update(body).digest('hex');
}

/** Whether an event is Feishu's: `X-Lark-Request-Timestamp`, `X-Lark-Request-Nonce`, `X-Lark-Signature`. */
export function verifyFeishu(
  encryptKey: string, request: { timestamp: string; nonce: string; signature: string; body: string | Buffer },
): boolean {
  return equalInConstantTime(feishuSignature(encryptKey, request.timestamp, request.nonce, request.body), request.signature);
}

/**
 * The event behind `encrypt`: base64 of IV and AES-256-CBC under the SHA-256 of the encrypt key.
 * @throws Error when it was encrypted with another key or damaged
 */
export function decryptFeishu(encryptKey: string, encrypted: string): string {
  const data = Buffer.from(encrypted, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', keyOf(encryptKey), data.subarray(0, 16));
  return Buffer.concat([decipher.update(data.subarray(16)), decipher.final()]).toString();
}

/** The other way round, as Feishu does it; for simulators. @param iv 16 bytes, random unless given */
export function encryptFeishu(encryptKey: string, plain: string, iv: Buffer = randomBytes(16)): string {
  const cipher = createCipheriv('aes-256-cbc', keyOf(encryptKey), iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

function keyOf(encryptKey: string): Buffer {
  return createHash('sha256').update(encryptKey).digest();
}
