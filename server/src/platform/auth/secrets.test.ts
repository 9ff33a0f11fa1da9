import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';

const secrets = createSecrets(randomBytes(32));
const now = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it('opens what it sealed, never seals the same twice, and refuses any change and any other key', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
    const box = secrets.encrypt(plain);
    expect(secrets.decrypt(box)).toBe(plain);
    expect(secrets.encrypt(plain).equals(box)).toBe(false);
  }));
  const box = secrets.encrypt('密码');
  for (let i = 0; i < box.length; i++) {
    const changed = Buffer.from(box);
    changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
    expect(() => secrets.decrypt(changed)).toThrow();
  }
  expect(() => createSecrets(randomBytes(32)).decrypt(box)).toThrow();
});

it('knows its own tokens until they expire, and no changed, foreign or repurposed one', () => {
  const token = secrets.sign('ticket', '42', later(60));
  expect(secrets.verify('ticket', token, now)).toEqual({ payload: '42' });
  expect(secrets.verify('ticket', token, later(61))).toEqual({ fault: 'expired' });
  expect(secrets.verify('ticket', secrets.sign('ticket', '42', null), later(1e9))).toEqual({ payload: '42' });
  expect(secrets.verify('survey', token, now)).toEqual({ fault: 'forged' });
  expect(createSecrets(randomBytes(32)).verify('ticket', token, now)).toEqual({ fault: 'forged' });
  for (const [i, character] of [...token].entries()) {
    const changed = token.slice(0, i) + (character === 'A' ? 'B' : 'A') + token.slice(i + 1);
    // The last character of a base64url group has bits that mean nothing; everything else must count.
    if (Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(Buffer.from(token.split('.')[2] ?? '', 'base64url')) && changed.split('.').slice(0, 2).join() === token.split('.').slice(0, 2).join()) continue;
    expect(secrets.verify('ticket', changed, now)).not.toEqual({ payload: '42' });
  }
  for (const nonsense of ['', '.', '..', '...', 'a.b', 'a.b.c', `${token}.x`]) expect(secrets.verify('ticket', nonsense, now)).toEqual({ fault: 'forged' });
});
