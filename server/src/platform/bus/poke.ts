import { type Database, Listening } from '../db/index.ts';
import type { Log } from '../log/index.ts';

/** Between two hints to other processes. */
const restMs = 15;

/**
 * Hints that there is something new in the log: at once inside this process, and to other processes by NOTIFY, at most one
 * every few milliseconds. NOTIFY stays out of the writing transactions because its commit lock would make them queue.
 * A lost hint costs only the poll interval.
 */
export class Poke {
  readonly #listeners = new Set<() => void>();
  readonly #others: Listening;
  #timer: NodeJS.Timeout | null = null;
  #hinted = false;
  #stopped = false;

  constructor(db: Database, log: Log) {
    this.#others = new Listening(db, 'aftercare_event', () => { for (const listener of this.#listeners) listener(); }, (error) => log.warn({ err: error }, 'listening for events failed, trying again'));
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something was committed here. */
  hint(): void {
    for (const listener of this.#listeners) listener();
    if (this.#timer) this.#hinted = true;
    this.#timer ??= setTimeout(() => void this.#tellOthers(), restMs);
  }

  async #tellOthers(): Promise<void> {
    // The timer stays set while the last NOTIFY is on its way: hints meanwhile are covered by one more at the end.
    if (!this.#stopped) await this.#others.say('');
    this.#timer = null;
    if (this.#hinted) { this.#hinted = false; this.#timer = setTimeout(() => void this.#tellOthers(), restMs); }
  }

  start(): Promise<void> {
    return this.#others.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#others.stop();
  }
}
