import { describe, expect, test } from 'vitest';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';
import { signWebhook, verifyWebhook } from './webhook-signature.ts';

const now = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe('passwords', () => {
  const cheap = { logN: 10, r: 8, p: 1 };

  test('a password fits its hash and no other does', async () => {
    const hash = await hashPassword('正确的 horse', cheap);
    expect(hash).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
    expect(await verifyPassword('正确的 horse', hash)).toBe(true);
    expect(await verifyPassword('正确的 Horse', hash)).toBe(false);
    expect(await hashPassword('正确的 horse', cheap)).not.toBe(hash);
  });

  test('é typed as one code point or as two is the same password', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9', cheap))).toBe(true);
  });

  test('cheap hashes are to be renewed, present ones not', async () => {
    expect(needsRehash(await hashPassword('x', cheap))).toBe(true);
    expect(needsRehash(await hashPassword('x'))).toBe(false);
  });

  test.each(['', 'x', '$scrypt$ln=10,r=8,p=1$$', '$scrypt$ln=30,r=99,p=1$c2FsdA$a2V5', `$scrypt$ln=40,r=8,p=1$c2FsdA$${'A'.repeat(43)}`])(
    'the malformed or monstrous hash %j fits nothing', async (hash) => {
      expect(await verifyPassword('', hash)).toBe(false);
    });
});

describe('webhook signatures', () => {
  const header = signWebhook('whsec-one', '{"a":1}', now);

  test('the header is what the documentation says', () => {
    // openssl: printf '1767603600.{"a":1}' | openssl dgst -sha256 -hmac whsec-one
    expect(header).toBe('t=1767603600,v1=0afbff4ea37f6b10d1a8c73edb0899487164f5650c206db173371427d37b96b0');
  });

  test('verifies the exact body within the tolerance only', () => {
    expect(verifyWebhook('whsec-one', Buffer.from('{"a":1}'), header, later(299))).toEqual({ ok: true });
    expect(verifyWebhook('whsec-one', '{"a":1}', header, later(301))).toEqual({ ok: false, reason: 'stale' });
    expect(verifyWebhook('whsec-one', '{"a":1}', header, later(-301))).toEqual({ ok: false, reason: 'stale' });
    expect(verifyWebhook('whsec-one', '{"a": 1}', header, now)).toEqual({ ok: false, reason: 'forged' });
    expect(verifyWebhook('whsec-two', '{"a":1}', header, now)).toEqual({ ok: false, reason: 'forged' });
    expect(verifyWebhook('whsec-one', '{"a":1}', header.replace('t=1', 't=2'), now)).toEqual({ ok: false, reason: 'forged' });
    expect(verifyWebhook('whsec-one', '{"a":1}', undefined, now)).toEqual({ ok: false, reason: 'missing' });
    for (const bad of ['v1=abc', 't=1767603600', 't=x,v1=abc', ',,=']) {
      expect(verifyWebhook('whsec-one', '{"a":1}', bad, now)).toEqual({ ok: false, reason: 'malformed' });
    }
  });

  test('while secrets change over, either receiver verifies', () => {
    const both = signWebhook(['whsec-one', 'whsec-two'], 'body', now);
    for (const secret of ['whsec-one', 'whsec-two']) expect(verifyWebhook(secret, 'body', both, now)).toEqual({ ok: true });
    expect(verifyWebhook('whsec-three', 'body', both, now).ok).toBe(false);
  });
});
