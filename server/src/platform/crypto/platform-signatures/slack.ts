import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/** `X-Slack-Signature`: 'v0=' and the hex HMAC-SHA256 of "v0:timestamp:raw body". */
export function slackSignature(signingSecret: string, timestamp: string, body: string | Buffer): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/** Whether a request is Slack's and at most five minutes old. */
export function verifySlack(
  signingSecret: string, request: { timestamp: string; signature: string; body: string | Buffer }, now: Date,
): boolean {
  if (!(Math.abs(now.getTime() / 1000 - Number(request.timestamp)) <= 300)) return false;
  return equalInConstantTime(slackSignature(signingSecret, request.timestamp, request.body), request.signature);
}
