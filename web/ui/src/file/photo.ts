/** Longest side of a photo we send, in pixels: enough to read a type plate, a tenth of the bytes of a phone's original. */
const longestSide = 2048;
const worthScaling = 700 * 1024;
const thumbnailSide = 240;

/** Size of a picture fitted into a square, keeping its shape; never larger than it was. */
export function fitted(width: number, height: number, longest = longestSide): { width: number; height: number } {
  const factor = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Draws a picture upright (as its EXIF says) into a square of `longest` pixels; rejects what the browser cannot read. */
async function drawn(file: Blob, longest: number): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const size = fitted(bitmap.width, bitmap.height, longest);
  const canvas = Object.assign(document.createElement('canvas'), size);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  return canvas;
}

/** A large photo made smaller before it travels; everything else is returned as it is. */
export async function scaledPhoto(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || file.size < worthScaling || typeof createImageBitmap !== 'function') return file;
  try {
    const canvas = await drawn(file, longestSide);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return blob && blob.size < file.size ? new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' }) : file;
  } catch {
    return file; // a format this browser cannot read: the original does as well
  }
}

/** A small `data:` picture of a photo, short enough to keep in a draft; null when it is not a readable picture. */
export async function thumbnail(file: Blob): Promise<string | null> {
  if (!file.type.startsWith('image/') || typeof createImageBitmap !== 'function') return null;
  try {
    return (await drawn(file, thumbnailSide)).toDataURL('image/jpeg', 0.7);
  } catch {
    return null;
  }
}
