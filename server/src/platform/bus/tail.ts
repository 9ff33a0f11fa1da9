import type { Database } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import type { LoggedEvent } from './event.ts';
import type { Horizon } from './horizon.ts';
import type { Poke } from './poke.ts';
import { readEvents } from './store.ts';

type Listener = (event: LoggedEvent) => void;

/** Follows the log in this process and tells listeners of each fact, in order, once. Holds no position across restarts. */
export class Tail {
  readonly #db: Database;
  readonly #horizon: Horizon;
  readonly #poke: Poke;
  readonly #log: Log;
  readonly #listeners = new Set<Listener>();
  #position = 0;
  #stopped = false;
  #busy: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(db: Database, horizon: Horizon, poke: Poke, log: Log) {
    this.#db = db;
    this.#horizon = horizon;
    this.#poke = poke;
    this.#log = log;
  }

  /** Number of the newest fact told. */
  get position(): number {
    return this.#position;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Facts after `since` (for a client that comes back), at most `limit`; null when there are more than that. */
  async since(since: number, limit: number): Promise<LoggedEvent[] | null> {
    const events = await readEvents(this.#db, { position: since, horizon: this.#position, types: null, limit: limit + 1 });
    return events.length > limit ? null : events;
  }

  async start(): Promise<void> {
    this.#position = await this.#horizon.advance();
    this.#poke.on(() => this.#look());
    this.#timer = setInterval(() => this.#look(), 1000);
    this.#timer.unref();
  }

  #look(): void {
    if (this.#stopped) return;
    if (this.#busy) { this.#again = true; return; }
    this.#busy = this.#read()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'following events failed, trying again'))
      .finally(() => {
        this.#busy = null;
        if (this.#again) { this.#again = false; this.#look(); }
        else if (this.#horizon.waiting) setTimeout(() => this.#look(), 2);
      });
  }

  async #read(): Promise<void> {
    const horizon = await this.#horizon.advance();
    while (!this.#stopped && this.#position < horizon) {
      const events = await readEvents(this.#db, { position: this.#position, horizon, types: null, limit: 500 });
      for (const event of events) for (const listener of this.#listeners) {
        try { listener(event); } catch (error) { this.#log.error({ err: error, type: event.type }, 'a live listener failed'); }
      }
      this.#position = events.length < 500 ? horizon : (events.at(-1)?.id ?? horizon);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#busy;
  }
}
