import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';
import { SIGNATURE_TOLERANCE } from '../webhook-signature.ts';

/** `X-Zendesk-Webhook-Signature`: base64 HMAC-SHA256 of the timestamp header (ISO 8601) and the raw body. */
export function zendeskSignature(secret: string, timestamp: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
}

/** Whether a webhook is Zendesk's, and of now. */
export function verifyZendesk(secret: string, body: string | Buffer, headers: { readonly signature: string | undefined; readonly timestamp: string | undefined }, now: Date): boolean {
  const { signature, timestamp } = headers;
  if (!signature || !timestamp || !equalInConstantTime(zendeskSignature(secret, timestamp, body), signature)) return false;
  return Math.abs(now.getTime() - Date.parse(timestamp)) <= SIGNATURE_TOLERANCE * 1000;
}
