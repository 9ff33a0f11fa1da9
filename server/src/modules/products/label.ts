/** What a label's QR code holds: a phone opens the portal, our scanners read the number. */
export const toString = (publicUrl: string, serial: string): string => `${publicUrl.replace(/\/$/, '')}/u/${encodeURIComponent(serial)}`;
