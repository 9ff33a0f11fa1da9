import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { OutgoingError } from './errors.ts';

const unpackers: Readonly<Record<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress),
};

/** Undoes content-encoding, bounded: a small answer may unpack to gigabytes. */
export async function unpack(packed: Buffer, encoding: string | null, maxBytes: number): Promise<Buffer> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '' || packed.length === 0) return packed;
  const unpacker = unpackers[name];
  if (!unpacker) throw new OutgoingError('network', `The answer is packed in a way nobody asked for: ${name}`);
  try {
    return await unpacker(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new OutgoingError('too-large', `The answer is larger than ${maxBytes} bytes`);
    throw new OutgoingError('network', `The answer cannot be unpacked: ${(error as Error).message}`, { cause: error });
  }
}
