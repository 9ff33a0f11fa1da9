import { setTimeout } from 'node:timers/promises';
import type { Database } from '../db/index.ts';
import { type Log, withCorrelation } from '../log/index.ts';
import type { Subscription } from './bus.ts';
import type { LoggedEvent } from './event.ts';
import type { Rush } from './rush.ts';
import { type Standing, dueParked, eventById, lockSubscription, movingSubscriptions, parkEvent, parkedStreams, postpone, unpark } from './store.ts';
import type { Tail, Wanted } from './tail.ts';

/** Where a subscription stands, after it passed over what was none of its business between `from` and `to`. */
export type Stand = (ask: { readonly name: string; readonly from: number; readonly to: number }) => Promise<Standing>;

interface RunnerOptions {
  readonly stand: Stand;
  readonly subscription: Subscription;
  readonly db: Database;
  readonly tail: Tail;
  readonly rush: Rush;
  readonly log: Log;
  readonly pollMs: number;
}

/**
 * The loop of one subscription: batches in order; a batch that fails is taken apart and only the failing stream is parked.
 *
 * Between facts of its types it touches no database: the tail tells what is new. Its position in the table may therefore lag
 * behind numbers that were not its business; it is never ahead of what was handled.
 */
export class SubscriptionRunner {
  readonly name: string;
  readonly #o: RunnerOptions;
  readonly #wanted: Wanted;
  /** Everything of our types up to here is handled, by us or another node. */
  #done = -1;
  /** What the table said last: when it differs, somebody else moved it (another node, or an operator's rewind). */
  #stored = -1;
  #anyParked = true;
  /** Was the last batch as large as it may be? Then there is more, and nobody waits. */
  #full = false;
  #tookMs = 0;
  #refreshAt = 0;
  #stopped = false;
  #loop: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #hinted = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#o = options;
    this.name = options.subscription.name;
    this.#wanted = { types: new Set(options.subscription.events.map((e) => e.name)), concerns: options.subscription.concerns };
  }

  start(): void {
    const off = this.#o.tail.onMove(() => { this.#hinted = true; this.#wake?.(); });
    this.#loop = this.#run().finally(off);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#loop;
  }

  /** Handles all that the tail knows, from where the table says we stand; true when there was something. */
  async drain(row: Standing): Promise<boolean> {
    await this.#turn;
    this.#stand(row);
    let moved = false;
    while ((await this.#step()) === 'moved') moved = true;
    return moved;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#hinted = false;
      let step: 'moved' | 'idle' = 'idle';
      try {
        step = await this.#step();
      } catch (error) {
        this.#o.log.error({ err: error, subscription: this.name }, 'handling events failed, trying again');
        await this.#sleep(500);
        continue;
      }
      if (step === 'idle' && !this.#hinted) await this.#sleep(this.#o.pollMs);
      else if (step === 'moved' && !this.#full) await this.#linger();
    }
  }

  /**
   * A transaction per fact would cost most of the machine under load: facts that follow closely share one. Where nobody waits
   * for it, a busy machine is left alone for longer: at most a fifth of the time is spent on such a subscription, and a rush
   * goes by first.
   */
  async #linger(): Promise<void> {
    const ms = this.#o.subscription.lingerMs ?? Math.min(400, Math.max(100, this.#tookMs * 4));
    if (ms === 0 || this.#stopped) return;
    await setTimeout(ms);
    if (ms >= 100) await this.#o.rush.over((pause) => (this.#stopped ? Promise.resolve() : setTimeout(pause)));
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => { clearTimeout(timer); this.#wake = null; resolve(); };
      const timer = globalThis.setTimeout(done, ms);
      this.#wake = done;
    });
  }

  /** One step at a time in this process, whether asked by the loop or by drain. */
  #step(): Promise<'moved' | 'idle'> {
    const next = this.#turn.then(() => this.#work());
    this.#turn = next.catch(() => {});
    return next;
  }

  async #work(): Promise<'moved' | 'idle'> {
    await this.#refresh();
    const retried = this.#anyParked && (await this.#retryParked());
    const limit = this.#o.subscription.batch ?? 200;
    const { events, upTo, more } = await this.#o.tail.read(this.#done, this.#wanted, limit);
    this.#full = more;
    if (events.length === 0) {
      this.#done = Math.max(this.#done, upTo);
      return retried || more ? 'moved' : 'idle';
    }
    const from = performance.now();
    try {
      const outcome = await this.#o.db.tx((tx) => this.#handleBatch(tx, events, upTo));
      if (outcome === 'elsewhere') { this.#refreshAt = 0; return 'idle'; }
      this.#done = this.#stored = upTo;
      if (this.#o.subscription.shows) this.#o.rush.note(events.length);
      this.#tookMs = performance.now() - from;
      return 'moved';
    } catch (error) {
      await this.#oneByOne(events, error as Error);
      return 'moved';
    }
  }

  /** Looks at the table now and then: was our position moved by somebody else, is anything parked? */
  async #refresh(): Promise<void> {
    if (performance.now() < this.#refreshAt) return;
    // What was none of our business is passed over in memory; now and then the table learns of it, for those who look at lags.
    this.#stand(await this.#o.stand({ name: this.name, from: this.#stored, to: this.#stored >= 0 ? this.#done : this.#stored }));
  }

  #stand(row: Standing): void {
    this.#refreshAt = performance.now() + this.#o.pollMs;
    this.#anyParked = row.parked;
    if (row.position !== this.#stored && row.position !== this.#done) this.#done = row.position;
    this.#stored = row.position;
  }

  async #handleBatch(tx: Parameters<Subscription['handle']>[1], events: readonly LoggedEvent[], upTo: number): Promise<'handled' | 'elsewhere'> {
    const position = await lockSubscription(tx, this.name);
    // Another node has it in hand, or had it since we looked.
    if (position === undefined || position !== this.#stored) return 'elsewhere';
    const parked = this.#anyParked ? new Set((await parkedStreams(tx, this.name)).map((p) => p.stream)) : new Set<string>();
    for (const event of events) if (parked.has(event.stream)) await parkEvent(tx, this.name, event, null);
    const ready = parked.size > 0 ? events.filter((e) => !parked.has(e.stream)) : events;
    if (ready.length > 0) await this.#handle(ready, tx);
    tx.atCommit(movingSubscriptions, { name: this.name, position: upTo });
    return 'handled';
  }

  async #handle(events: readonly LoggedEvent[], tx: Parameters<Subscription['handle']>[1]): Promise<void> {
    const only = events.length === 1 ? events[0] : undefined;
    if (only?.correlation) await withCorrelation(only.correlation, () => this.#o.subscription.handle(events, tx));
    else await this.#o.subscription.handle(events, tx);
  }

  async #oneByOne(batch: readonly LoggedEvent[], cause: Error): Promise<void> {
    if (batch.length > 1) this.#o.log.warn({ err: cause, subscription: this.name, events: batch.length }, 'a batch failed, taking it apart');
    this.#anyParked = true;
    for (const event of batch) {
      const apply = (failure: string | null) => this.#o.db.tx(async (tx) => {
        const position = await lockSubscription(tx, this.name);
        if (position === undefined || position >= event.id) return;
        const parked = (await parkedStreams(tx, this.name)).some((p) => p.stream === event.stream);
        if (failure !== null || parked) await parkEvent(tx, this.name, event, failure);
        else await this.#handle([event], tx);
        tx.atCommit(movingSubscriptions, { name: this.name, position: event.id });
      });
      try {
        await apply(null);
      } catch (error) {
        this.#o.log.error({ err: error, subscription: this.name, event: event.id, type: event.type, stream: event.stream }, 'an event failed and is parked with its stream');
        await apply(String((error as Error).stack ?? error));
      }
    }
    this.#refreshAt = 0;
  }

  async #retryParked(): Promise<boolean> {
    let moved = false;
    const due = await this.#o.db.tx((tx) => dueParked(tx, this.name));
    for (const parked of due) {
      try {
        await this.#o.db.tx(async (tx) => {
          if ((await lockSubscription(tx, this.name)) === undefined) return;
          const event = await eventById(tx, parked.eventId);
          if (event) await this.#handle([event], tx);
          await unpark(tx, this.name, parked.eventId);
        });
        moved = true;
      } catch (error) {
        await postpone(this.#o.db, this.name, parked, String((error as Error).stack ?? error));
      }
    }
    if (moved) this.#refreshAt = 0;
    return moved;
  }
}
