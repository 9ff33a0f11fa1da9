import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/** `X-Line-Signature`: base64 HMAC-SHA256 of the raw body under the channel secret. */
export function lineSignature(channelSecret: string, body: string | Buffer): string {
  return createHmac('sha256', channelSecret).update(body).digest('base64');
}

/** Whether a webhook is LINE's. */
export function verifyLine(channelSecret: string, body: string | Buffer, signature: string): boolean {
  return equalInConstantTime(lineSignature(channelSecret, body), signature);
}
