/** Waits for somebody to speak and to be finished; pure but for what it is told. */

/** Mean loudness of a frame above which somebody speaks. */
const loud = 350;
/** Frames: to have begun, to have finished, at the most. */
const begun = 4;
const finished = 40;
const longest = 400;
/** Kept from before it was sure that they speak. */
const runUp = 15;

export class Utterance {
  #frames: Int16Array[] = [];
  #loudInRow = 0;
  #quietInRow = 0;
  #speaking = false;
  done = false;
  get speaking(): boolean { return this.#speaking && !this.done; }
  add(frame: Int16Array | null): void {
    if (this.done) return;
    const loudness = frame ? frame.reduce((sum, s) => sum + Math.abs(s), 0) / frame.length : 0;
    this.#frames.push(frame ?? new Int16Array(160));
    if (loudness > loud) { this.#loudInRow += 1; this.#quietInRow = 0; } else { this.#loudInRow = 0; this.#quietInRow += 1; }
    if (!this.#speaking) {
      if (this.#loudInRow >= begun) this.#speaking = true;
      else if (this.#frames.length > runUp) this.#frames.shift();
      return;
    }
    if (this.#quietInRow >= finished || this.#frames.length >= longest) this.done = true;
  }
  samples(): Int16Array {
    const all = new Int16Array(this.#frames.length * 160);
    this.#frames.forEach((frame, i) => all.set(frame.subarray(0, 160), i * 160));
    return all;
  }
}
