import { setTimeout as sleep } from 'node:timers/promises';
import { encode, frameSamples } from './media/g711.ts';

/** So many frames make a part: two seconds at most are lost with the process. */
const framesInPart = 100;
/** Longest recording; a call may go on longer. */
const mostFrames = 3_600 * 50;
/** A database out of reach may come back; at the end of a call it gets so many tries. */
const tries = 5;
const pauseMs = 1_000;
const quiet = new Int16Array(frameSamples);

/** Gathers frames of a call or a message and gives them away part by part, in order, while it goes on; silence is kept as silence. */
export class Recorder {
  readonly #write: (seq: number, sound: Buffer) => Promise<unknown>;
  readonly #onFault: (error: unknown) => void;
  #frames: Int16Array[] = [];
  #count = 0;
  #seq = 0;
  #failed = 0;
  readonly #waiting: { seq: number; sound: Buffer }[] = [];
  #writing: Promise<void> | null = null;

  constructor(write: (seq: number, sound: Buffer) => Promise<unknown>, onFault: (error: unknown) => void) {
    this.#write = write;
    this.#onFault = onFault;
  }
  get seconds(): number { return this.#count / 50; }
  add(frame: Int16Array | null): void {
    if (this.#count >= mostFrames) return;
    this.#count += 1;
    this.#frames.push(frame ?? quiet);
    if (this.#frames.length >= framesInPart) this.#cut();
  }
  #cut(): void {
    if (this.#frames.length === 0) return;
    const samples = new Int16Array(this.#frames.length * frameSamples);
    this.#frames.forEach((frame, i) => samples.set(frame.subarray(0, frameSamples), i * frameSamples));
    this.#frames = [];
    this.#waiting.push({ seq: this.#seq, sound: encode('PCMA', samples) });
    this.#seq += 1;
    this.#writing ??= this.#drain().finally(() => { this.#writing = null; });
  }
  async #drain(): Promise<void> {
    for (let part = this.#waiting[0]; part && this.#failed < tries; part = this.#waiting[0]) {
      try {
        await this.#write(part.seq, part.sound);
        this.#waiting.shift();
        this.#failed = 0;
      } catch (error) {
        this.#failed += 1;
        this.#onFault(error);
        await sleep(pauseMs);
      }
    }
  }
  /** Resolves once everything is written, or cannot be. */
  async close(): Promise<void> {
    this.#failed = 0;
    this.#cut();
    await this.#writing;
    if (this.#waiting.length > 0) await this.#drain();
  }
}
