import { explain, type DayExplanation } from '../../platform/time/index.ts';
import { inOrder, replay, walkLedger, type Calendars, type ClockReading, type LedgerEntry, type LedgerKind, type Pause } from './ledger.ts';

/** The facts behind a clock, for a sentence such as "9 h 40 of 24 working hours; National Day does not count". */
export interface ClockExplanation extends ClockReading {
  readonly startedAt: Date | null;
  /** Met or cancelled at; null while it goes on. */
  readonly endedAt: Date | null;
  /** Pauses in order, each with its reason and the working time it held back. */
  readonly pauses: readonly Pause[];
  /** What happened, in order, each with the working time used by then. */
  readonly steps: readonly ClockStep[];
  /** Days between start and deadline that did not count, or counted although unusual: weekends, holidays, make-up days (调休). */
  readonly days: readonly DayExplanation[];
}

/** One line of the ledger with its effect. */
export interface ClockStep {
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly reason: string;
  readonly usedSeconds: number;
  /** In force from here on. */
  readonly targetSeconds: number | null;
  readonly calendarId: string | null;
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
  return { ...reading, startedAt: walk.startedAt, endedAt: walk.endedAt, pauses: walk.pauses, steps: stepsOf(entries, calendars, walk.startedAt, now), days };
}

function stepsOf(entries: readonly LedgerEntry[], calendars: Calendars, startedAt: Date | null, now: Date): ClockStep[] {
  const past = inOrder(entries, now);
  return past.flatMap((entry, i) => {
    if (!startedAt || entry.at < startedAt) return [];
    const { usedSeconds, targetSeconds, calendarId } = replay(past.slice(0, i + 1), calendars, entry.at);
    return [{ kind: entry.kind, at: entry.at, reason: entry.reason, usedSeconds, targetSeconds, calendarId }];
  });
}

/** Joins what two ranges say of the same days: a pause in the middle of a holiday does not make two of it. */
function mergeDays(days: readonly DayExplanation[]): DayExplanation[] {
  const merged: DayExplanation[] = [];
  for (const day of days) {
    if (day.reason === 'open') continue;
    const last = merged.at(-1);
    const joins = last && last.reason === day.reason && day.date <= last.until && last.name?.zh === day.name?.zh;
    if (!joins) merged.push(day);
    else {
      const until = day.until > last.until ? day.until : last.until;
      merged[merged.length - 1] = { ...last, until, seconds: last.seconds + day.seconds };
    }
  }
  return merged;
}
