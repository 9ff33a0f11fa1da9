import type { SoundFile } from '../modules/hotline/index.ts';
import { decode } from './media/g711.ts';
import { readWav, writeWav } from './media/wav.ts';

/** Louder than the hiss of a line. */
const audible = 200;

/** How recordings are kept while they come (A-law, a byte a sample) and what becomes of them in the end (WAV). */
export const soundFile: SoundFile = {
  readable: (bytes) => (readWav(bytes)?.length ?? 0) > 0,
  wavOf(parts) {
    const samples = decode('PCMA', Buffer.concat(parts));
    return { wav: writeWav(samples), seconds: samples.length / 8_000, heard: samples.some((s) => Math.abs(s) > audible) };
  },
};
