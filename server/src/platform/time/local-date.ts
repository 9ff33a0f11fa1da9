/**
 * Dates without a clock, as day numbers: whole days since 1970-01-01. Integers compare, add and hash
 * faster than strings, and the weekday falls out of them.
 */

export const SECONDS_PER_DAY = 86_400;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Day number of a date.
 * @param date 'YYYY-MM-DD'
 * @throws RangeError when it is malformed or does not exist (2025-02-29)
 */
export function dayNumberOf(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const milliseconds = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  const day = milliseconds / (SECONDS_PER_DAY * 1000);
  // Date.UTC rolls the 30th of February over into March: only a date that comes back unchanged exists.
  if (Number.isNaN(day) || dateOf(day) !== date) throw new RangeError(`not a date (YYYY-MM-DD): ${date}`);
  return day;
}

/** 'YYYY-MM-DD' of a day number. */
export function dateOf(day: number): string {
  return new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}

/** Weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] as Weekday;
}
