import type { CompiledCalendar } from './calendar.ts';
import { blockIndex, blockOf, firstEndingAfter, HORIZON_BLOCKS, lowerBound } from './open-time.ts';
import { epochSeconds, toDate } from './working-time.ts';

/** Open without a break from `from` up to, not including, `to`. */
export interface OpenPeriod {
  readonly from: Date;
  readonly to: Date;
}

/** Whether work goes on at an instant: yes at the opening second, no at the closing one. */
export function isOpen(calendar: CompiledCalendar, at: Date): boolean {
  const instant = epochSeconds(at);
  const block = blockOf(calendar, blockIndex(instant));
  const start = block.starts[firstEndingAfter(block, instant)];
  return start !== undefined && start <= instant;
}

/** `at` itself when open, else the next opening; null when none comes within the horizon. */
export function nextOpening(calendar: CompiledCalendar, at: Date): Date | null {
  for (const { from } of intervalsAfter(calendar, epochSeconds(at))) return toDate(from);
  return null;
}

/** The next end of work after `at`; null when it never closes or never opens. */
export function nextClosing(calendar: CompiledCalendar, at: Date): Date | null {
  for (const { to } of openPeriodsAfter(calendar, at)) return to;
  return null;
}

/** `at` itself when the second before it was worked, else the last closing before it; null when there is none. */
export function lastOpen(calendar: CompiledCalendar, at: Date): Date | null {
  for (const { to } of intervalsBefore(calendar, epochSeconds(at))) return toDate(to);
  return null;
}

/** Open periods from `at` on, earliest first; the first is cut at `at`. Ends with the horizon, and before a period that never closes. */
export function* openPeriodsAfter(calendar: CompiledCalendar, at: Date): Generator<OpenPeriod> {
  let pending: { from: number; to: number } | null = null;
  for (const interval of intervalsAfter(calendar, epochSeconds(at))) {
    if (pending && pending.to === interval.from) pending.to = interval.to; // cut only at a block's border
    else {
      if (pending) yield { from: toDate(pending.from), to: toDate(pending.to) };
      pending = interval;
    }
  }
}

/** Open periods up to `at`, latest first; the first is cut at `at`. Ends with the horizon. */
export function* openPeriodsBefore(calendar: CompiledCalendar, at: Date): Generator<OpenPeriod> {
  let pending: { from: number; to: number } | null = null;
  for (const interval of intervalsBefore(calendar, epochSeconds(at))) {
    if (pending && pending.from === interval.to) pending.from = interval.from;
    else {
      if (pending) yield { from: toDate(pending.from), to: toDate(pending.to) };
      pending = interval;
    }
  }
}

function* intervalsAfter(calendar: CompiledCalendar, instant: number): Generator<{ from: number; to: number }> {
  if (calendar.neverOpens) return;
  const first = blockIndex(instant);
  for (let index = first; index < first + HORIZON_BLOCKS; index++) {
    const block = blockOf(calendar, index);
    for (let i = firstEndingAfter(block, instant); i < block.starts.length; i++) {
      yield { from: Math.max(block.starts[i] as number, instant), to: block.ends[i] as number };
    }
  }
}

function* intervalsBefore(calendar: CompiledCalendar, instant: number): Generator<{ from: number; to: number }> {
  if (calendar.neverOpens) return;
  const first = blockIndex(instant);
  for (let index = first; index > first - HORIZON_BLOCKS; index--) {
    const block = blockOf(calendar, index);
    for (let i = lowerBound(block.starts, (start) => start >= instant) - 1; i >= 0; i--) {
      yield { from: block.starts[i] as number, to: Math.min(block.ends[i] as number, instant) };
    }
  }
}
