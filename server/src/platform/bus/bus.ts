import { zodOf } from '@aftercare/contract';
import { type Database, type Tx, createGather } from '../db/index.ts';
import { type Log, correlationId } from '../log/index.ts';
import type { Actor, EventType, LoggedEvent } from './event.ts';
import { type Stand, SubscriptionRunner } from './runner.ts';
import { Rush } from './rush.ts';
import { type NewEvent, type Standing, appendingEvents, ensureSubscriptions, passOver, readPositions } from './store.ts';
import { Tail } from './tail.ts';
import { Poke } from './poke.ts';

/** A cursor over the log whose effects and position commit together. */
export interface Subscription {
  /** `module.purpose`; its position is kept under this name. */
  readonly name: string;
  readonly events: readonly EventType[];
  /** Which of these facts are its business, told by their words alone; the others cost it no turn to the database. */
  readonly concerns?: (event: LoggedEvent) => boolean;
  /** Handles facts in order, all in one transaction. Thrown errors park the stream of the fact that failed. */
  readonly handle: (events: readonly LoggedEvent[], tx: Tx) => Promise<void>;
  /** At most so many facts at once; 200 unless told. */
  readonly batch?: number;
  /** Pause after a batch, so that what follows in the same breath comes as one; unless told 100 ms, and more while batches take long. Little or none for what somebody waits for. */
  readonly lingerMs?: number;
  /** Makes visible what came in: while it has its hands full, those that linger for 100 ms and more stand back (see `Rush`). */
  readonly shows?: boolean;
  /** Where a new subscription begins; from the beginning unless told. */
  readonly start?: 'beginning' | 'now';
}

export interface Bus {
  /** Makes event types known; the same name twice is refused. Once, by the composition root. */
  register(types: readonly EventType[]): void;
  /** Writes a fact with the state, in its transaction. Throws when the payload does not fit the event's schema. */
  publish<P>(tx: Tx, type: EventType<P>, event: { stream: string; payload: P; actor: Actor }): Promise<void>;
  publishAll(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /** Whether somebody here tells facts of this name. */
  knows(name: string): boolean;
  /** Every fact from now on, on every process, without memory: for open screens. */
  readonly tail: Tail;
  /** Begins to follow the log in this process (every role). */
  follow(): Promise<void>;
  /** Starts the subscriptions' loops (worker role). Tests pass `loops: false` and drain by hand. */
  start(subscriptions: readonly Subscription[], options?: { loops: boolean }): Promise<void>;
  stop(): Promise<void>;
  /** Waits until every subscription has handled all that was written before the call; true when there was something. For tests. */
  drain(): Promise<boolean>;
}

export interface BusOptions {
  readonly db: Database;
  readonly log: Log;
  /** How long to wait for a hint before looking anyway. */
  readonly pollMs?: number;
}

/** Registers the event types and opens the log. */
export function createBus(options: BusOptions): Bus {
  const { db, log } = options;
  const types = new Map<string, EventType>();
  const poke = new Poke(db, log);
  const tail = new Tail(db, poke, log);
  const rush = new Rush();
  const runners: SubscriptionRunner[] = [];

  const standing = async (names: readonly string[]): Promise<Standing[]> => {
    const rows = await readPositions(db);
    return names.map((name) => { const row = rows.get(name); if (!row) throw new Error(`Subscription ${name} is gone`); return row; });
  };
  // A fact wakes all subscriptions at once: those it does not concern look at their rows together.
  const stand: Stand = createGather(async (asks: readonly Parameters<Stand>[0][]) => {
    const moves = asks.filter((ask) => ask.to > ask.from);
    if (moves.length > 0) await passOver(db, moves);
    return standing(asks.map((ask) => ask.name));
  }, { most: 200 });

  const hint = () => poke.hint();
  const publishAll = async (tx: Tx, events: readonly NewEvent[]) => {
    if (events.length === 0) return;
    for (const event of events) {
      if (!types.has(event.type.name)) throw new Error(`Event ${event.type.name} is not registered`);
      zodOf(event.type.schema).parse(event.payload);
    }
    // Written when the transaction ends, in one statement with the commit: the log's readers wait for writers, so the shorter a
    // number is held back the sooner everybody learns.
    const correlation = correlationId();
    for (const event of events) tx.atCommit(appendingEvents, { event, correlation });
    tx.afterCommit(hint);
  };

  return {
    tail,
    register(list) {
      for (const type of list) {
        if (types.has(type.name)) throw new Error(`Event ${type.name} is defined twice`);
        types.set(type.name, type);
      }
    },
    publishAll,
    knows: (name) => types.has(name),
    publish: (tx, type, event) => publishAll(tx, [{ type, ...event } as NewEvent]),
    async follow() {
      await poke.start();
      await tail.start();
    },
    async start(subscriptions, { loops } = { loops: true }) {
      await tail.start();
      for (const s of subscriptions) {
        for (const type of s.events) if (!types.has(type.name)) throw new Error(`Subscription ${s.name} names the unknown event ${type.name}`);
        if (runners.some((r) => r.name === s.name)) throw new Error(`Subscription ${s.name} is defined twice`);
        runners.push(new SubscriptionRunner({ subscription: s, stand, db, tail, rush, log, pollMs: options.pollMs ?? 1000 }));
      }
      await ensureSubscriptions(db, subscriptions.map((s) => ({ name: s.name, start: s.start ?? 'beginning' })));
      if (loops) for (const runner of runners) runner.start();
    },
    async stop() {
      await Promise.all(runners.map((r) => r.stop()));
      await tail.stop();
      await poke.stop();
    },
    async drain() {
      // A handler may write facts for others: go round until nobody moved.
      for (let rounds = 0; ; rounds++) {
        await tail.catchUp();
        const rows = await standing(runners.map((r) => r.name));
        let moved = false;
        for (const [i, runner] of runners.entries()) {
          if (!(await runner.drain(rows[i] as Standing))) continue;
          moved = true;
          await tail.catchUp();
        }
        if (!moved) return rounds > 0;
      }
    },
  };
}
