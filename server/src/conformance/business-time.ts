/** Scores the business calendar on cases in JSON: `{ cases: [{ id, op, calendar_tz, hours, start, …, expect… }] }`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compileCalendar, type CompiledCalendar } from '../platform/time/calendar.ts';
import { dateOf, SECONDS_PER_DAY, dayNumberOf } from '../platform/time/local-date.ts';
import { isOpen, lastOpen, nextClosing, nextOpening, openPeriodsAfter, openPeriodsBefore, type OpenPeriod } from '../platform/time/opening.ts';
import { addWorkingDays, workingDaysBetween } from '../platform/time/working-days.ts';
import { addWorking, workingBetween } from '../platform/time/working-time.ts';
import { zoneOf } from '../platform/time/zone.ts';

const Spans = z.array(z.tuple([z.string(), z.string()]));
const Dated = z.union([z.string().transform((date) => ({ date })), z.object({ date: z.string() })]);
const Case = z.object({
  id: z.string(), op: z.string(), calendar_tz: z.string(),
  hours: z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), Spans),
  holidays: z.array(Dated).default([]), yearly_holidays: z.array(z.string()).default([]),
  extra_days: z.array(z.union([z.string().transform((date) => ({ date })), z.object({ date: z.string(), hours: Spans.optional() })])).default([]),
  start: z.string(), end: z.string().optional(), start_tz: z.string().optional(), expect_tz: z.string().optional(),
  seconds: z.number().optional(), days: z.number().optional(), take: z.number().optional(),
});
type Case = z.infer<typeof Case>;

/**
 * One result per case of every file: `{ id, op, expected, got, ok }`, with `error` where a case cannot be calculated.
 * @param args paths of JSON files
 */
export async function* run(args: string[]): AsyncIterable<object> {
  for (const path of args) {
    const file = z.object({ cases: z.array(z.unknown()) }).parse(JSON.parse(readFileSync(path, 'utf8')));
    for (const raw of file.cases) yield score(raw);
  }
}

function score(raw: unknown): object {
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(raw));
  const expected = entries.find(([key]) => key.startsWith('expect') && key !== 'expect_tz')?.[1];
  const { id, op } = z.object({ id: z.unknown(), op: z.unknown() }).parse(raw);
  try {
    const got = calculate(Case.parse(raw));
    return { id, op, expected, got, ok: JSON.stringify(got) === JSON.stringify(expected) };
  } catch (error) {
    return { id, op, expected, got: null, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function calculate(test: Case): unknown {
  const calendar = compileCalendar({
    timeZone: test.calendar_tz, hours: test.hours, holidays: test.holidays,
    yearlyHolidays: test.yearly_holidays, extraDays: test.extra_days,
  });
  const at = (text: string): Date => instantIn(text, test.start_tz ?? test.calendar_tz);
  const show = (instant: Date | null): string | null => instant && wallTime(instant, test.expect_tz ?? test.calendar_tz);
  const showPeriod = (period: OpenPeriod): (string | null)[] => [show(period.from), show(period.to)];
  const operations: Record<string, (cal: CompiledCalendar) => unknown> = {
    add: (cal) => show(addWorking(cal, at(test.start), needed(test.seconds, 'seconds'))),
    between: (cal) => workingBetween(cal, at(test.start), at(needed(test.end, 'end'))),
    add_days: (cal) => addWorkingDays(cal, test.start.slice(0, 10), needed(test.days, 'days')),
    days_between: (cal) => workingDaysBetween(cal, test.start.slice(0, 10), needed(test.end, 'end').slice(0, 10)),
    is_open: (cal) => isOpen(cal, at(test.start)),
    advance_to_open: (cal) => show(nextOpening(cal, at(test.start))),
    return_to_open: (cal) => show(lastOpen(cal, at(test.start))),
    next_close: (cal) => show(nextClosing(cal, at(test.start))),
    open_periods_after: (cal) => openPeriodsAfter(cal, at(test.start)).take(needed(test.take, 'take')).map(showPeriod).toArray(),
    open_periods_before: (cal) => openPeriodsBefore(cal, at(test.start)).take(needed(test.take, 'take')).map(showPeriod).toArray(),
  };
  const operation = operations[test.op];
  if (!operation) throw new RangeError(`unknown op: ${test.op}; known: ${Object.keys(operations).join(', ')}`);
  return operation(calendar);
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new RangeError(`the case lacks "${name}"`);
  return value;
}

/** 'YYYY-MM-DD[ HH:MM[:SS]]' on the wall of a zone; with a Z or an offset behind it, that instant. */
function instantIn(text: string, timeZone: string): Date {
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10))) return new Date(text.replace(' ', 'T'));
  const [date = '', time = '00:00:00'] = text.split(/[ T]/);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const local = dayNumberOf(date) * SECONDS_PER_DAY + hours * 3600 + minutes * 60 + Math.floor(seconds);
  return new Date(zoneOf(timeZone).instantOf(local) * 1000);
}

/** 'YYYY-MM-DD HH:MM:SS' on the wall of a zone. */
function wallTime(instant: Date, timeZone: string): string {
  const seconds = instant.getTime() / 1000;
  const local = seconds + zoneOf(timeZone).offsetAt(seconds);
  const day = Math.floor(local / SECONDS_PER_DAY);
  return `${dateOf(day)} ${new Date((local - day * SECONDS_PER_DAY) * 1000).toISOString().slice(11, 19)}`;
}
