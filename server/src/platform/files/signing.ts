import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where a file is read; the path of the route in `routes.ts`. */
export const filePath = (key: string): string => `/api/v1/files/${key}`;

/**
 * A URL that reads one file without sign-in until `expiresAt`, for portal, chat and mails. Relative.
 * Hand out rounded times where you can: an URL that stays the same for an hour is fetched once.
 */
export function signFileUrl(secret: string | Uint8Array, key: string, expiresAt: Date): string {
  const e = Math.ceil(expiresAt.getTime() / 1000);
  return `${filePath(key)}?e=${e}&s=${signature(secret, key, e)}`;
}

export interface SignedQuery {
  readonly e?: unknown;
  readonly s?: unknown;
}

/** 'unsigned' when the query carries no signature; 'wrong' for a forged or cut one; 'expired' for a true one past its time. */
export function verifyFileUrl(secret: string | Uint8Array, key: string, { e, s }: SignedQuery, now: Date): 'ok' | 'unsigned' | 'wrong' | 'expired' {
  if (e === undefined && s === undefined) return 'unsigned';
  if (typeof e !== 'string' || typeof s !== 'string' || !/^\d{1,12}$/.test(e)) return 'wrong';
  const expected = Buffer.from(signature(secret, key, Number(e)));
  const given = Buffer.from(s);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong';
  return Number(e) * 1000 > now.getTime() ? 'ok' : 'expired';
}

function signature(secret: string | Uint8Array, key: string, e: number): string {
  return createHmac('sha256', secret).update(`file-url\n${key}\n${e}`).digest('base64url');
}
