import { sequenceAfter } from './rtp.ts';

/** Least and most frames (20 ms each) held back. */
const shallowest = 2;
const deepest = 10;
/** So many frames without one too late, and the buffer dares to be a frame shallower. */
const calmFrames = 500;

/**
 * Evens out what the network brings unevenly: `push` as packets come, `pull` each 20 ms. Grows at once when a packet comes too
 * late, shrinks slowly while all is calm. Lost frames come back as null, to be hidden by the player.
 */
export class JitterBuffer<Frame> {
  readonly #frames = new Map<number, Frame>();
  #next: number | null = null;
  #depth = shallowest;
  #filling = true;
  #calm = 0;
  #empty = 0;
  /** For figures: frames that never came, and those that came after their turn. */
  lost = 0;
  late = 0;

  get depth(): number { return this.#depth; }

  push(sequence: number, frame: Frame): void {
    if (this.#next !== null) {
      const ahead = sequenceAfter(this.#next, sequence);
      // Somebody began to count anew, as after a hold or a change of the sender.
      if (ahead > 200 || ahead < -200) this.reset();
      else if (ahead < 0) {
        this.late += 1;
        this.#calm = 0;
        this.#depth = Math.min(deepest, this.#depth + 1);
        return;
      }
    }
    this.#frames.set(sequence, frame);
    if (this.#next === null || (this.#filling && sequenceAfter(this.#next, sequence) < 0)) this.#next = sequence;
    // Two clocks never run alike: what piles up beyond the deepest is dropped from the front.
    while (this.#frames.size > this.#depth + deepest) this.#step();
  }

  /** The frame of this moment; null when none is there. */
  pull(): Frame | null {
    if (this.#next === null) return null;
    if (this.#filling) {
      if (this.#frames.size < this.#depth) return null;
      this.#filling = false;
    }
    const frame = this.#frames.get(this.#next);
    if (frame === undefined) {
      this.#empty += 1;
      if (this.#frames.size === 0) {
        // Nothing at all: they are silent or the network is; wait for a cushion again before going on.
        if (this.#empty > this.#depth) { this.#filling = true; this.#next = null; }
        return null;
      }
      this.lost += 1;
      this.#step();
      return null;
    }
    this.#empty = 0;
    this.#step();
    this.#calm += 1;
    if (this.#calm >= calmFrames && this.#depth > shallowest) {
      this.#depth -= 1;
      this.#calm = 0;
      if (this.#frames.size > this.#depth) this.#step();
    }
    return frame;
  }
  #step(): void {
    if (this.#next === null) return;
    this.#frames.delete(this.#next);
    this.#next = (this.#next + 1) & 0xffff;
  }
  reset(): void {
    this.#frames.clear();
    this.#next = null;
    this.#filling = true;
    this.#empty = 0;
  }
}
