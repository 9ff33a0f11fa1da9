import { explain, type DayExplanation } from '../../platform/time/explain.ts';
import { replay, walkLedger, type Calendars, type ClockReading, type LedgerEntry, type Pause } from './ledger.ts';

/** The facts behind a clock, for a sentence such as "9 h 40 of 24 working hours; National Day does not count". */
export interface ClockExplanation extends ClockReading {
  readonly startedAt: Date | null;
  /** Met or cancelled at; null while it goes on. */
  readonly endedAt: Date | null;
  /** Pauses in order, each with its reason and the working time it held back. */
  readonly pauses: readonly Pause[];
  /** Changes of target or calendar, in order. */
  readonly changes: readonly { at: Date; reason: string; targetSeconds: number | null; calendarId: string | null }[];
  /** Holidays between start and deadline that did or will not count. */
  readonly notCounted: readonly DayExplanation[];
  /** Make-up days (调休) between start and deadline that did or will count. */
  readonly makeUpDays: readonly DayExplanation[];
}

/**
 * Explains a clock at an instant; the reading is that of `replay`.
 * @throws RangeError as `replay` does
 */
export function explainClock(entries: readonly LedgerEntry[], calendars: Calendars, now: Date): ClockExplanation {
  const reading = replay(entries, calendars, now);
  const walk = walkLedger(entries, calendars, now);
  const ranges = walk.stretches.map(({ calendar, from, to }) => ({ calendar, from, to }));
  // A running clock is explained up to its deadline: the holiday to come is what people ask about.
  if (walk.phase === 'running' && reading.dueAt && reading.dueAt > now) {
    ranges.push({ calendar: walk.calendar, from: now, to: reading.dueAt });
  }
  const days = mergeDays(ranges.flatMap(({ calendar, from, to }) => explain(calendar, from, to)));
  const relevant = entries.filter((entry) => entry.at <= now && walk.startedAt && entry.at >= walk.startedAt);
  return {
    ...reading,
    startedAt: walk.startedAt,
    endedAt: walk.endedAt,
    pauses: walk.pauses,
    changes: relevant.filter((entry) => entry.kind === 'retargeted' || (entry.kind === 'reopened' && entry.targetSeconds != null))
      .map(({ at, reason, targetSeconds, calendarId }) => ({ at, reason, targetSeconds: targetSeconds ?? null, calendarId: calendarId ?? null })),
    notCounted: days.filter((day) => day.reason === 'holiday'),
    makeUpDays: days.filter((day) => day.reason === 'make-up day'),
  };
}

/** Joins what two ranges say of the same days: a pause in the middle of a holiday does not make two of it. */
function mergeDays(days: readonly DayExplanation[]): DayExplanation[] {
  const merged: DayExplanation[] = [];
  for (const day of days) {
    if (day.reason !== 'holiday' && day.reason !== 'make-up day') continue;
    const last = merged.at(-1);
    const joins = last && last.reason === day.reason && day.date <= last.until && JSON.stringify(last.name) === JSON.stringify(day.name);
    if (!joins) merged.push(day);
    else {
      const until = day.until > last.until ? day.until : last.until;
      merged[merged.length - 1] = { ...last, until, seconds: last.seconds + day.seconds };
    }
  }
  return merged;
}
