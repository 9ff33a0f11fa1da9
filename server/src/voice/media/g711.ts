/** G.711: one byte a sample, 8,000 a second. Tables, because forty calls ask 640,000 times a second. */

export type Law = 'PCMA' | 'PCMU';
/** Samples in 20 ms. */
export const frameSamples = 160;
export const silence: Readonly<Record<Law, number>> = { PCMA: 0xd5, PCMU: 0xff };

function decodeA(byte: number): number {
  const a = byte ^ 0x55;
  const segment = (a & 0x70) >> 4;
  const mantissa = (a & 0x0f) << 4;
  const magnitude = segment === 0 ? mantissa + 8 : (mantissa + 0x108) << (segment - 1);
  return a & 0x80 ? magnitude : -magnitude;
}
function decodeU(byte: number): number {
  const u = ~byte & 0xff;
  const magnitude = ((((u & 0x0f) << 3) + 0x84) << ((u & 0x70) >> 4)) - 0x84;
  return u & 0x80 ? -magnitude : magnitude;
}
function encodeA(sample: number): number {
  const positive = sample >= 0;
  const s = (positive ? sample : -sample - 1) >> 3;
  let segment = 0;
  for (let limit = 0x1f; s > limit && segment < 7; limit = (limit << 1) | 1) segment += 1;
  const byte = (segment << 4) | (segment < 2 ? (s >> 1) & 0x0f : (s >> segment) & 0x0f);
  return (Math.min(byte, 0x7f) | (positive ? 0x80 : 0)) ^ 0x55;
}
function encodeU(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const s = Math.min(Math.abs(sample), 32_635) + 0x84;
  const segment = Math.max(0, 31 - Math.clz32(s) - 7);
  return ~(sign | (segment << 4) | ((s >> (segment + 3)) & 0x0f)) & 0xff;
}
const decoders = { PCMA: Int16Array.from({ length: 256 }, (_, b) => decodeA(b)), PCMU: Int16Array.from({ length: 256 }, (_, b) => decodeU(b)) };
const encoders = { PCMA: Uint8Array.from({ length: 65_536 }, (_, i) => encodeA((i << 16) >> 16)), PCMU: Uint8Array.from({ length: 65_536 }, (_, i) => encodeU((i << 16) >> 16)) };

export function decode(law: Law, bytes: Uint8Array): Int16Array {
  const table = decoders[law];
  const samples = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) samples[i] = table[bytes[i] ?? 0] ?? 0;
  return samples;
}
export function encode(law: Law, samples: Int16Array): Buffer {
  const table = encoders[law];
  const bytes = Buffer.allocUnsafe(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = table[(samples[i] ?? 0) & 0xffff] ?? 0;
  return bytes;
}
