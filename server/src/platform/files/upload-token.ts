import type { Secrets } from '../auth/secrets.ts';

const purpose = 'upload';
const day = 86_400_000;

/** Proof, for a page without sign-in, that it brought this file; good for a day. `owner` as in the file's own. */
export function signUpload(secrets: Secrets, owner: string, fileId: number, now: Date): string {
  return secrets.sign(purpose, `${owner} ${fileId}`, new Date(now.getTime() + day));
}

/** Id of the file, or null for a forged or old token or one of another owner. */
export function readUpload(secrets: Secrets, owner: string, token: string, now: Date): number | null {
  const read = secrets.verify(purpose, token, now);
  if (!('payload' in read) || !read.payload.startsWith(`${owner} `)) return null;
  return Number(read.payload.slice(owner.length + 1));
}
