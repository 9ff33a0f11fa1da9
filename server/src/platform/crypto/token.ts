import { createHash, createHmac, randomBytes } from 'node:crypto';
import { base64url, equalInConstantTime } from './encoding.ts';

/** A new random token, base64url; 32 bytes (43 characters) cannot be guessed, 16 are plenty for an id. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is stored of a random token: its SHA-256, base64url. Without a salt, as the token itself cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Makes and checks tokens that carry their content: links in mails, reply addresses, sign-in states. */
export interface TokenSigner {
  /**
   * @param purpose what the token is good for ('ticket-link'); it is worth nothing for anything else
   * @param payload short and not secret: anybody can read it
   * @param expiresAt null for a token that holds for ever
   * @returns base64url parts joined by dots: expiry.payload.signature
   */
  sign(purpose: string, payload: string, expiresAt: Date | null): string;
  verify(purpose: string, token: string, now: Date): TokenVerdict;
}

export type TokenVerdict =
  | { readonly ok: true; readonly payload: string; readonly expiresAt: Date | null }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/** 128 bits: nobody can try so many, and the token stays short enough for the local part of an address. */
const SIGNATURE_BYTES = 16;

/**
 * @param secrets the first signs, all verify
 * @throws RangeError without a secret of at least 16 bytes
 */
export function createTokenSigner(secrets: readonly string[]): TokenSigner {
  const [present] = secrets;
  if (!present || secrets.some((secret) => Buffer.byteLength(secret) < 16)) throw new RangeError('signing secrets need 16 bytes or more');

  function sign(purpose: string, payload: string, expiresAt: Date | null): string {
    const expiry = expiresAt ? Math.ceil(expiresAt.getTime() / 1000).toString(36) : '';
    const body = `${expiry}.${base64url(payload)}`;
    return `${body}.${signature(present as string, purpose, body)}`;
  }

  function verify(purpose: string, token: string, now: Date): TokenVerdict {
    const match = /^(([0-9a-z]*)\.([\w-]*))\.([\w-]+)$/.exec(token);
    if (!match) return { ok: false, reason: 'malformed' };
    const [, body = '', expiry = '', payload = '', given = ''] = match;
    // Every secret is tried, so that the time taken does not tell which one a token was made with.
    const genuine = secrets.map((secret) => equalInConstantTime(signature(secret, purpose, body), given)).includes(true);
    if (!genuine) return { ok: false, reason: 'forged' };
    const expiresAt = expiry === '' ? null : new Date(Number.parseInt(expiry, 36) * 1000);
    if (expiresAt && now >= expiresAt) return { ok: false, reason: 'expired' };
    return { ok: true, payload: Buffer.from(payload, 'base64url').toString('utf8'), expiresAt };
  }

  return { sign, verify };
}

function signature(secret: string, purpose: string, body: string): string {
  // The length in front keeps purpose and body from running into each other.
  return createHmac('sha256', secret).update(`${purpose.length}.${purpose}.${body}`).digest().subarray(0, SIGNATURE_BYTES).toString('base64url');
}
