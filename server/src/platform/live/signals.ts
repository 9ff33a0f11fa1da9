import { type Database, Listening } from '../db/index.ts';
import type { Log } from '../log/index.ts';

/** NOTIFY payloads end at 8,000 bytes. */
const largest = 7000;

/**
 * Passing words between processes that nobody needs to keep: who is typing, who looks at what. At most once, no order,
 * nothing stored. Whatever must not be lost is an event.
 */
export class Signals {
  readonly #others: Listening;
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>();

  constructor(db: Database, log: Log) {
    this.#others = new Listening(db, 'aftercare_signal', (text) => {
      const { topic, data } = JSON.parse(text) as { topic: string; data: unknown };
      this.#tell(topic, data);
    }, (error) => log.warn({ err: error }, 'listening for signals failed, trying again'));
  }

  on<T>(topic: string, listener: (data: T) => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set);
    set.add(listener as (data: unknown) => void);
    return () => set.delete(listener as (data: unknown) => void);
  }

  send(topic: string, data: unknown): void {
    this.#tell(topic, data);
    const text = JSON.stringify({ topic, data });
    if (Buffer.byteLength(text) < largest) void this.#others.say(text);
  }

  #tell(topic: string, data: unknown): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(data);
  }

  start(): Promise<void> {
    return this.#others.start();
  }

  stop(): Promise<void> {
    return this.#others.stop();
  }
}
