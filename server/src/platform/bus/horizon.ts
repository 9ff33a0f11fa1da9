import type { Database } from '../db/index.ts';
import { readMark } from './store.ts';

/**
 * How far the log may be read without ever skipping a fact whose transaction is still running. Numbers are given out before
 * commit, so a higher one can become visible first; a number is safe once every transaction that was running when it was
 * the newest has ended.
 */
export class Horizon {
  #safe = 0;
  #pending: { readonly last: number; readonly nextXid: bigint } | null = null;
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
    const { last, nextXid, oldestRunning } = await readMark(this.#db, this.#safe);
    if (this.#pending && oldestRunning >= this.#pending.nextXid) {
      this.#safe = this.#pending.last;
      this.#pending = null;
    }
    if (nextXid !== null && oldestRunning >= nextXid) {
      this.#safe = Math.max(this.#safe, last);
      this.#pending = null;
    } else if (nextXid !== null && !this.#pending && last > this.#safe) {
      this.#pending = { last, nextXid };
    }
    return this.#safe;
  }
}
