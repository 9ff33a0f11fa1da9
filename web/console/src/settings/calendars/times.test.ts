import { expect, test } from 'vitest';
import { alwaysOpen, minutesOf, pieces, readTime, spanFault, weekMinutes } from './times.ts';
import type { Span } from './times.ts';

test.each([['9', '09:00'], ['930', '09:30'], ['0930', '09:30'], ['9:30', '09:30'], ['18：05', '18:05'], ['24', '24:00'], ['2400', '24:00'], [' 7.45 ', '07:45']])('%j is read as %s', (text, time) => expect(readTime(text)).toBe(time));
test.each(['', '25', '24:01', '9:60', 'noon', '9:3', '-1'])('%j is no time of day', (text) => expect(readTime(text)).toBeNull());
test('a span over midnight ends on the next day', () => expect([minutesOf(['22:00', '06:00']), minutesOf(['09:00', '24:00'])]).toEqual([[1320, 1800], [540, 1440]]));
test('faults of a day', () => {
  expect(spanFault([['09:00', '12:00'], ['13:00', '18:00']])).toBeNull();
  expect(spanFault([['13:00', '18:00'], ['09:00', '13:30']])).toBe('overlap');
  expect(spanFault([['09:00', '09:00']])).toBe('empty');
  expect(spanFault([['22:00', '06:00'], ['23:00', '23:30']])).toBe('overlap');
});
const week = (day: Span[]) => ({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: [] as Span[], sun: [] as Span[] });
test('minutes of a week', () => expect(weekMinutes(week([['09:00', '12:00'], ['13:00', '18:00']]))).toBe(5 * 480));
test('what goes over midnight is drawn on both days', () => expect(pieces([['22:00', '06:00']], [['20:00', '02:00']])).toEqual([{ from: 0, to: 120, over: true }, { from: 1320, to: 1440, over: false }]));
test('round the clock is only that', () => {
  const day: Span[] = [['00:00', '24:00']];
  const hours = { ...week(day), sat: day, sun: day };
  expect(alwaysOpen({ hours, holidays: [], yearlyHolidays: [] })).toBe(true);
  expect(alwaysOpen({ hours, holidays: [{ date: '2026-01-01' }], yearlyHolidays: [] })).toBe(false);
  expect(alwaysOpen({ hours: week(day), holidays: [], yearlyHolidays: [] })).toBe(false);
});
