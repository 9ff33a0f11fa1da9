import { timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, in a time that does not tell where they differ. Their length may be learnt. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Unpadded base64url of bytes or of a text in UTF-8. */
export function base64url(data: Buffer | string): string {
  return Buffer.from(data).toString('base64url');
}
