/** Repeatable chance: the same seed gives the same numbers on every machine. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  chance(share: number): boolean {
    return this.next() < share;
  }
  /** One of a list. @throws RangeError for an empty one */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[Math.floor(this.next() * list.length)] as T;
  }
  /** One of a list, heavier ones more often. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T {
    let rest = this.next() * list.reduce((sum, item) => sum + weight(item), 0);
    for (const item of list) {
      rest -= weight(item);
      if (rest < 0) return item;
    }
    return this.pick(list);
  }
  /** Spread as waiting times are: half of them below `median`, a few far above. `spread` 0.5 is narrow, 1.2 wide. */
  around(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(spread * normal);
  }
  digits(n: number): string {
    return Array.from({ length: n }, () => this.int(0, 9)).join('');
  }
}
