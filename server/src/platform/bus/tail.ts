import type { Database } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import type { LoggedEvent } from './event.ts';
import { Horizon } from './horizon.ts';
import type { Poke } from './poke.ts';
import { readEvents } from './store.ts';

type Listener = (event: LoggedEvent) => void;
/** Facts of these types and, where told, of them only those that concern one. */
export interface Wanted { readonly types: ReadonlySet<string>; readonly concerns?: ((event: LoggedEvent) => boolean) | undefined }
/** Facts kept in memory so that subscriptions of this process need not each read them again. */
const kept = 4000;
const readAtOnce = 500;

/**
 * Follows the log in this process: reads each fact once, in order, tells listeners, and hands the newest ones to the
 * process's subscriptions. Holds no position across restarts.
 */
export class Tail {
  readonly #db: Database;
  readonly #horizon: Horizon;
  readonly #poke: Poke;
  readonly #log: Log;
  readonly #listeners = new Set<Listener>();
  readonly #movers = new Set<() => void>();
  #recent: LoggedEvent[] = [];
  /** All facts after this number, up to `position`, are in memory. */
  #from = 0;
  #position = 0;
  #following = false;
  #stopped = false;
  #busy: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(db: Database, poke: Poke, log: Log) {
    this.#db = db;
    this.#horizon = new Horizon(db);
    this.#poke = poke;
    this.#log = log;
  }

  /** Number up to which everything was told. */
  get position(): number {
    return this.#position;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  /** Called whenever `position` moved. */
  onMove(mover: () => void): () => void {
    this.#movers.add(mover);
    return () => this.#movers.delete(mover);
  }

  /** Facts after `since` (for a client that comes back), at most `limit`; null when there are more than that. */
  async since(since: number, limit: number): Promise<LoggedEvent[] | null> {
    const events = since >= this.#from ? this.#recent.filter((e) => e.id > since).slice(0, limit + 1) : await readEvents(this.#db, { position: since, horizon: this.#position, types: null, limit: limit + 1 });
    return events.length > limit ? null : events;
  }

  /** What is wanted after `position`, oldest first, how far that look went, and whether it ended for its limit alone. From memory where it can. */
  async read(position: number, wanted: Wanted, limit: number): Promise<{ events: LoggedEvent[]; upTo: number; more: boolean }> {
    const horizon = this.#position;
    const inMemory = position >= this.#from;
    const events: LoggedEvent[] = inMemory ? take(this.#recent, position, wanted, limit) : await readEvents(this.#db, { position, horizon, types: [...wanted.types], limit });
    const more = events.length >= limit;
    return { events: inMemory ? events : events.filter((e) => concerns(wanted, e)), upTo: more ? (events.at(-1)?.id ?? horizon) : horizon, more };
  }

  async start(): Promise<void> {
    if (this.#following) return;
    this.#following = true;
    this.#position = await this.#horizon.advance();
    // While somebody writes at this very moment the first look cannot tell; without patience we would tell the whole log again.
    for (let tries = 0; this.#horizon.waiting && tries < 2000; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      this.#position = await this.#horizon.advance();
    }
    this.#from = this.#position;
    this.#poke.on(() => this.#look());
    this.#timer = setInterval(() => this.#look(), 1000);
    this.#timer.unref();
  }

  /** Reads until nothing committed before the call is left. */
  async catchUp(): Promise<void> {
    do {
      await this.#busy;
      await this.#read();
      if (this.#horizon.waiting) await new Promise((resolve) => setTimeout(resolve, 1));
    } while (this.#horizon.waiting);
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
    while (this.#position < horizon) {
      const from = this.#position;
      const events = await readEvents(this.#db, { position: from, horizon, types: null, limit: readAtOnce });
      // Two readers at the same time (drain beside the loop): the slower one has nothing new to tell.
      if (this.#position !== from) continue;
      this.#keep(events);
      for (const event of events) for (const listener of this.#listeners) {
        try { listener(event); } catch (error) { this.#log.error({ err: error, type: event.type }, 'a live listener failed'); }
      }
      this.#position = events.length < readAtOnce ? horizon : (events.at(-1)?.id ?? horizon);
      for (const mover of this.#movers) mover();
    }
  }

  #keep(events: readonly LoggedEvent[]): void {
    this.#recent.push(...events);
    if (this.#recent.length <= kept * 2) return;
    const dropped = this.#recent.splice(0, this.#recent.length - kept);
    this.#from = dropped.at(-1)?.id ?? this.#from;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#busy;
  }
}

const concerns = ({ types, concerns: concerned }: Wanted, event: LoggedEvent) => types.has(event.type) && (concerned?.(event) ?? true);

/** The first `limit` that are wanted after `position`; the list is sorted by number. */
function take(events: readonly LoggedEvent[], position: number, wanted: Wanted, limit: number): LoggedEvent[] {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as LoggedEvent).id <= position) low = middle + 1; else high = middle;
  }
  const found: LoggedEvent[] = [];
  for (let i = low; i < events.length && found.length < limit; i++) {
    const event = events[i] as LoggedEvent;
    if (concerns(wanted, event)) found.push(event);
  }
  return found;
}
