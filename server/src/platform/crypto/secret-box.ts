import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps settings that must not lie about in the database: channel passwords, tokens, webhook secrets. */
export interface SecretBox {
  /**
   * Encrypts with the present key.
   * @param context what the secret belongs to ('channel:42'); it opens nowhere else, so rows cannot be swapped
   * @returns 's1.<key id>.<base64url of nonce, ciphertext, tag>'
   */
  seal(plain: string, context: string): string;
  /**
   * Decrypts what any known key sealed.
   * @throws SecretBoxError when the key is not known, the context differs, or the text was changed
   */
  open(sealed: string, context: string): string;
  /** Whether a sealed text was made with a key other than the present one and should be sealed anew. */
  isStale(sealed: string): boolean;
}

/** A sealed text that cannot be opened; the message says why without saying what was in it. */
export class SecretBoxError extends Error {
  override readonly name = 'SecretBoxError';
}

/** A key by its id; the secret is any text with at least 128 bits of chance in it. */
export interface SecretKey {
  readonly id: string;
  readonly secret: string;
}

/**
 * A box with one or more keys. The first seals; all open, so a key can be changed without a stop.
 * @throws RangeError when there is no key, a secret is shorter than 16 bytes, or an id is doubled or malformed
 */
export function createSecretBox(keys: readonly SecretKey[]): SecretBox {
  const present = keys[0];
  if (!present) throw new RangeError('a secret box needs a key');
  const byId = new Map<string, Buffer>();
  for (const { id, secret } of keys) {
    if (!/^[\w-]{1,32}$/.test(id) || byId.has(id)) throw new RangeError(`key ids are short, plain and different: ${id}`);
    if (Buffer.byteLength(secret) < 16) throw new RangeError(`the secret of key ${id} is shorter than 16 bytes`);
    byId.set(id, Buffer.from(hkdfSync('sha256', secret, '', 'aftercare secret box', 32)));
  }

  function seal(plain: string, context: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, byId.get(present?.id ?? '') as Buffer, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `s1.${present?.id}.${sealed.toString('base64url')}`;
  }

  function open(sealed: string, context: string): string {
    const { keyId, data } = parse(sealed);
    const key = byId.get(keyId);
    if (!key) throw new SecretBoxError(`sealed with the key "${keyId}", which is not among the keys given`);
    const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(context));
    decipher.setAuthTag(data.subarray(-TAG_BYTES));
    try {
      return decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new SecretBoxError('the sealed text was changed, belongs elsewhere, or its key has another secret', { cause });
    }
  }

  return { seal, open, isStale: (sealed) => parse(sealed).keyId !== present.id };
}

function parse(sealed: string): { keyId: string; data: Buffer } {
  const [version, keyId = '', data = ''] = sealed.split('.');
  const bytes = Buffer.from(data, 'base64url');
  if (version !== 's1' || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SecretBoxError('not a sealed text');
  return { keyId, data: bytes };
}
