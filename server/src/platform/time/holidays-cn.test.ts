import { expect, test } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { explain, nameIn } from './explain.ts';
import { chineseCalendar, chineseYears, statutoryDays } from './holidays-cn.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';
import { workingBetween } from './working-time.ts';

const china = compileCalendar(chineseCalendar());
const shanghai = (text: string): Date => new Date(`${text}+08:00`);

test('knows the years 2020 to 2026, each with its festivals', () => {
  expect(chineseYears().map((year) => year.year)).toEqual(expect.arrayContaining([2020, 2021, 2022, 2023, 2024, 2025, 2026]));
  for (const year of chineseYears()) {
    const names = new Set(year.holidays.map((day) => day.name.zh));
    for (const name of ['元旦', '春节', '清明节', '劳动节', '端午节', '国庆节']) expect(names).toContain(name);
    expect(year.makeUpDays.length).toBeGreaterThan(4);
  }
});

test('National Day 2025: closed from 1 to 8 October, Sunday 28 September and Saturday 11 October are worked', () => {
  expect(isWorkingDay(china, '2025-10-08')).toBe(false);
  expect(isWorkingDay(china, '2025-10-09')).toBe(true);
  expect(isWorkingDay(china, '2025-09-28')).toBe(true);
  expect(isWorkingDay(china, '2025-10-11')).toBe(true);
  expect(addWorkingDays(china, '2025-09-30', 1)).toBe('2025-10-09');
  expect(workingBetween(china, shanghai('2025-09-30T17:00'), shanghai('2025-10-09T10:00'))).toBe(2 * 3600);
});

test('the explanation names what does not count and what does', () => {
  const days = explain(china, shanghai('2025-09-26T16:20'), shanghai('2025-10-09T10:00'));
  expect(days.map(({ date, until, seconds, reason, name }) => [date, until, seconds / 60, reason, name && nameIn(name, 'zh-CN')])).toEqual([
    ['2025-09-26', '2025-09-26', 100, 'open', null],
    ['2025-09-27', '2025-09-27', 0, 'weekend', null],
    ['2025-09-28', '2025-09-28', 540, 'make-up day', '国庆节'],
    ['2025-09-29', '2025-09-30', 1080, 'open', null],
    ['2025-10-01', '2025-10-05', 0, 'holiday', '国庆节'],
    ['2025-10-06', '2025-10-06', 0, 'holiday', '中秋节'],
    ['2025-10-07', '2025-10-08', 0, 'holiday', '国庆节'],
    ['2025-10-09', '2025-10-09', 60, 'open', null],
  ]);
  expect(nameIn({ zh: '国庆节', en: 'National Day' }, 'en-GB')).toBe('National Day');
});

test('hours of one\'s own, make-up days follow Monday', () => {
  const shop = compileCalendar(chineseCalendar({ hours: { mon: [['10:00', '12:00'], ['14:00', '20:00']] } }));
  expect(workingBetween(shop, shanghai('2025-09-28T00:00'), shanghai('2025-09-29T00:00'))).toBe(8 * 3600);
});

test('one year, to be taken into a calendar; a year nobody has announced is not invented', () => {
  expect(statutoryDays(2026)?.holidays[0]).toEqual({ date: '2026-01-01', name: { zh: '元旦', en: "New Year's Day" } });
  expect(statutoryDays(2026)?.extraDays.length).toBeGreaterThan(4);
  expect(statutoryDays(2099)).toBeNull();
});
