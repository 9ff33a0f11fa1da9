import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Keys made from the installation's one secret: encryption of settings, signing of links. */
export interface Secrets {
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the text. */
  encrypt(text: string): Buffer;
  /** Throws when the box was made with another key or was changed. */
  decrypt(box: Buffer): string;
  /** `payload.expiry.signature`, url-safe. Expiry in whole seconds since 1970; null = for ever. */
  sign(purpose: string, payload: string, expiresAt: Date | null): string;
  /** The payload, or why not. Compares in constant time. */
  verify(purpose: string, token: string, now: Date): { payload: string } | { fault: 'forged' | 'expired' };
  /** A key of its own per purpose, 32 bytes. */
  key(purpose: string): Buffer;
}

export function createSecrets(master: Buffer): Secrets {
  const keys = new Map<string, Buffer>();
  const key = (purpose: string): Buffer => {
    let found = keys.get(purpose);
    if (!found) {
      found = Buffer.from(hkdfSync('sha256', master, 'aftercare', purpose, 32));
      keys.set(purpose, found);
    }
    return found;
  };
  const mac = (purpose: string, text: string) => createHmac('sha256', key(`sign:${purpose}`)).update(text).digest().subarray(0, 16).toString('base64url');
  return {
    key,
    encrypt(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key('settings'), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decrypt(box) {
      const decipher = createDecipheriv('aes-256-gcm', key('settings'), box.subarray(0, 12));
      decipher.setAuthTag(box.subarray(12, 28));
      return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString('utf8');
    },
    sign(purpose, payload, expiresAt) {
      const text = `${Buffer.from(payload).toString('base64url')}.${expiresAt ? Math.floor(expiresAt.getTime() / 1000).toString(36) : '0'}`;
      return `${text}.${mac(purpose, text)}`;
    },
    verify(purpose, token, now) {
      const parts = token.split('.');
      const [payload = '', expiry = '', signature = ''] = parts;
      const right = Buffer.from(mac(purpose, `${payload}.${expiry}`));
      const given = Buffer.from(signature);
      if (parts.length !== 3 || right.length !== given.length || !timingSafeEqual(right, given)) return { fault: 'forged' };
      if (expiry !== '0' && Number.parseInt(expiry, 36) * 1000 < now.getTime()) return { fault: 'expired' };
      return { payload: Buffer.from(payload, 'base64url').toString('utf8') };
    },
  };
}

/** The installation's secret: SECRET_KEY where it is set (needed on many machines), else a file made once, readable by us alone. */
export async function loadMasterKey(path: string, fromConfig: string | undefined): Promise<Buffer> {
  if (fromConfig) return Buffer.from(hkdfSync('sha256', fromConfig, 'aftercare', 'master', 32));
  if (existsSync(path)) return Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
  await mkdir(dirname(path), { recursive: true });
  const key = randomBytes(32);
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(`${key.toString('hex')}\n`);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
  return key;
}
