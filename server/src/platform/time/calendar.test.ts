import { describe, expect, test } from 'vitest';
import { ALWAYS_OPEN, compileCalendar, type CalendarPlan } from './calendar.ts';
import { isOpen, lastOpen, nextClosing, nextOpening, openPeriodsAfter } from './opening.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';
import { addWorking, workingBetween } from './working-time.ts';
import { processorMs } from '../testing/processor-time.ts';

const NONE: CalendarPlan = { timeZone: 'UTC', hours: {}, holidays: [], yearlyHolidays: [], extraDays: [] };
const OFFICE: CalendarPlan = {
  ...NONE, hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']], thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] },
};
const HOUR = 3600;
const at = (text: string): Date => new Date(text);

describe('spans', () => {
  const nights = compileCalendar({ ...NONE, hours: { fri: [['22:00', '06:00']] }, holidays: [{ date: '2025-06-07' }] });

  test('a night shift belongs to the day it starts: the holiday on Saturday does not end it', () => {
    expect(workingBetween(nights, at('2025-06-06T00:00Z'), at('2025-06-09T00:00Z'))).toBe(8 * HOUR);
    expect(isOpen(nights, at('2025-06-07T05:59:59Z'))).toBe(true);
    expect(isOpen(nights, at('2025-06-07T06:00:00Z'))).toBe(false);
  });

  test('a holiday on the day it starts takes all of it', () => {
    const closed = compileCalendar({ ...NONE, hours: { fri: [['22:00', '06:00']] }, holidays: [{ date: '2025-06-06' }] });
    expect(workingBetween(closed, at('2025-06-06T00:00Z'), at('2025-06-09T00:00Z'))).toBe(0);
  });

  test('overlapping spans count once, also across midnight', () => {
    const both = compileCalendar({ ...NONE, hours: { mon: [['08:00', '12:00'], ['10:00', '14:00'], ['20:00', '09:00']], tue: [['08:00', '10:00']] } });
    expect(workingBetween(both, at('2025-06-09T00:00Z'), at('2025-06-11T00:00Z'))).toBe((6 + 4 + 10) * HOUR);
  });

  test('round the clock is one period that never closes', () => {
    const always = compileCalendar(ALWAYS_OPEN);
    expect(nextClosing(always, at('2025-06-09T00:00Z'))).toBeNull();
    expect(addWorking(always, at('2025-06-09T00:00Z'), 40 * 86_400)).toEqual(at('2025-07-19T00:00Z'));
    expect([...openPeriodsAfter(always, at('2025-06-09T00:00Z'))]).toEqual([]);
  });
});

describe('daylight saving time', () => {
  const berlin = compileCalendar({ ...NONE, timeZone: 'Europe/Berlin', hours: { sun: [['00:00', '24:00']] } });

  test('the short Sunday has 23 hours, the long one 25', () => {
    expect(workingBetween(berlin, at('2025-03-29T00:00Z'), at('2025-03-31T12:00Z'))).toBe(23 * HOUR);
    expect(workingBetween(berlin, at('2025-10-25T00:00Z'), at('2025-10-27T12:00Z'))).toBe(25 * HOUR);
  });

  test('a span that the change swallows is left out', () => {
    const gone = compileCalendar({ ...NONE, timeZone: 'Europe/Berlin', hours: { sun: [['02:15', '03:00']] } });
    expect(nextOpening(gone, at('2025-03-29T12:00Z'))).toEqual(at('2025-04-06T00:15Z'));
  });
});

describe('calendars that never open', () => {
  test.each([
    ['no hours at all', NONE],
    ['only days long ago', { ...NONE, extraDays: [{ date: '1990-01-01', hours: [['09:00', '10:00']] }] } as CalendarPlan],
  ])('%s: null, and soon', (_name, calendar) => {
    const compiled = compileCalendar(calendar);
    const started = processorMs();
    expect(addWorking(compiled, at('2025-06-09T00:00Z'), 60)).toBeNull();
    expect(nextOpening(compiled, at('2025-06-09T00:00Z'))).toBeNull();
    expect(addWorkingDays(compiled, '2025-06-09', 1)).toBeNull();
    expect(workingBetween(compiled, at('2020-01-01T00:00Z'), at('2025-06-09T00:00Z'))).toBe(0);
    expect(processorMs() - started).toBeLessThan(2_000);
  });
});

describe('working days', () => {
  const office = compileCalendar({ ...OFFICE, yearlyHolidays: ['05-01'], extraDays: [{ date: '2025-04-27', name: { zh: '调休', en: 'make-up' } }] });

  test('skips holidays, works make-up days with the hours of Monday', () => {
    expect(isWorkingDay(office, '2025-05-01')).toBe(false);
    expect(workingBetween(office, at('2025-04-27T00:00Z'), at('2025-04-28T00:00Z'))).toBe(8 * HOUR);
    expect(addWorkingDays(office, '2025-04-30', 1)).toBe('2025-05-02');
    expect(addWorkingDays(office, '2025-04-28', -1)).toBe('2025-04-27');
    expect(workingDaysBetween(office, '2025-04-25', '2025-05-02')).toBe(5);
  });

  test('a day that is not worked counts as the next one in the direction', () => {
    expect(addWorkingDays(office, '2025-06-07', 1)).toBe('2025-06-10');
    expect(addWorkingDays(office, '2025-06-07', -1)).toBe('2025-06-05');
    expect(addWorkingDays(office, '2025-06-07', 0)).toBe('2025-06-07');
  });
});

describe('edges of a day', () => {
  const office = compileCalendar(OFFICE);

  test('an amount that ends with the day ends at closing time, backwards at opening time', () => {
    expect(addWorking(office, at('2025-06-09T08:00Z'), 8 * HOUR)).toEqual(at('2025-06-09T17:00Z'));
    expect(addWorking(office, at('2025-06-09T18:00Z'), -8 * HOUR)).toEqual(at('2025-06-09T09:00Z'));
  });

  test('opening is open, closing is closed', () => {
    expect(isOpen(office, at('2025-06-09T09:00Z'))).toBe(true);
    expect(isOpen(office, at('2025-06-09T17:00Z'))).toBe(false);
    expect(lastOpen(office, at('2025-06-09T17:00Z'))).toEqual(at('2025-06-09T17:00Z'));
    expect(lastOpen(office, at('2025-06-09T09:00Z'))).toEqual(at('2025-06-06T17:00Z'));
  });
});

test.each([
  ['a zone nobody knows', { ...OFFICE, timeZone: 'Mars/Olympus' }, /time zone/],
  ['an hour past 24', { ...NONE, hours: { mon: [['09:00', '25:00']] } }, /time of day/],
  ['an empty span', { ...NONE, hours: { mon: [['09:00', '09:00']] } }, /empty span/],
  ['a date that does not exist', { ...NONE, holidays: [{ date: '2025-02-29' }] }, /2025-02-29/],
  ['a yearly date that does not exist', { ...NONE, yearlyHolidays: ['13-01'] }, /13-01/],
] as [string, CalendarPlan, RegExp][])('refuses %s', (_name, calendar, message) => {
  expect(() => compileCalendar(calendar)).toThrow(message);
});

test('29 February as a yearly holiday closes leap years only', () => {
  const leap = compileCalendar({ ...OFFICE, yearlyHolidays: ['02-29'] });
  expect(isWorkingDay(leap, '2024-02-29')).toBe(false);
  expect(isWorkingDay(leap, '2024-02-28')).toBe(true);
});
