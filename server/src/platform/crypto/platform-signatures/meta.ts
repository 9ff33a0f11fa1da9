import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/** `X-Hub-Signature-256` of Meta (WhatsApp, Messenger, Instagram) and GitHub: 'sha256=' and the hex HMAC-SHA256 of the raw body. */
export function hubSignature(appSecret: string, body: string | Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Whether a webhook carries the signature of its body. */
export function verifyHub(appSecret: string, body: string | Buffer, header: string): boolean {
  return equalInConstantTime(hubSignature(appSecret, body), header);
}
