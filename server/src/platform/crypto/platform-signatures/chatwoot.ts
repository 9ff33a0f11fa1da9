import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';
import { SIGNATURE_TOLERANCE } from '../webhook-signature.ts';

/** `X-Chatwoot-Signature`: `sha256=` and the hex HMAC-SHA256 of «timestamp.body». */
export function chatwootSignature(secret: string, timestamp: string, body: string | Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/** Whether a webhook is Chatwoot's, and of now; the timestamp is in seconds since 1970. */
export function verifyChatwoot(secret: string, body: string | Buffer, headers: { readonly signature: string | undefined; readonly timestamp: string | undefined }, now: Date): boolean {
  const { signature, timestamp } = headers;
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp) || !equalInConstantTime(chatwootSignature(secret, timestamp, body), signature)) return false;
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= SIGNATURE_TOLERANCE;
}
