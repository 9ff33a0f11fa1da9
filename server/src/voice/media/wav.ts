/** WAV files to and from mono samples at 8,000 a second. Pure. */

/** Samples at 8 kHz of a PCM16 or G.711 WAV of any rate; undefined for anything else. */
export function readWav(bytes: Buffer): Int16Array | undefined {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let format: { tag: number; channels: number; rate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    // Programs that write into a pipe do not know the size: then it is the rest.
    const size = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (id === 'fmt ' && size >= 16) format = { tag: data.readUInt16LE(0), channels: data.readUInt16LE(2), rate: data.readUInt32LE(4), bits: data.readUInt16LE(14) };
    if (id === 'data' && format) return samplesOf(data, format);
    at += 8 + size + (size % 2);
  }
  return undefined;
}
function samplesOf(data: Buffer, f: { tag: number; channels: number; rate: number; bits: number }): Int16Array | undefined {
  if (f.tag !== 1 || f.bits !== 16 || f.channels < 1 || f.channels > 2 || f.rate < 8_000 || f.rate > 48_000) return undefined;
  const n = Math.floor(data.length / 2 / f.channels);
  const mono = new Float32Array(n);
  for (let i = 0; i < n; i++) for (let c = 0; c < f.channels; c++) mono[i] = (mono[i] ?? 0) + data.readInt16LE((i * f.channels + c) * 2) / f.channels;
  return resample(mono, f.rate, 8_000);
}

/** Mean of what falls into each output sample: a plain low pass, enough for speech on its way down to 8 kHz. */
export function resample(samples: ArrayLike<number>, from: number, to: number): Int16Array {
  if (from === to) return Int16Array.from(samples);
  const step = from / to;
  const out = new Int16Array(Math.floor(samples.length / step));
  for (let i = 0; i < out.length; i++) {
    if (step <= 1) {
      const at = i * step;
      const a = samples[Math.floor(at)] ?? 0;
      out[i] = Math.round(a + ((samples[Math.floor(at) + 1] ?? a) - a) * (at % 1));
      continue;
    }
    let sum = 0;
    const begin = Math.floor(i * step);
    const end = Math.min(samples.length, Math.floor((i + 1) * step));
    for (let k = begin; k < end; k++) sum += samples[k] ?? 0;
    out[i] = Math.round(sum / Math.max(1, end - begin));
  }
  return out;
}

/** A mono PCM16 WAV at 8 kHz. */
export function writeWav(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8_000, 24);
  bytes.writeUInt32LE(16_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (let i = 0; i < samples.length; i++) bytes.writeInt16LE(samples[i] ?? 0, 44 + i * 2);
  return bytes;
}
