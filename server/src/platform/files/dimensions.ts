export interface Dimensions {
  /** Pixels as shown, after turning by the camera's note. */
  readonly width: number;
  readonly height: number;
}

/**
 * Width and height of a picture from its first bytes, so that a page can keep the place free before the picture is there.
 * PNG, JPEG, GIF and WebP; undefined for anything else or when the beginning does not tell.
 */
export function dimensionsOf(type: string, head: Uint8Array): Dimensions | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const found = readers[type]?.(view);
    return found && found.width > 0 && found.height > 0 ? found : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the beginning ends before the place
    throw error;
  }
}

const readers: Readonly<Record<string, (view: DataView) => Dimensions | undefined>> = {
  'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  'image/gif': (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  'image/webp': webp,
  'image/jpeg': jpeg,
};

function webp(view: DataView): Dimensions | undefined {
  const chunk = view.getUint32(12);
  if (chunk === 0x56503820) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }; // 'VP8 '
  if (chunk === 0x5650384c) {
    const bits = view.getUint32(21, true); // 'VP8L': 14 bits each, less one
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 0x56503858) return undefined; // 'VP8X': 24 bits each, less one
  return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
}

function jpeg(view: DataView): Dimensions | undefined {
  let turned = false;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) { at++; continue; } // filling
    if (marker === 0xda || marker === 0xd9) return undefined; // the picture itself: too late
    if (marker === 0xe1) turned ||= isTurned(view, at + 4);
    // Start of frame, whichever kind; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = view.getUint16(at + 5);
      const width = view.getUint16(at + 7);
      return turned ? { width: height, height: width } : { width, height };
    }
    at += 2 + view.getUint16(at + 2);
  }
}

/** Does the Exif block say that the camera was held upright (orientation 5 to 8)? */
function isTurned(view: DataView, at: number): boolean {
  if (view.getUint32(at) !== 0x45786966) return false; // 'Exif'
  const tiff = at + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) >= 5;
  }
  return false;
}
