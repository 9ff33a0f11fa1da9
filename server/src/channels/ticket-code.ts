import type { Secrets } from '../platform/auth/secrets.ts';

/*
 * A code leads a customer from a ticket to a door: printed as a QR code, tapped as a link. It is short enough for every
 * platform's scene or start parameter (64 letters, digits, `_` and `-`), and nobody makes one but us.
 */
const purpose = 'ticket-code';
const shape = /\baf-([\w-]{4,16})-([0-9a-z]+)-([\w-]{22})(?![\w-])/;

export function signTicketCode(secrets: Secrets, ticketId: number, expiresAt: Date): string {
  return `af-${secrets.sign(purpose, String(ticketId), expiresAt).replaceAll('.', '-')}`;
}

/** The ticket a code names, or null when it is none of ours or too old. The code may stand within other words. */
export function readTicketCode(secrets: Secrets, text: string, now: Date): number | null {
  const [, payload, expiry, mac] = shape.exec(text) ?? [];
  if (!payload || !expiry || !mac) return null;
  const read = secrets.verify(purpose, `${payload}.${expiry}.${mac}`, now);
  return 'payload' in read ? Number(read.payload) : null;
}
