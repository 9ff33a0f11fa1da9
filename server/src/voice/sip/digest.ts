/** Digest authentication (RFC 3261 §22, RFC 8760): answering a challenge, and asking for one. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type SipRequest, type SipResponse, header } from './message.ts';

export interface Credentials { readonly user: string; readonly password: string }
interface Challenge { readonly realm: string; readonly nonce: string; readonly opaque: string | undefined; readonly algorithm: 'MD5' | 'SHA-256'; readonly qop: boolean; readonly stale: boolean }

const hash = (algorithm: Challenge['algorithm'], text: string) => createHash(algorithm === 'MD5' ? 'md5' : 'sha256').update(text).digest('hex');
const quote = (text: string) => `"${text.replace(/(["\\])/g, '\\$1')}"`;

/** `a="b", c=d` after the word Digest; undefined for any other scheme. */
export function parseDigest(value: string): Readonly<Record<string, string>> | undefined {
  const rest = /^\s*Digest\s+(.*)$/is.exec(value)?.[1];
  if (rest === undefined) return undefined;
  const fields: Record<string, string> = {};
  for (const [, name, quoted, plain] of rest.matchAll(/([A-Za-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    const key = name?.toLowerCase();
    if (key && !Object.hasOwn(fields, key)) fields[key] = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1');
  }
  return fields;
}

function challengeOf(value: string): Challenge | undefined {
  const f = parseDigest(value);
  if (!f?.['nonce']) return undefined;
  const algorithm = (f['algorithm'] ?? 'MD5').toUpperCase();
  const qop = (f['qop'] ?? '').toLowerCase().split(/\s*,\s*/).filter(Boolean);
  if ((algorithm !== 'MD5' && algorithm !== 'SHA-256') || (qop.length > 0 && !qop.includes('auth'))) return undefined;
  return { realm: f['realm'] ?? '', nonce: f['nonce'], opaque: f['opaque'], algorithm, qop: qop.length > 0, stale: f['stale']?.toLowerCase() === 'true' };
}

const proof = (o: { algorithm: Challenge['algorithm']; user: string; realm: string; password: string; method: string; uri: string; nonce: string; nc: string; cnonce: string; qop: boolean }) => {
  const a1 = hash(o.algorithm, `${o.user}:${o.realm}:${o.password}`);
  const a2 = hash(o.algorithm, `${o.method}:${o.uri}`);
  return hash(o.algorithm, o.qop ? `${a1}:${o.nonce}:${o.nc}:${o.cnonce}:auth:${a2}` : `${a1}:${o.nonce}:${a2}`);
};

/**
 * The header that answers a 401 or 407, strongest algorithm first; undefined when the challenge cannot be answered, or when
 * the very same credentials were refused already (`tried`) and the nonce was not merely stale.
 */
export function answerChallenge(response: SipResponse, request: { method: string; uri: string }, credentials: Credentials, options: { tried: boolean; cnonce?: string; nc?: number }): { name: string; value: string } | undefined {
  const asked = response.status === 407 ? 'Proxy-Authenticate' : 'WWW-Authenticate';
  const challenges = response.headers.filter((h) => h.name === asked).map((h) => challengeOf(h.value)).filter((c) => c !== undefined);
  const challenge = challenges.find((c) => c.algorithm === 'SHA-256') ?? challenges[0];
  if (!challenge || (options.tried && !challenge.stale)) return undefined;
  const cnonce = options.cnonce ?? randomBytes(8).toString('hex');
  const nc = (options.nc ?? 1).toString(16).padStart(8, '0');
  const { realm, nonce, opaque, algorithm, qop } = challenge;
  const response_ = proof({ algorithm, realm, nonce, cnonce, nc, qop, user: credentials.user, password: credentials.password, ...request });
  const fields = [`username=${quote(credentials.user)}`, `realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `uri=${quote(request.uri)}`, `response="${response_}"`, `algorithm=${algorithm}`,
    ...(qop ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []), ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`])];
  return { name: response.status === 407 ? 'Proxy-Authorization' : 'Authorization', value: `Digest ${fields.join(', ')}` };
}

/** Asks callers of a trunk for a password. Nonces are signed and live for some minutes, so nothing is kept of strangers. */
export function createDigestGuard(options: { realm: string; key: Buffer; now: () => number; livesMs?: number }) {
  const lives = options.livesMs ?? 300_000;
  const sign = (stamp: string) => createHmac('sha256', options.key).update(stamp).digest('base64url').slice(0, 22);
  const nonceNow = () => { const stamp = Math.floor(options.now()).toString(36); return `${stamp}.${sign(stamp)}`; };
  const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  return {
    /** Values for WWW-Authenticate, strongest first. */
    challenge: (stale = false): string[] => (['SHA-256', 'MD5'] as const).map((algorithm) => `Digest realm=${quote(options.realm)}, nonce="${nonceNow()}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`),
    verify(request: SipRequest, credentials: Credentials): 'right' | 'wrong' | 'stale' | 'none' {
      const f = parseDigest(header(request, 'Authorization'));
      if (!f) return 'none';
      const algorithm = (f['algorithm'] ?? 'MD5').toUpperCase();
      const [stamp = '', signature = ''] = (f['nonce'] ?? '').split('.');
      if ((algorithm !== 'MD5' && algorithm !== 'SHA-256') || !equal(sign(stamp), signature) || f['username'] !== credentials.user || f['realm'] !== options.realm || f['uri'] !== request.uri) return 'wrong';
      const right = proof({ algorithm, user: credentials.user, realm: options.realm, password: credentials.password, method: request.method, uri: request.uri, nonce: f['nonce'] ?? '', nc: f['nc'] ?? '', cnonce: f['cnonce'] ?? '', qop: f['qop'] === 'auth' });
      if (!equal(right, f['response'] ?? '')) return 'wrong';
      return options.now() - Number.parseInt(stamp, 36) > lives ? 'stale' : 'right';
    },
  };
}
