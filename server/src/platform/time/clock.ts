/** Where "now" comes from. Everything that needs the time takes a `Clock`, so that tests can hold it still. */
export interface Clock {
  /** The present instant; a fresh `Date` each time, safe to keep. */
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is told to move. */
export class FakeClock implements Clock {
  #milliseconds: number;

  /** @param start the instant it shows at first, a `Date` or an ISO string */
  constructor(start: Date | string = '2026-01-05T09:00:00Z') {
    this.#milliseconds = toMilliseconds(start);
  }

  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Jump to an instant, forwards or backwards. */
  set(instant: Date | string): void {
    this.#milliseconds = toMilliseconds(instant);
  }

  /** Move on by whole or fractional seconds (negative goes back) and return the new instant. */
  advance(seconds: number): Date {
    this.#milliseconds += Math.round(seconds * 1000);
    return this.now();
  }
}

function toMilliseconds(instant: Date | string): number {
  const milliseconds = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an instant: ${String(instant)}`);
  return milliseconds;
}
