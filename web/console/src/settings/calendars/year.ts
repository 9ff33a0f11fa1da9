import type { Calendar } from '@aftercare/contract/org';
import type { Names } from '@aftercare/contract/basics';
import { weekdays } from './times.ts';
import type { Span } from './times.ts';

type Plan = Pick<Calendar, 'hours' | 'holidays' | 'yearlyHolidays' | 'extraDays'>;
export type DayKind = 'open' | 'closed' | 'holiday' | 'make-up';
export interface Day { readonly date: string; readonly kind: DayKind; readonly name: Names | null; readonly yearly: boolean }

const pad = (value: number) => String(value).padStart(2, '0');
/** 0 = Monday */
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** What a calendar says of one date, in the order in which the server asks: make-up day, holiday, every year's holiday, the week. */
export function dayOf(plan: Plan, date: string): Day {
  const extra = plan.extraDays.find((one) => one.date === date);
  if (extra) return { date, kind: 'make-up', name: extra.name ?? null, yearly: false };
  const holiday = plan.holidays.find((one) => one.date === date);
  if (holiday) return { date, kind: 'holiday', name: holiday.name ?? null, yearly: false };
  if (plan.yearlyHolidays.includes(date.slice(5))) return { date, kind: 'holiday', name: null, yearly: true };
  const hours = plan.hours[weekdays[weekdayOf(date)] ?? 'mon'];
  return { date, kind: hours.length > 0 ? 'open' : 'closed', name: null, yearly: false };
}

/** The twelve months of a year, each with its days and how many cells stand before the first (weeks begin on Monday). */
export function yearOf(plan: Plan, year: number): { readonly month: number; readonly before: number; readonly days: readonly Day[] }[] {
  return Array.from({ length: 12 }, (_, month) => {
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return { month, before: weekdayOf(`${year}-${pad(month + 1)}-01`), days: Array.from({ length: days }, (__, day) => dayOf(plan, `${year}-${pad(month + 1)}-${pad(day + 1)}`)) };
  });
}

/** A date so many days later. */
export function laterDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export type DayChange = { readonly kind: 'usual' } | { readonly kind: 'holiday'; readonly name: Names | null; readonly yearly: boolean } | { readonly kind: 'make-up'; readonly name: Names | null; readonly hours?: Span[] };

/** The calendar with one date said anew. */
export function withDay<Any extends Plan>(plan: Any, date: string, change: DayChange): Any {
  const byDate = (a: { date: string }, b: { date: string }) => a.date.localeCompare(b.date);
  const named = (name: Names | null) => (name ? { name } : {});
  const clear = {
    ...plan, holidays: plan.holidays.filter((one) => one.date !== date), extraDays: plan.extraDays.filter((one) => one.date !== date),
    yearlyHolidays: change.kind === 'make-up' ? plan.yearlyHolidays : plan.yearlyHolidays.filter((one) => one !== date.slice(5)),
  };
  if (change.kind === 'holiday' && change.yearly) return { ...clear, yearlyHolidays: [...clear.yearlyHolidays, date.slice(5)].toSorted() };
  if (change.kind === 'holiday') return { ...clear, holidays: [...clear.holidays, { date, ...named(change.name) }].toSorted(byDate) };
  if (change.kind === 'make-up') return { ...clear, extraDays: [...clear.extraDays, { date, ...named(change.name), ...(change.hours ? { hours: change.hours } : {}) }].toSorted(byDate) };
  return clear;
}

/** The calendar with the announced days of a year taken in; what was said of those dates before gives way, other dates stay. */
export function withStatutory<Any extends Plan>(plan: Any, days: Pick<Calendar, 'holidays' | 'extraDays'>): Any {
  const holidays = days.holidays.reduce((now, one) => withDay(now, one.date, { kind: 'holiday', name: one.name ?? null, yearly: false }), plan);
  return days.extraDays.reduce((now, one) => withDay(now, one.date, { kind: 'make-up', name: one.name ?? null, ...(one.hours ? { hours: one.hours } : {}) }), holidays);
}

/** The calendar with the days of a file taken in; make-up days it had on one of its holidays stay: who works then knows why. */
export function withIcal<Any extends Plan>(plan: Any, days: Pick<Calendar, 'holidays' | 'extraDays' | 'yearlyHolidays'>): Any {
  const worked = new Set(plan.extraDays.map((one) => one.date));
  const all = withStatutory(plan, { holidays: days.holidays.filter((one) => !worked.has(one.date)), extraDays: days.extraDays.filter((one) => !worked.has(one.date)) });
  return { ...all, yearlyHolidays: [...new Set([...all.yearlyHolidays, ...days.yearlyHolidays])].toSorted() };
}
