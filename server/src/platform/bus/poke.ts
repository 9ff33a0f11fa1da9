import type pg from 'pg';
import type { Database } from '../db/index.ts';
import type { Log } from '../log/index.ts';

const channel = 'aftercare_event';

/**
 * Hints that there is something new in the log: at once inside this process, and to other processes by NOTIFY, at most one
 * every few milliseconds. NOTIFY stays out of the writing transactions because its commit lock would make them queue.
 * A lost hint costs only the poll interval.
 */
export class Poke {
  readonly #listeners = new Set<() => void>();
  readonly #db: Database;
  readonly #log: Log;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #hinted = false;
  #stopped = false;

  constructor(db: Database, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something was committed here. */
  hint(): void {
    for (const listener of this.#listeners) listener();
    if (this.#timer) this.#hinted = true;
    this.#timer ??= setTimeout(() => void this.#tellOthers(), 5);
  }

  async #tellOthers(): Promise<void> {
    // The timer stays set while the last NOTIFY is on its way: hints meanwhile are covered by one more at the end.
    if (!this.#stopped) await this.#client?.query(`notify ${channel}, '${process.pid}'`).catch(() => {});
    this.#timer = null;
    if (this.#hinted) { this.#hinted = false; this.#timer = setTimeout(() => void this.#tellOthers(), 5); }
  }

  async start(): Promise<void> {
    if (this.#client || this.#stopped) return;
    try {
      const client = await this.#db.connect();
      client.on('notification', (n) => {
        if (n.channel === channel && n.payload !== String(process.pid)) for (const listener of this.#listeners) listener();
      });
      client.on('end', () => this.#again());
      await client.query(`listen ${channel}`);
      this.#client = client;
    } catch (error) {
      this.#log.warn({ err: error }, 'listening for events failed, trying again');
      this.#again();
    }
  }

  #again(): void {
    this.#client = null;
    if (!this.#stopped) setTimeout(() => void this.start(), 500).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }
}
