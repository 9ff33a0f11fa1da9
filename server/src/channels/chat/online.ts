import type { Signals } from '../../platform/live/index.ts';
import type { Clock } from '../../platform/time/index.ts';
import type { Door } from './door.ts';

/** Signal by which each process says whose pages are open there. */
const topic = 'chat.online';
const renewMs = 20_000;
const holdMs = 60_000;
/** Ids that fit into one signal. */
const batch = 500;

/** Says which conversations have an open page here, now and again. */
export function announceVisitors({ rooms, context }: Door): () => void {
  const timer = setInterval(() => {
    const open: number[] = [];
    for (const room of rooms.all()) if (room.conversationId !== null) open.push(room.conversationId);
    for (let at = 0; at < open.length; at += batch) context.platform.signals.send(topic, open.slice(at, at + batch));
  }, renewMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Which visitors are there, as other processes say. Knows nothing for its first minute. */
export class OnlineVisitors {
  readonly #clock: Clock;
  readonly #until = new Map<number, number>();
  readonly #since: number;
  readonly stop: () => void;

  constructor(signals: Signals, clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now().getTime();
    this.stop = signals.on<readonly number[]>(topic, (ids) => {
      const now = clock.now().getTime();
      for (const id of ids) this.#until.set(id, now + holdMs);
      if (this.#until.size > 20_000) for (const [id, until] of this.#until) if (until <= now) this.#until.delete(id);
    });
  }

  /** Undefined while it is too early to tell. */
  has(conversationId: number): boolean | undefined {
    const now = this.#clock.now().getTime();
    if ((this.#until.get(conversationId) ?? 0) > now) return true;
    return now - this.#since < holdMs ? undefined : false;
  }
}
