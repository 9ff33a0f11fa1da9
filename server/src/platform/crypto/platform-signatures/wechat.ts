import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/**
 * Message crypto of WeChat official accounts, WeCom and WeChat's push: AES-256-CBC over
 * `16 random bytes + length (4 bytes, big endian) + message + receiver id`, padded to 32, IV the first half of the key.
 */
export interface WeChatCrypto {
  /** Token from the platform's settings page. */
  readonly token: string;
  /** The 43 characters of EncodingAESKey. */
  readonly encodingAesKey: string;
  /** AppID of the account, or CorpID (suite id) for WeCom. */
  readonly receiverId: string;
}

const BLOCK = 32;

/** A message that cannot be decrypted, or that was meant for somebody else. */
export class WeChatCryptoError extends Error {
  override readonly name = 'WeChatCryptoError';
}

/** SHA-1 over the sorted parts: `signature` of (token, timestamp, nonce), `msg_signature` with the ciphertext as a fourth part. */
export function weChatSignature(token: string, timestamp: string, nonce: string, encrypted?: string): string {
  const parts = [token, timestamp, nonce, ...(encrypted === undefined ? [] : [encrypted])];
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** Whether a request is WeChat's. Pass `encrypted` (or echostr) for `msg_signature`, leave it out for the plain `signature`. */
export function verifyWeChatSignature(
  token: string, request: { timestamp: string; nonce: string; signature: string; encrypted?: string | undefined },
): boolean {
  return equalInConstantTime(weChatSignature(token, request.timestamp, request.nonce, request.encrypted), request.signature);
}

/**
 * Encrypts a reply; base64.
 * @param random 16 bytes, given only where a result must be reproduced
 */
export function encryptWeChat(crypto: WeChatCrypto, plain: string, random: Buffer = randomBytes(16)): string {
  const key = aesKey(crypto.encodingAesKey);
  const message = Buffer.from(plain);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const content = Buffer.concat([random, length, message, Buffer.from(crypto.receiverId)]);
  const padding = BLOCK - (content.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString('base64');
}

/**
 * Decrypts a message or an echostr, byte for byte. Check the signature first.
 * @throws WeChatCryptoError when it is no such message or names another receiver
 */
export function decryptWeChat(crypto: WeChatCrypto, encrypted: string): string {
  const key = aesKey(crypto.encodingAesKey);
  const data = Buffer.from(encrypted, 'base64');
  if (data.length === 0 || data.length % 16 !== 0) throw new WeChatCryptoError('not an encrypted message');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(data), decipher.final()]);
  const padding = padded[padded.length - 1] as number;
  const content = padded.subarray(0, padding >= 1 && padding <= BLOCK ? padded.length - padding : padded.length);
  const end = content.length < 20 ? Number.NaN : 20 + content.readUInt32BE(16);
  if (!(end <= content.length)) throw new WeChatCryptoError('not decrypted: another EncodingAESKey, or a damaged message');
  if (content.subarray(end).toString() !== crypto.receiverId) throw new WeChatCryptoError('the message was meant for another account');
  return content.subarray(20, end).toString();
}

function aesKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (key.length !== 32) throw new WeChatCryptoError('EncodingAESKey must have 43 characters');
  return key;
}
