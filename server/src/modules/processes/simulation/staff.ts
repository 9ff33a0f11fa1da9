/** People of one role: who is free, who waits, and how long the queue was over time. */
export class Staff {
  readonly people: number;
  #free: number;
  readonly #queue: (() => void)[] = [];
  #since: number | null = null;
  #area = 0;
  #span = 0;
  #busy = 0;
  maxQueue = 0;

  constructor(people: number) {
    this.people = people;
    this.#free = people;
  }
  #count(now: number): void {
    if (this.#since !== null) {
      this.#area += this.#queue.length * (now - this.#since);
      this.#busy += (this.people - this.#free) * (now - this.#since);
      this.#span += now - this.#since;
    }
    this.#since = now;
  }
  /** Begins at once, or when somebody is free. */
  ask(now: number, begin: () => void): void {
    this.#count(now);
    if (this.#free > 0) {
      this.#free -= 1;
      begin();
    } else {
      this.#queue.push(begin);
      this.maxQueue = Math.max(this.maxQueue, this.#queue.length);
    }
  }
  done(now: number): void {
    this.#count(now);
    const next = this.#queue.shift();
    if (next) next();
    else this.#free += 1;
  }
  get meanQueue(): number {
    return this.#span > 0 ? this.#area / this.#span : 0;
  }
  get busyShare(): number {
    return this.#span > 0 ? this.#busy / (this.#span * this.people) : 0;
  }
}
