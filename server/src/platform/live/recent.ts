import type { Fact } from './facts.ts';

/** The newest facts, kept in memory: after a short break, or when all screens come back at once, nobody asks the database. */
export class RecentFacts {
  readonly #limit: number;
  #facts: Fact[] = [];
  /** Everything after this number that screens can see is in memory; null before the first fact. */
  #floor: number | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param position of the log before this fact: where this memory begins when it is the first */
  add(fact: Fact, position: number): void {
    this.#floor ??= position;
    this.#facts.push(fact);
    // Cut in blocks: moving a thousand entries for each new one would cost more than they are worth.
    if (this.#facts.length < this.#limit * 2) return;
    const dropped = this.#facts.splice(0, this.#facts.length - this.#limit);
    this.#floor = dropped.at(-1)?.id ?? this.#floor;
  }

  /** Facts after `since`, oldest first; null when they are not all remembered. */
  since(since: number): readonly Fact[] | null {
    if (this.#floor === null || since < this.#floor) return null;
    return this.#facts.filter((fact) => fact.id > since);
  }
}
