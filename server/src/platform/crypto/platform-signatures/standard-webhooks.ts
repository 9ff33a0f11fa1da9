import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/**
 * `webhook-signature` of the Standard Webhooks specification (Svix): 'v1,' and the base64 HMAC-SHA256 of
 * "id.timestamp.body".
 * @param secret 'whsec_' and base64, or the base64 alone
 */
export function standardWebhookSignature(secret: string, id: string, timestamp: string, body: string | Buffer): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** Whether one of the signatures (separated by spaces) is right and the request at most five minutes old. */
export function verifyStandardWebhook(
  secret: string, request: { id: string; timestamp: string; signatures: string; body: string | Buffer }, now: Date,
): boolean {
  if (!(Math.abs(now.getTime() / 1000 - Number(request.timestamp)) <= 300)) return false;
  const expected = standardWebhookSignature(secret, request.id, request.timestamp, request.body);
  return request.signatures.split(' ').map((given) => equalInConstantTime(expected, given)).includes(true);
}
