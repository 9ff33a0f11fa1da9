import type pg from 'pg';
import type { Database } from '../db/index.ts';
import type { Log } from '../log/index.ts';

const channel = 'aftercare_signal';
/** NOTIFY payloads end at 8,000 bytes. */
const largest = 7000;

/**
 * Passing words between processes that nobody needs to keep: who is typing, who looks at what. At most once, no order,
 * nothing stored. Whatever must not be lost is an event.
 */
export class Signals {
  readonly #db: Database;
  readonly #log: Log;
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>();
  #client: pg.Client | null = null;
  /** One statement at a time on the listening connection. */
  #sent: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(db: Database, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  on<T>(topic: string, listener: (data: T) => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set);
    set.add(listener as (data: unknown) => void);
    return () => set.delete(listener as (data: unknown) => void);
  }

  send(topic: string, data: unknown): void {
    this.#tell(topic, data);
    const text = JSON.stringify({ from: process.pid, topic, data });
    if (this.#client && Buffer.byteLength(text) < largest) this.#sent = this.#sent.then(() => this.#client?.query('select pg_notify($1, $2)', [channel, text])).catch(() => {});
  }

  #tell(topic: string, data: unknown): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(data);
  }

  async start(): Promise<void> {
    if (this.#stopped) return;
    try {
      const client = await this.#db.connect();
      client.on('notification', (n) => {
        if (n.channel !== channel || !n.payload) return;
        const { from, topic, data } = JSON.parse(n.payload) as { from: number; topic: string; data: unknown };
        if (from !== process.pid) this.#tell(topic, data);
      });
      client.on('end', () => this.#again());
      await client.query(`listen ${channel}`);
      this.#client = client;
    } catch (error) {
      this.#log.warn({ err: error }, 'listening for signals failed, trying again');
      this.#again();
    }
  }

  #again(): void {
    this.#client = null;
    if (!this.#stopped) setTimeout(() => void this.start(), 500).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }
}
