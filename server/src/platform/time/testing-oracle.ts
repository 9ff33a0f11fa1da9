/** The slow and obvious way to do working time, on Temporal, to hold the fast way against. For tests only. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { CalendarPlan, Span } from './calendar.ts';
import { WEEKDAYS } from './local-date.ts';

const ZONES = [
  'UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns',
  'Pacific/Apia', 'America/Sao_Paulo', 'Africa/Casablanca', 'Asia/Tehran', 'Pacific/Kiritimati', 'Etc/GMT+12',
];

const minuteOfDay = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => quarter * 15);
const spans = fc.array(fc.tuple(minuteOfDay, minuteOfDay).filter(([a, b]) => a !== b).map(([a, b]): Span => [clock(a), clock(b)]), { maxLength: 3 });
const date = fc.date({ min: new Date('2007-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));

/** Any calendar: several spans a day, over midnight, any zone, holidays, make-up days; now and then none at all. */
export const anyCalendar: fc.Arbitrary<CalendarPlan> = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  hours: fc.record(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, spans]))),
  holidays: fc.array(fc.record({ date, name: fc.constantFrom({ zh: '甲', en: 'A' }, { zh: '乙', en: 'B' }, undefined) }), { maxLength: 5 }),
  yearlyHolidays: fc.array(date.map((day) => day.slice(5)), { maxLength: 3 }),
  extraDays: fc.array(fc.record({ date, hours: fc.option(spans, { nil: undefined }) }), { maxLength: 5 }),
});

/** An instant of whole seconds, often close to a change of daylight saving time. */
export const anyInstant: fc.Arbitrary<Date> = fc.oneof(
  fc.integer({ min: Date.UTC(2007, 0, 1) / 1000, max: Date.UTC(2027, 11, 31) / 1000 }),
  fc.tuple(fc.constantFrom('2025-03-30', '2025-10-26', '2024-03-10', '2024-11-03', '2011-12-30', '2018-11-04'), fc.integer({ min: -172_800, max: 172_800 }))
    .map(([day, seconds]) => Date.parse(day) / 1000 + seconds),
).map((seconds) => new Date(seconds * 1000));

/** Open intervals in epoch seconds that touch [from, to], joined and in order. */
export function oracleIntervals(calendar: CalendarPlan, from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  let day = instantOf(from, calendar.timeZone).subtract({ days: 3 });
  const last = instantOf(to, calendar.timeZone).add({ days: 3 });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const [start, end] of spansOf(calendar, day)) {
      const endDay = end <= start ? day.add({ days: 1 }) : day;
      const interval: [number, number] = [epoch(day, start, calendar.timeZone), epoch(endDay, end, calendar.timeZone)];
      if (interval[1] > interval[0]) found.push(interval);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const interval of found) {
    const previous = joined.at(-1);
    if (previous && interval[0] <= previous[1]) previous[1] = Math.max(previous[1], interval[1]);
    else joined.push(interval);
  }
  return joined;
}

/** Working seconds between two instants, counted interval by interval. */
export function oracleBetween(calendar: CalendarPlan, from: number, to: number): number {
  let seconds = 0;
  for (const [start, end] of oracleIntervals(calendar, from, to)) seconds += Math.max(0, Math.min(end, to) - Math.max(start, from));
  return seconds;
}

function spansOf(calendar: CalendarPlan, day: Temporal.PlainDate): Span[] {
  const extra = calendar.extraDays.findLast((each) => each.date === day.toString());
  if (extra) return extra.hours ?? calendar.hours.mon ?? [];
  if (calendar.holidays.some((each) => each.date === day.toString())) return [];
  if (calendar.yearlyHolidays.includes(day.toString().slice(5))) return [];
  return calendar.hours[WEEKDAYS[day.dayOfWeek - 1] ?? 'mon'] ?? [];
}

function epoch(day: Temporal.PlainDate, time: string, timeZone: string): number {
  const [date, at] = time === '24:00' ? [day.add({ days: 1 }), '00:00'] : [day, time];
  return date.toPlainDateTime(at).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds / 1000;
}

function instantOf(seconds: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timeZone).toPlainDate();
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
