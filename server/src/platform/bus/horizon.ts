import type { Database } from '../db/index.ts';
import { readMark } from './store.ts';

/**
 * How far the log may be read without ever skipping a fact whose transaction is still running. Numbers are given out before
 * commit, so a higher one can become visible first; a number is safe once every transaction that was writing facts when it was
 * the newest has ended. Transactions that write no facts hold nobody up, however long they run.
 */
export class Horizon {
  #safe = 0;
  #pending: { readonly last: number; readonly writers: readonly string[] } | null = null;
  readonly #db: Database;
  #running: Promise<number> | null = null;
  constructor(db: Database) {
    this.#db = db;
  }

  /** Moves as far as is safe now. Calls at the same time share one look. */
  advance(): Promise<number> {
    this.#running ??= this.#look().finally(() => { this.#running = null; });
    return this.#running;
  }

  /** Is there a number we have seen but may not read yet? */
  get waiting(): boolean {
    return this.#pending !== null;
  }

  async #look(): Promise<number> {
    const { last, writers } = await readMark(this.#db, this.#safe);
    if (this.#pending) {
      const remaining = this.#pending.writers.filter((w) => writers.includes(w));
      if (remaining.length > 0) { this.#pending = { last: this.#pending.last, writers: remaining }; return this.#safe; }
      this.#safe = this.#pending.last;
      this.#pending = null;
    }
    if (last > this.#safe && writers.length === 0) this.#safe = last;
    else if (last > this.#safe) this.#pending = { last, writers };
    return this.#safe;
  }
}
