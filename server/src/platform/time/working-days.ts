import type { CompiledCalendar } from './calendar.ts';
import { dateOf, dayNumberOf } from './local-date.ts';

const HORIZON_DAYS = 366 * 50;

/** Whether any hours are worked on a date ('YYYY-MM-DD'). */
export function isWorkingDay(calendar: CompiledCalendar, date: string): boolean {
  return worked(calendar, dayNumberOf(date));
}

/**
 * The n-th working day after a date (before it, when n is negative). A date that is not worked counts as the next
 * working day in that direction; n = 0 gives the date itself.
 * @param date 'YYYY-MM-DD'
 * @returns 'YYYY-MM-DD', or null when there are not that many within about fifty years of each other
 */
export function addWorkingDays(calendar: CompiledCalendar, date: string, n: number): string | null {
  if (!Number.isInteger(n)) throw new RangeError(`working days must be whole: ${n}`);
  const step = n < 0 ? -1 : 1;
  let day: number | null = dayNumberOf(date);
  if (n === 0) return date;
  if (!worked(calendar, day)) day = nextWorked(calendar, day, step);
  for (let left = Math.abs(n); left > 0 && day !== null; left--) day = nextWorked(calendar, day, step);
  return day === null ? null : dateOf(day);
}

/** Working days after `a` up to and including `b` (both 'YYYY-MM-DD'); a reversed range is 0. */
export function workingDaysBetween(calendar: CompiledCalendar, a: string, b: string): number {
  const last = dayNumberOf(b);
  let days = 0;
  for (let day = dayNumberOf(a) + 1; day <= last; day++) if (worked(calendar, day)) days++;
  return days;
}

function worked(calendar: CompiledCalendar, day: number): boolean {
  return calendar.plan(day).spans.length > 0;
}

function nextWorked(calendar: CompiledCalendar, from: number, step: 1 | -1): number | null {
  if (calendar.neverOpens) return null;
  for (let i = 1; i <= HORIZON_DAYS; i++) {
    if (worked(calendar, from + i * step)) return from + i * step;
  }
  return null;
}
