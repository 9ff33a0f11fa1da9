import { createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '../../platform/auth/index.ts';

/** A visitor's own secret, kept by their page: whoever has it is that visitor. */
export const newVisitor = (): string => randomBytes(24).toString('base64url');

/** Was this made by us? Anything else gets a new one, so that nobody can be someone by choosing a simple word. */
export const isVisitor = (secret: string | null): secret is string => secret !== null && /^[\w-]{32}$/.test(secret);

/** What we keep of the secret: their identity, their thread, and the first half of their messages' ids. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const purpose = 'chat-file';
const day = 86_400_000;

/** Proof that this visitor brought this file; good for a day. */
export function signFile(secrets: Secrets, hash: string, fileId: number, now: Date): string {
  return secrets.sign(purpose, `${hash}:${fileId}`, new Date(now.getTime() + day));
}

/** Id of the file, or null for a forged or old token or one of another visitor. */
export function readFileToken(secrets: Secrets, hash: string, token: string, now: Date): number | null {
  const read = secrets.verify(purpose, token, now);
  if (!('payload' in read)) return null;
  const [owner, id] = read.payload.split(':');
  return owner === hash ? Number(id) : null;
}
