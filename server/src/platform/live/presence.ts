import type { Clock } from '../time/index.ts';
import type { Signals } from './signals.ts';

/** Signal by which doors and screens say who looks at a ticket or writes there. */
export const presenceTopic = 'presence';
export interface PresenceSignal {
  readonly ticketId: number;
  readonly who: 'agent' | 'customer';
  readonly id: number;
  readonly name: string;
  readonly state: 'viewing' | 'typing' | 'gone';
  /** One screen of that person: with two open, closing one does not make them gone. */
  readonly screen: string;
}
export type Person = Pick<PresenceSignal, 'id' | 'name' | 'who'> & { readonly state: 'viewing' | 'typing' };

/** How long somebody counts as present without saying so again. */
export const presenceSeconds = 30;
const sweepMs = 2000;

/** Who is on which ticket, over all processes: each keeps what the signals said until it is too old. */
export class Presence {
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #tickets = new Map<number, Map<string, { person: Person; until: number }>>();
  readonly #told = new Map<number, string>();
  readonly #onChange: (ticketId: number, people: readonly Person[]) => void;
  readonly #off: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(signals: Signals, clock: Clock, onChange: (ticketId: number, people: readonly Person[]) => void) {
    this.#signals = signals;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#off = signals.on<PresenceSignal>(presenceTopic, (signal) => this.#take(signal));
    this.#timer = setInterval(() => this.sweep(), sweepMs);
    this.#timer.unref();
  }

  /** Tells every process; a state holds for 30 s unless said again. */
  say(signal: PresenceSignal): void {
    this.#signals.send(presenceTopic, signal);
  }

  /** Each person once, typing before viewing. */
  people(ticketId: number): readonly Person[] {
    const people = new Map<string, Person>();
    for (const { person } of this.#tickets.get(ticketId)?.values() ?? []) {
      const key = `${person.who}:${person.id}`;
      if (people.get(key)?.state !== 'typing') people.set(key, person);
    }
    return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
  }

  /** Forgets whoever has not said anything for too long. */
  sweep(): void {
    const now = this.#clock.now().getTime();
    for (const [ticketId, screens] of this.#tickets) {
      for (const [screen, { until }] of screens) if (until <= now) screens.delete(screen);
      this.#tell(ticketId);
    }
  }

  stop(): void {
    this.#off();
    clearInterval(this.#timer);
  }

  #take({ ticketId, who, id, name, state, screen }: PresenceSignal): void {
    const screens = this.#tickets.get(ticketId) ?? new Map<string, { person: Person; until: number }>();
    this.#tickets.set(ticketId, screens);
    if (state === 'gone') screens.delete(screen);
    else screens.set(screen, { person: { who, id, name, state }, until: this.#clock.now().getTime() + presenceSeconds * 1000 });
    this.#tell(ticketId);
  }

  #tell(ticketId: number): void {
    const people = this.people(ticketId);
    const text = JSON.stringify(people);
    if (people.length === 0) this.#tickets.delete(ticketId);
    if ((this.#told.get(ticketId) ?? '[]') === text) return;
    if (people.length === 0) this.#told.delete(ticketId);
    else this.#told.set(ticketId, text);
    this.#onChange(ticketId, people);
  }
}
