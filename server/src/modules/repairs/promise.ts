import { type CompiledCalendar, addWorkingDays } from '../../platform/time/index.ts';
import { SECONDS_PER_DAY, dateOf, dayNumberOf } from '../../platform/time/local-date.ts';

/** When the last working hour of the n-th working day after an instant ends; an instant n days on when the calendar never opens. */
export function endOfWorkingDay(calendar: CompiledCalendar, at: Date, n: number): Date {
  const second = Math.floor(at.getTime() / 1000);
  const today = dateOf(Math.floor((second + calendar.zone.offsetAt(second)) / SECONDS_PER_DAY));
  const date = addWorkingDays(calendar, today, n);
  if (date === null) return new Date(at.getTime() + n * SECONDS_PER_DAY * 1000);
  const day = dayNumberOf(date);
  const ends = calendar.plan(day).spans.at(-1)?.[1] ?? SECONDS_PER_DAY;
  return new Date(calendar.zone.instantOf(day * SECONDS_PER_DAY + ends) * 1000);
}
