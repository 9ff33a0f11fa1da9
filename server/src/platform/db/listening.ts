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
  /** To be said with the next statement; the same words once. */
  readonly #next = new Set<string>();
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

  /**
   * Says it to the other processes; lost while the connection is broken. Who does not listen (a command that runs and ends) is heard all the same.
   * Words gather while others are on their way: each NOTIFY is a commit, of which PostgreSQL makes one at a time. It takes up to 8,000 bytes each.
   */
  async say(text: string): Promise<void> {
    const gathers = this.#next.size > 0;
    // Said again it goes last: of typing, gone, typing the last one counts.
    this.#next.delete(text);
    this.#next.add(text);
    if (!gathers) this.#sent = this.#sent.then(() => this.#give()).catch(() => {});
    await this.#sent;
  }

  async #give(): Promise<void> {
    const values = [this.#channel, [...this.#next].map((text) => `${this.#self} ${text}`)];
    this.#next.clear();
    if (this.#listens) await this.#client?.query({ name: 'notify', text: 'select pg_notify($1, word) from unnest($2::text[]) as word', values });
    else await this.#db.run(sql`select pg_notify(${values[0]}, word) from unnest(${values[1]}::text[]) as word`);
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
