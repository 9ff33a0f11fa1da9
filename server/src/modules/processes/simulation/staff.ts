/** Waiting measured over time: how many at most and on average. Times are epoch milliseconds. */
export class QueueMeter {
  #length = 0;
  #max = 0;
  #area = 0;
  #since: number | null = null;
  #began: number | null = null;

  change(at: number, by: 1 | -1): void {
    this.#began ??= at;
    this.#area += this.#length * (at - (this.#since ?? at));
    this.#since = at;
    this.#length += by;
    this.#max = Math.max(this.#max, this.#length);
  }

  /** @param until end of the measure */
  read(until: number): { maxQueue: number; meanQueue: number } {
    if (this.#began === null || this.#since === null) return { maxQueue: 0, meanQueue: 0 };
    const span = Math.max(until, this.#since) - this.#began;
    return { maxQueue: this.#max, meanQueue: span > 0 ? (this.#area + this.#length * (Math.max(until, this.#since) - this.#since)) / span : 0 };
  }
}

/** The people of one role: who is free takes the work that has waited longest. */
export class Staff<Work> {
  readonly role: string;
  readonly people: number;
  readonly queue = new QueueMeter();
  #busy = 0;
  #busySeconds = 0;
  // A list with a moving head: taking from the front of a long array costs its length.
  #waiting: Work[] = [];
  #head = 0;

  constructor(role: string, people: number) {
    this.role = role;
    this.people = people;
  }

  get free(): boolean {
    return this.#busy < this.people;
  }
  get busySeconds(): number {
    return this.#busySeconds;
  }

  wait(work: Work, at: number): void {
    this.#waiting.push(work);
    this.queue.change(at, 1);
  }

  /** The work that has waited longest, no longer in the queue. */
  take(at: number): Work | undefined {
    if (this.#head >= this.#waiting.length) return undefined;
    const work = this.#waiting[this.#head++];
    if (this.#head > 1024 && this.#head * 2 > this.#waiting.length) { this.#waiting = this.#waiting.slice(this.#head); this.#head = 0; }
    this.queue.change(at, -1);
    return work;
  }

  begin(seconds: number): void {
    this.#busy++;
    this.#busySeconds += seconds;
  }
  end(): void {
    this.#busy--;
  }
}
