import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Database } from './database.ts';
import { sql } from './sql.ts';

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
  #listens = false;
  #stopped = false;

  /** `heard` gets what other processes said, never what this one did. */
  constructor(db: Database, channel: string, heard: (text: string) => void, failed: (error: unknown) => void) {
    this.#db = db;
    this.#channel = channel;
    this.#heard = heard;
    this.#failed = failed;
  }

  /** Says it to the other processes; lost while the connection is broken. Who does not listen (a command that runs and ends) is heard all the same. PostgreSQL takes up to 8,000 bytes in all. */
  async say(text: string): Promise<void> {
    const values = [this.#channel, `${this.#self} ${text}`];
    const give = async (): Promise<void> => {
      if (this.#listens) await this.#client?.query({ name: 'notify', text: 'select pg_notify($1, $2)', values });
      else await this.#db.run(sql`select pg_notify(${values[0]}, ${values[1]})`);
    };
    this.#sent = this.#sent.then(give).catch(() => {});
    await this.#sent;
  }

  async start(): Promise<void> {
    this.#listens = true;
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
    await this.#sent;
    this.#stopped = true;
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }
}
