/** How much of what somebody waits for is a rush: 25 facts in a quarter of a second. */
const rush = { facts: 25, withinMs: 250 };
/** How long the others stand back at most, after each of their batches. */
const mostMs = 1500;
const lookMs = 50;

/**
 * While more comes in than a calm house ever sees, what makes a request visible goes first and everything that follows it (clocks,
 * routing, the index, counts) stands back for a moment: it is cheaper in large batches, and the same rows wait for it either way.
 * Only within this process: several processes each see their own share of a rush.
 */
export class Rush {
  readonly #now: () => number;
  #since = Number.NEGATIVE_INFINITY;
  #count = 0;
  #until = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** So many facts were just handled that make something visible. */
  note(facts: number): void {
    const now = this.#now();
    if (now - this.#since >= rush.withinMs) { this.#since = now; this.#count = 0; }
    this.#count += facts;
    if (this.#count >= rush.facts) this.#until = now + rush.withinMs;
  }

  get isOn(): boolean {
    return this.#now() < this.#until;
  }

  /** Resolves when it is over, after `mostMs` at the latest. */
  async over(sleep: (ms: number) => Promise<void>): Promise<void> {
    for (const from = this.#now(); this.isOn && this.#now() - from < mostMs;) await sleep(lookMs);
  }
}
