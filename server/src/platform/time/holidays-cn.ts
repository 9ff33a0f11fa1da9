import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BusinessCalendar, Span } from './calendar.ts';

const Day = z.object({ date: z.iso.date(), name: z.object({ zh: z.string(), en: z.string() }) });
const Year = z.object({ year: z.int(), source: z.string(), holidays: z.array(Day), makeUpDays: z.array(Day) });

/** Statutory holidays and make-up days (调休) of one year in China. */
export type ChineseYear = z.infer<typeof Year>;

const DATA = join(import.meta.dirname, 'data');
let years: ChineseYear[] | undefined;

/**
 * All years with a file `data/cn-YYYY.json`, earliest first, read once. The files may be edited by hand; a year is
 * added by putting its file there (`tools/holidays.mjs` writes them).
 * @throws z.ZodError when a file does not have the form
 */
export function chineseYears(): readonly ChineseYear[] {
  years ??= readdirSync(DATA).filter((name) => /^cn-\d{4}\.json$/.test(name)).sort()
    .map((name) => Year.parse(JSON.parse(readFileSync(join(DATA, name), 'utf8'))));
  return years;
}

/** Holidays and make-up days of one year in the form a calendar has them; null when the year is not known (yet). */
export function statutoryDays(year: number): Pick<BusinessCalendar, 'holidays' | 'extraDays'> | null {
  const found = chineseYears().find((each) => each.year === year);
  return found ? { holidays: found.holidays, extraDays: found.makeUpDays } : null;
}

const officeHours: Span[] = [['09:00', '18:00']];
const officeWeek: BusinessCalendar['hours'] = {
  mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours, sat: [], sun: [],
};

/**
 * A calendar of mainland China: all known statutory holidays are closed, make-up days are worked with Monday's hours.
 * @param options.hours the week, weekdays left out are closed; without it Monday to Friday 09:00–18:00
 */
export function chineseCalendar(options: { hours?: Partial<BusinessCalendar['hours']> } = {}): BusinessCalendar {
  return {
    timeZone: 'Asia/Shanghai',
    hours: options.hours ? { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...options.hours } : officeWeek,
    holidays: chineseYears().flatMap((year) => year.holidays),
    yearlyHolidays: [],
    extraDays: chineseYears().flatMap((year) => year.makeUpDays),
  };
}
