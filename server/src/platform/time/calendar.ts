import { dateOf, dayNumberOf, WEEKDAYS, weekdayOf, type Weekday } from './local-date.ts';
import { zoneOf, type Zone } from './zone.ts';

/** 'HH:MM' (or 'HH:MM:SS') from and to; 'to' may be '24:00'; a 'to' before 'from' lies on the next day. */
export type Span = [from: string, to: string];

/** A holiday's name, in Chinese and in English. */
export interface CalendarName {
  readonly zh: string;
  readonly en: string;
}

/** When a company works: a plan per weekday, days it is closed, and days it works all the same. Stored as JSON. */
export interface BusinessCalendar {
  /** IANA name, 'Asia/Shanghai'. */
  timeZone: string;
  /** Opening spans; a span over midnight belongs to the day it starts on. */
  hours: Record<Weekday, Span[]>;
  /** Closed dates, 'YYYY-MM-DD'. */
  holidays: { date: string; name?: CalendarName }[];
  /** Dates closed every year, 'MM-DD'. */
  yearlyHolidays: string[];
  /** Make-up days (调休): open whatever else is said of the date, with their own spans or those of Monday. */
  extraDays: { date: string; hours?: Span[]; name?: CalendarName }[];
}

/** A calendar in which weekdays without hours may be left out. */
export type CalendarPlan = Omit<BusinessCalendar, 'hours'> & { hours: Partial<BusinessCalendar['hours']> };

export type DayReason = 'open' | 'weekend' | 'holiday' | 'make-up day';

/** What the calendar says of one date. Spans are seconds after midnight on the wall, sorted by start. */
export interface DayPlan {
  readonly spans: readonly (readonly [from: number, to: number])[];
  readonly reason: DayReason;
  readonly name: CalendarName | null;
}

/** A calendar ready to calculate with; made by `compileCalendar`, read by the functions beside it. */
export interface CompiledCalendar {
  readonly zone: Zone;
  /** True where no day can ever have hours. */
  readonly neverOpens: boolean;
  /** The plan of a day number. */
  plan(day: number): DayPlan;
  /** Room for `open-time.ts` to remember what it worked out. */
  readonly remembered: Map<number, unknown>;
}

/**
 * Checks a calendar and prepares it. Keep the result: it remembers what it works out.
 * @throws RangeError naming the faulty zone, date or span
 */
export function compileCalendar(calendar: CalendarPlan): CompiledCalendar {
  const week = new Map<Weekday, DayPlan>();
  for (const weekday of WEEKDAYS) {
    const spans = parseSpans(calendar.hours[weekday] ?? []);
    week.set(weekday, { spans, reason: spans.length > 0 ? 'open' : 'weekend', name: null });
  }
  const mondaySpans = week.get('mon')?.spans ?? [];
  const special = new Map<number, DayPlan>();
  for (const { date, name } of calendar.holidays) {
    special.set(dayNumberOf(date), { spans: [], reason: 'holiday', name: name ?? null });
  }
  for (const { date, hours, name } of calendar.extraDays) {
    const spans = hours ? parseSpans(hours) : mondaySpans;
    special.set(dayNumberOf(date), { spans, reason: 'make-up day', name: name ?? null });
  }
  const yearly = new Set(calendar.yearlyHolidays.map(checkYearly));
  const yearlyPlan: DayPlan = { spans: [], reason: 'holiday', name: null };

  function plan(day: number): DayPlan {
    const known = special.get(day);
    if (known) return known;
    if (yearly.size > 0 && yearly.has(dateOf(day).slice(-5))) return yearlyPlan;
    return week.get(weekdayOf(day)) as DayPlan;
  }
  const plans = [...week.values(), ...special.values()];
  return {
    zone: zoneOf(calendar.timeZone), neverOpens: plans.every((each) => each.spans.length === 0), plan, remembered: new Map(),
  };
}

const wholeDay: Span[] = [['00:00', '24:00']];

/** Round the clock, every day of the year. */
export const ALWAYS_OPEN: BusinessCalendar = {
  timeZone: 'UTC',
  hours: { mon: wholeDay, tue: wholeDay, wed: wholeDay, thu: wholeDay, fri: wholeDay, sat: wholeDay, sun: wholeDay },
  holidays: [], yearlyHolidays: [], extraDays: [],
};

function parseSpans(spans: readonly Span[]): (readonly [number, number])[] {
  const parsed = spans.map(([from, to]): readonly [number, number] => {
    const start = secondsOfDay(from);
    const end = secondsOfDay(to);
    if (start === end || start === 86_400) throw new RangeError(`an empty span of hours: ${from}-${to}`);
    return [start, end > start ? end : end + 86_400];
  });
  return parsed.sort((a, b) => a[0] - b[0]);
}

function secondsOfDay(text: string): number {
  const match = /^(\d{2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  const seconds = match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0) : Number.NaN;
  if (!(seconds <= 86_400)) throw new RangeError(`not a time of day (HH:MM, up to 24:00): ${text}`);
  return seconds;
}

function checkYearly(date: string): string {
  // 2000 was a leap year, so 02-29 may be named too; it is closed in the years that have it.
  if (!/^\d{2}-\d{2}$/.test(date)) throw new RangeError(`not a yearly date (MM-DD): ${date}`);
  return dateOf(dayNumberOf(`2000-${date}`)).slice(-5);
}
