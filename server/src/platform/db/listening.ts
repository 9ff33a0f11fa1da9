import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Database } from './database.ts';

/** One NOTIFY channel between processes: at most once, nothing stored; listens again by itself when the connection breaks. */
export class Listening {
  /** Tells our own words from others'. Not the process id: in containers every server is number 1. */
  readonly #self = randomUUID();
  readonly #db: Database;
  readonly #channel: string;
  readonly #heard: (text: string) => void;
  readonly #failed: (error: unknown) => void;
  #client: pg.Client | null = null;
  /** One statement at a time on the connection. */
  #sent: Promise<unknown> = Promise.resolve();
  #stopped = false;

  /** `heard` gets what other processes said, never what this one did. */
  constructor(db: Database, channel: string, heard: (text: string) => void, failed: (error: unknown) => void) {
    this.#db = db;
    this.#channel = channel;
    this.#heard = heard;
    this.#failed = failed;
  }

  /** Says it to the other processes; lost while there is no connection. PostgreSQL takes up to 8,000 bytes in all. */
  async say(text: string): Promise<void> {
    this.#sent = this.#sent.then(() => this.#client?.query({ name: 'notify', text: 'select pg_notify($1, $2)', values: [this.#channel, `${this.#self} ${text}`] })).catch(() => {});
    await this.#sent;
  }

  async start(): Promise<void> {
    if (this.#client || this.#stopped) return;
    try {
      const client = await this.#db.connect();
      client.on('notification', ({ channel, payload = '' }) => {
        if (channel === this.#channel && !payload.startsWith(this.#self)) this.#heard(payload.slice(this.#self.length + 1));
      });
      client.on('end', () => this.#again());
      await client.query(`listen ${this.#channel}`);
      this.#client = client;
    } catch (error) {
      this.#failed(error);
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
