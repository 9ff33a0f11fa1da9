import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../encoding.ts';

const STEP_SECONDS = 30;

/** One-time code of RFC 4226 (HMAC-SHA1) for a counter. */
export function hotp(secret: Buffer, counter: number, digits = 6): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = (mac[mac.length - 1] as number) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** One-time code of RFC 6238 for an instant, in steps of 30 seconds. */
export function totp(secret: Buffer, at: Date, digits = 6): string {
  return hotp(secret, stepOf(at), digits);
}

/**
 * Checks a code, allowing for clocks one step apart.
 * @param lastStep the step of the last code accepted from this person: a code is good only once
 * @returns the step to store, or null when the code is wrong or was used
 */
export function verifyTotp(secret: Buffer, code: string, at: Date, lastStep = -1): number | null {
  const present = stepOf(at);
  let accepted: number | null = null;
  for (const step of [present - 1, present, present + 1]) {
    if (step > lastStep && step >= 0 && equalInConstantTime(hotp(secret, step), code)) accepted ??= step;
  }
  return accepted;
}

function stepOf(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}
