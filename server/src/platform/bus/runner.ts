import type { Database } from '../db/index.ts';
import { type Log, withCorrelation } from '../log/index.ts';
import type { Subscription } from './bus.ts';
import type { LoggedEvent } from './event.ts';
import type { Horizon } from './horizon.ts';
import type { Poke } from './poke.ts';
import { dueParked, eventById, lockSubscription, moveSubscription, parkEvent, parkedStreams, postpone, readEvents, unpark } from './store.ts';

interface RunnerOptions {
  readonly subscription: Subscription;
  readonly db: Database;
  readonly horizon: Horizon;
  readonly poke: Poke;
  readonly log: Log;
  readonly pollMs: number;
}

/** The loop of one subscription: batches in order; a batch that fails is taken apart and only the failing stream is parked. */
export class SubscriptionRunner {
  readonly name: string;
  readonly #o: RunnerOptions;
  readonly #types: string[];
  #stopped = false;
  #loop: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #hinted = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#o = options;
    this.name = options.subscription.name;
    this.#types = options.subscription.events.map((e) => e.name);
  }

  start(): void {
    const off = this.#o.poke.on(() => { this.#hinted = true; this.#wake?.(); });
    this.#loop = this.#run().finally(off);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#loop;
  }

  /** Handles all there is; true when there was something. */
  async drain(): Promise<boolean> {
    let moved = false;
    for (;;) {
      const step = await this.#step();
      if (step === 'idle' && !this.#o.horizon.waiting) return moved;
      if (step === 'moved') moved = true;
      if (step === 'idle') await new Promise((r) => setTimeout(r, 1));
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#hinted = false;
      let step: 'moved' | 'idle' = 'idle';
      try {
        step = await this.#step();
      } catch (error) {
        this.#o.log.error({ err: error, subscription: this.name }, 'reading events failed, trying again');
        await this.#sleep(500);
        continue;
      }
      if (step === 'moved' || this.#hinted) continue;
      await this.#sleep(this.#o.horizon.waiting ? 2 : this.#o.pollMs);
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      const self = this;
      function done() { clearTimeout(timer); self.#wake = null; resolve(); }
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
    const retried = await this.#retryParked();
    const horizon = await this.#o.horizon.advance();
    let batch: LoggedEvent[] = [];
    try {
      const outcome = await this.#o.db.tx(async (tx) => {
        const position = await lockSubscription(tx, this.name);
        if (position === undefined || position >= horizon) return 'idle' as const;
        const limit = this.#o.subscription.batch ?? 200;
        batch = await readEvents(tx, { position, horizon, types: this.#types, limit });
        const end = batch.length < limit ? horizon : (batch.at(-1)?.id ?? horizon);
        if (batch.length > 0) {
          const parked = new Set((await parkedStreams(tx, this.name)).map((p) => p.stream));
          for (const event of batch) if (parked.has(event.stream)) await parkEvent(tx, this.name, event, null);
          const ready = parked.size > 0 ? batch.filter((e) => !parked.has(e.stream)) : batch;
          if (ready.length > 0) await this.#handle(ready, tx);
        }
        await moveSubscription(tx, this.name, end);
        return batch.length > 0 ? ('moved' as const) : ('idle' as const);
      });
      return retried ? 'moved' : outcome;
    } catch (error) {
      if (batch.length === 0) throw error;
      await this.#oneByOne(batch, error as Error);
      return 'moved';
    }
  }

  async #handle(events: readonly LoggedEvent[], tx: Parameters<Subscription['handle']>[1]): Promise<void> {
    const only = events.length === 1 ? events[0] : undefined;
    if (only?.correlation) await withCorrelation(only.correlation, () => this.#o.subscription.handle(events, tx));
    else await this.#o.subscription.handle(events, tx);
  }

  async #oneByOne(batch: readonly LoggedEvent[], cause: Error): Promise<void> {
    if (batch.length > 1) this.#o.log.warn({ err: cause, subscription: this.name, events: batch.length }, 'a batch failed, taking it apart');
    for (const event of batch) {
      const apply = (failure: string | null) => this.#o.db.tx(async (tx) => {
        const position = await lockSubscription(tx, this.name);
        if (position === undefined || position >= event.id) return;
        const parked = (await parkedStreams(tx, this.name)).some((p) => p.stream === event.stream);
        if (failure !== null || parked) await parkEvent(tx, this.name, event, failure);
        else await this.#handle([event], tx);
        await moveSubscription(tx, this.name, event.id);
      });
      try {
        await apply(null);
      } catch (error) {
        this.#o.log.error({ err: error, subscription: this.name, event: event.id, type: event.type, stream: event.stream }, 'an event failed and is parked with its stream');
        await apply(String((error as Error).stack ?? error));
      }
    }
  }

  async #retryParked(): Promise<boolean> {
    // One look without a lock first: nearly always nothing is parked.
    if ((await parkedStreams(this.#o.db, this.name)).length === 0) return false;
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
    return moved;
  }
}
