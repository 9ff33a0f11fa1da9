/** The columns a clock's row caches, worked out from its ledger; pure. */
import { type Calendars, type ClockReading, type LedgerEntry, replay } from './ledger.ts';

export interface ClockColumns {
  readonly state: Exclude<ClockReading['state'], 'idle'>;
  readonly targetSeconds: number;
  readonly calendarId: number;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  /** When the warning comes (or came, while still running); null when nothing runs. */
  readonly warnAt: Date | null;
  readonly metAt: Date | null;
  readonly breachedAt: Date | null;
  readonly usedSeconds: number;
  readonly countedAt: Date;
}

/** Seconds after which the warning comes: at least one before the deadline. */
const warnSeconds = (targetSeconds: number, share: number): number => Math.max(1, Math.min(targetSeconds - 1, Math.floor(targetSeconds * share)));

/**
 * Reads a ledger for its row.
 * @param warnShare part of the target after which the warning comes, 0…1
 * @throws RangeError as `replay`, and for a ledger that never started
 */
export function columnsOf(entries: readonly LedgerEntry[], calendars: Calendars, warnShare: number, now: Date): ClockColumns {
  const reading = replay(entries, calendars, now);
  const startedAt = entries.findLast((e) => e.kind === 'started')?.at;
  if (reading.state === 'idle' || reading.targetSeconds === null || !startedAt) throw new RangeError('a clock without a start');
  const runs = reading.state === 'running' || reading.state === 'breached';
  // The warning is the deadline of the same ledger with its targets shortened.
  const shortened = runs ? entries.map((e) => (e.targetSeconds == null ? e : { ...e, targetSeconds: warnSeconds(e.targetSeconds, warnShare) })) : [];
  return {
    state: reading.state, targetSeconds: reading.targetSeconds, calendarId: Number(reading.calendarId), startedAt, dueAt: reading.dueAt,
    warnAt: runs ? replay(shortened, calendars, now).dueAt : null, metAt: reading.state === 'met' ? (entries.findLast((e) => e.kind === 'met')?.at ?? null) : null,
    breachedAt: reading.breachedAt, usedSeconds: reading.usedSeconds, countedAt: now,
  };
}
