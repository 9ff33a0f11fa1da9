import type { Timers } from './timers.ts';

/** Time that moves when told. */
export class FakeTimers implements Timers {
  #now = 0;
  #next = 0;
  readonly #due = new Map<number, { at: number; call: () => void }>();

  now(): number { return this.#now; }
  after(ms: number, call: () => void): () => void {
    const id = (this.#next += 1);
    this.#due.set(id, { at: this.#now + ms, call });
    return () => void this.#due.delete(id);
  }
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [id, next] = [...this.#due].filter(([, d]) => d.at <= end).toSorted(([a, x], [b, y]) => x.at - y.at || a - b)[0] ?? [];
      if (id === undefined || !next) break;
      this.#due.delete(id);
      this.#now = next.at;
      next.call();
    }
    this.#now = end;
  }
}
