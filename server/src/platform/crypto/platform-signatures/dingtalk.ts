import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

/** Sign of a DingTalk robot: base64 HMAC-SHA256 of "timestamp\nsecret" under the secret; URL-encode it for a query. */
export function dingTalkSign(secret: string, timestampMilliseconds: string): string {
  return createHmac('sha256', secret).update(`${timestampMilliseconds}\n${secret}`).digest('base64');
}

/** Whether a callback (headers `timestamp` and `sign`) is DingTalk's and at most an hour old, as its documentation asks. */
export function verifyDingTalk(secret: string, request: { timestamp: string; sign: string }, now: Date): boolean {
  if (!(Math.abs(now.getTime() - Number(request.timestamp)) <= 3_600_000)) return false;
  return equalInConstantTime(dingTalkSign(secret, request.timestamp), request.sign);
}
