import { makeDetector } from '@aftercare/ui/scan/detector.ts';
import type { Code } from '@aftercare/ui/scan/useScan.ts';

/**
 * The most likely serial number among the codes of a type plate: shop numbers (EAN, UPC) are the same for every piece, so
 * they come last; of a QR code with an address, its last part counts.
 */
export function serialAmong(codes: readonly Code[]): string | null {
  const shop = (format: string) => /^(ean|upc)/.test(format);
  const best = codes.toSorted((a, b) => Number(shop(a.format)) - Number(shop(b.format)))[0];
  if (!best) return null;
  const text = best.rawValue.trim();
  const asked = /[?&](?:sn|serial)=([^&#]+)/i.exec(text)?.[1];
  if (asked) return decodeURIComponent(asked).slice(0, 100);
  const end = /^https?:\/\//.test(text) ? text.replace(/[?#].*$/, '').replace(/\/$/, '').split('/').at(-1) : text.replace(/^S\/?N[:\s]*/i, '');
  return end ? end.slice(0, 100) : null;
}

/** Whether what a camera sees is a piece's own number: shop numbers alone are looked past, another code may stand beside. */
export const isOwnNumber = (codes: readonly Code[]): boolean => codes.some((code) => !/^(ean|upc)/.test(code.format));

/** Reads the serial number from a photo of the type plate; null when there is no code in it. */
export async function scanSerial(photo: Blob): Promise<string | null> {
  const [picture, detector] = await Promise.all([createImageBitmap(photo), makeDetector()]);
  try {
    return serialAmong(await detector.detect(picture));
  } finally {
    picture.close();
  }
}
