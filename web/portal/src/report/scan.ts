interface Detector { detect(source: ImageBitmap): Promise<{ rawValue: string; format: string }[]> }
type DetectorClass = new () => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Can this browser read bar codes and QR codes? Android's can, others mostly not. */
export function canScan(): boolean {
  return detectorClass() !== undefined;
}

/**
 * The most likely serial number among the codes of a type plate: shop numbers (EAN, UPC) are the same for every piece, so
 * they come last; of a QR code with an address, its last part counts.
 */
export function serialAmong(codes: readonly { rawValue: string; format: string }[]): string | null {
  const shop = (format: string) => /^(ean|upc)/.test(format);
  const best = codes.toSorted((a, b) => Number(shop(a.format)) - Number(shop(b.format)))[0];
  if (!best) return null;
  const text = best.rawValue.trim();
  const asked = /[?&](?:sn|serial)=([^&#]+)/i.exec(text)?.[1];
  if (asked) return decodeURIComponent(asked).slice(0, 100);
  const end = /^https?:\/\//.test(text) ? text.replace(/[?#].*$/, '').replace(/\/$/, '').split('/').at(-1) : text.replace(/^S\/?N[:\s]*/i, '');
  return end ? end.slice(0, 100) : null;
}

/** Reads the serial number from a photo of the type plate; null when there is no code in it. */
export async function scanSerial(photo: Blob): Promise<string | null> {
  const Class = detectorClass();
  if (!Class) return null;
  const picture = await createImageBitmap(photo);
  try {
    return serialAmong(await new Class().detect(picture));
  } finally {
    picture.close();
  }
}
