import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './encoding.ts';

/** Name of the header that our webhooks carry, and that webhooks to us carry. */
export const SIGNATURE_HEADER = 'Aftercare-Signature';

/** How old (or how far ahead, with clocks that differ) a signed request may be, in seconds. */
export const SIGNATURE_TOLERANCE = 300;

export type SignatureVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: 'missing' | 'malformed' | 'forged' | 'stale' };

/**
 * The header's value: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, one v1 per secret while secrets change over.
 * @param body the exact bytes sent
 */
export function signWebhook(secrets: string | readonly string[], body: string | Buffer, at: Date): string {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const parts = [secrets].flat().map((secret) => `v1=${digest(secret, timestamp, body)}`);
  return [`t=${timestamp}`, ...parts].join(',');
}

/**
 * Checks a received header against the exact bytes received. One matching v1 is enough; parts with other names are
 * left for versions to come.
 */
export function verifyWebhook(
  secret: string, body: string | Buffer, header: string | undefined, now: Date, toleranceSeconds = SIGNATURE_TOLERANCE,
): SignatureVerdict {
  if (!header) return { ok: false, reason: 'missing' };
  const parts = header.split(',').map((part) => part.trim().split('='));
  const timestamp = parts.find(([name]) => name === 't')?.[1] ?? '';
  const given = parts.filter(([name]) => name === 'v1').map(([, value = '']) => value);
  if (!/^\d{1,12}$/.test(timestamp) || given.length === 0) return { ok: false, reason: 'malformed' };
  const expected = digest(secret, timestamp, body);
  if (!given.some((value) => equalInConstantTime(value, expected))) return { ok: false, reason: 'forged' };
  // Only a genuine signature is told that it is old.
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return { ok: false, reason: 'stale' };
  return { ok: true };
}

function digest(secret: string, timestamp: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}
