import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';
import { createSecretBox, SecretBoxError } from './secret-box.ts';
import { createTokenSigner, hashToken, randomToken } from './token.ts';
import { signWebhook, verifyWebhook } from './webhook-signature.ts';

const now = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** Every text that differs from the given one in a single character of its own alphabet. */
function oneCharacterChanged(text: string): string[] {
  return [...text].map((character, i) => text.slice(0, i) + (character === 'A' ? 'B' : 'A') + text.slice(i + 1)).filter((other) => other !== text);
}

describe('secret box', () => {
  const old = { id: 'k1', secret: 'an old secret that was long enough' };
  const present = { id: 'k2', secret: 'the present secret, long enough too' };
  const box = createSecretBox([present, old]);

  test('opens what it sealed, and never seals the same twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
      const sealed = box.seal(plain, context);
      expect(box.open(sealed, context)).toBe(plain);
      expect(box.seal(plain, context)).not.toBe(sealed);
    }));
  });

  test('opens what an older key sealed and knows that it is stale', () => {
    const sealed = createSecretBox([old]).seal('密码', 'channel:1');
    expect(box.open(sealed, 'channel:1')).toBe('密码');
    expect(box.isStale(sealed)).toBe(true);
    expect(box.isStale(box.seal('密码', 'channel:1'))).toBe(false);
  });

  test('refuses another context, a changed text and an unknown key, each by name', () => {
    const sealed = box.seal('secret', 'channel:1');
    expect(() => box.open(sealed, 'channel:2')).toThrow(SecretBoxError);
    const prefix = 's1.k2.'.length;
    const data = Buffer.from(sealed.slice(prefix), 'base64url');
    for (let i = 0; i < data.length; i++) {
      const changed = Buffer.from(data);
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
      expect(() => box.open(`s1.k2.${changed.toString('base64url')}`, 'channel:1')).toThrow(SecretBoxError);
    }
    expect(() => createSecretBox([old]).open(sealed, 'channel:1')).toThrow(/"k2"/);
    expect(() => box.open('plain text', 'channel:1')).toThrow('not a sealed text');
  });

  test.each([[[]], [[{ id: 'k', secret: 'short' }]], [[old, old]], [[{ ...old, id: 'a.b' }]]])('refuses the keys %j', (keys) => {
    expect(() => createSecretBox(keys)).toThrow(RangeError);
  });
});

describe('tokens', () => {
  const signer = createTokenSigner(['a signing secret of some length']);

  test('random tokens are long, differ, and are stored as their hash', () => {
    expect(randomToken()).toHaveLength(43);
    expect(new Set(Array.from({ length: 1000 }, () => randomToken(16))).size).toBe(1000);
    expect(hashToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0'); // FIPS 180: SHA-256 of "abc"
  });

  test('any payload comes back until it expires', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (payload) => {
      const token = signer.sign('ticket-link', payload, later(60));
      expect(token).toMatch(/^[\w.-]+$/);
      expect(signer.verify('ticket-link', token, later(59))).toEqual({ ok: true, payload, expiresAt: later(60) });
      expect(signer.verify('ticket-link', token, later(60))).toEqual({ ok: false, reason: 'expired' });
    }));
    expect(signer.verify('x', signer.sign('x', '7', null), later(1e9))).toEqual({ ok: true, payload: '7', expiresAt: null });
  });

  test('is worth nothing for another purpose, under another secret, or changed by one character', () => {
    const token = signer.sign('ticket-link', 'ticket:42', later(60));
    expect(signer.verify('sign-in', token, now)).toEqual({ ok: false, reason: 'forged' });
    expect(createTokenSigner(['another secret of some length']).verify('ticket-link', token, now)).toEqual({ ok: false, reason: 'forged' });
    // The last character of a signature carries spare bits; text is compared, so even those count.
    for (const other of oneCharacterChanged(token)) expect(signer.verify('ticket-link', other, now).ok).toBe(false);
    for (const other of ['', '.', '..', 'a.b', token.slice(0, -1), `${token}.x`]) expect(signer.verify('ticket-link', other, now).ok).toBe(false);
  });

  test('an older secret still verifies while secrets change over', () => {
    const token = signer.sign('x', '1', null);
    expect(createTokenSigner(['the newest secret of some length', 'a signing secret of some length']).verify('x', token, now).ok).toBe(true);
    expect(() => createTokenSigner(['short'])).toThrow(RangeError);
  });
});

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
