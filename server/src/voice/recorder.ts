import { writeWav } from './media/wav.ts';

/** Longest recording held; a call may go on longer. */
const mostSeconds = 3_600;

/** Gathers frames of a call or a message; silence is kept as silence. */
export class Recorder {
  readonly #frames: Int16Array[] = [];
  add(frame: Int16Array | null): void { if (this.#frames.length < mostSeconds * 50) this.#frames.push(frame ?? quiet); }
  get seconds(): number { return this.#frames.length / 50; }
  /** Whether anybody said anything. */
  get heard(): boolean { return this.#frames.some((f) => f !== quiet && f.some((s) => Math.abs(s) > 200)); }
  wav(): Buffer {
    const samples = new Int16Array(this.#frames.length * 160);
    this.#frames.forEach((frame, i) => samples.set(frame.subarray(0, 160), i * 160));
    return writeWav(samples);
  }
}
const quiet = new Int16Array(160);
