import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

interface Cost {
  /** Base-two logarithm of the work factor. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 64 MB and about a fifth of a second on a small machine. */
const PRESENT_COST: Cost = { logN: 16, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** More than any hash of ours asks for: a row that was tampered with must not exhaust the memory. */
const MAX_MEMORY = 256 * 1024 * 1024;

/**
 * Hashes a password with scrypt and a fresh salt.
 * @returns '$scrypt$ln=16,r=8,p=1$<salt>$<key>', base64url; the parameters travel with the hash, so they can be raised later
 */
export async function hashPassword(password: string, cost: Cost = PRESENT_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** Whether a password belongs to a hash; a malformed hash belongs to none. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parsed = parse(hash);
  if (!parsed) return false;
  const key = await derive(password, parsed.salt, parsed.cost);
  return timingSafeEqual(key, parsed.key);
}

/** Whether a hash was made with less than the present cost, and should be renewed at the next sign-in. */
export function needsRehash(hash: string): boolean {
  const cost = parse(hash)?.cost;
  return !cost || cost.logN < PRESENT_COST.logN || cost.r < PRESENT_COST.r || cost.p < PRESENT_COST.p;
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(hash);
  if (!match) return null;
  const [logN = 0, r = 0, p = 0] = match.slice(1, 4).map(Number);
  const key = Buffer.from(match[5] ?? '', 'base64url');
  if (key.length !== KEY_BYTES || logN < 1 || r < 1 || p < 1 || 128 * r * 2 ** logN > MAX_MEMORY / 2) return null;
  return { cost: { logN, r, p }, salt: Buffer.from(match[4] ?? '', 'base64url'), key };
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  // One password can be typed as different code points; NFKC makes them one.
  const text = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES, { N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: MAX_MEMORY }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
