import { createHash, randomBytes } from 'node:crypto';

/** A visitor's own secret, kept by their page: whoever has it is that visitor. */
export const newVisitor = (): string => randomBytes(24).toString('base64url');

/** Was this made by us? Anything else gets a new one, so that nobody can be someone by choosing a simple word. */
export const isVisitor = (secret: string | null): secret is string => secret !== null && /^[\w-]{32}$/.test(secret);

/** What we keep of the secret: their identity, their thread, and the first half of their messages' ids. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Who brought a file, in its row and its token. */
export const ownerOf = (hash: string): string => `visitor:${hash}`;
