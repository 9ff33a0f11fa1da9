/** What a clock chip needs to know; the contract's `Clock` fits, and so does a list row with only a due time. */
export interface ClockFacts {
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  readonly dueAt: string | null;
  readonly startedAt?: string | null;
  readonly warnAt?: string | null;
  readonly metAt?: string | null;
  readonly targetSeconds?: number;
  readonly usedSeconds?: number;
}
export type ClockLook = 'running' | 'soon' | 'late' | 'paused' | 'met' | 'cancelled';
export interface ClockReading {
  readonly look: ClockLook;
  /** Seconds until due, negative when over; null when nothing runs. */
  readonly remaining: number | null;
  /** Share of the target still left, 0…1: the arc. */
  readonly share: number;
}

const clamp = (value: number) => Math.max(0, Math.min(1, value));

/**
 * Reads a clock at an instant. A running clock counts to its due instant on the wall; a paused one stands at the working
 * time it has left. Without a warning instant, the last fifth of the span (at least five minutes) is "soon".
 */
export function readClock(clock: ClockFacts, now: number): ClockReading {
  const left = clock.targetSeconds === undefined || clock.usedSeconds === undefined ? null : clock.targetSeconds - clock.usedSeconds;
  const leftShare = left === null || !clock.targetSeconds ? 0 : clamp(left / clock.targetSeconds);
  if (clock.state === 'met') return { look: 'met', remaining: null, share: leftShare };
  if (clock.state === 'cancelled') return { look: 'cancelled', remaining: null, share: 0 };
  if (clock.state === 'paused') return { look: 'paused', remaining: left, share: leftShare };
  if (clock.dueAt === null) return { look: clock.state === 'breached' ? 'late' : 'paused', remaining: null, share: leftShare };
  const due = Date.parse(clock.dueAt);
  const remaining = (due - now) / 1000;
  if (remaining <= 0) return { look: 'late', remaining, share: 0 };
  const start = clock.startedAt ? Date.parse(clock.startedAt) : due - 86_400_000;
  const span = Math.max(1, (due - start) / 1000);
  const soonAt = clock.warnAt ? Date.parse(clock.warnAt) : due - Math.max(span * 0.2, 300) * 1000;
  return { look: now >= soonAt ? 'soon' : 'running', remaining, share: clamp(remaining / span) };
}

/** How often a chip must look at the time: each second only in the last ten minutes. */
export function paceOf(clock: ClockFacts, now: number): 'second' | 'minute' {
  if (clock.state !== 'running' || clock.dueAt === null) return 'minute';
  const remaining = (Date.parse(clock.dueAt) - now) / 1000;
  return remaining > -60 && remaining < 660 ? 'second' : 'minute';
}
