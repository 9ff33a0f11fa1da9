import { expect, test } from 'vitest';
import { ALWAYS_OPEN, compileCalendar } from '../../platform/time/index.ts';
import { endOfWorkingDay } from './promise.ts';

const office = { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']], fri: [['09:00', '17:30']], sat: [], sun: [] } as const;
const calendar = compileCalendar({ ...ALWAYS_OPEN, timeZone: 'Asia/Shanghai', hours: JSON.parse(JSON.stringify(office)) as typeof ALWAYS_OPEN.hours });

test('seven working days from a Monday end on the Wednesday of the week after, at closing time', () => {
  expect(endOfWorkingDay(calendar, new Date('2026-03-02T02:00:00Z'), 7).toISOString()).toBe('2026-03-11T10:00:00.000Z');
});
test('the closing time is that of the day it ends on, and late evening counts as the local day', () => {
  expect(endOfWorkingDay(calendar, new Date('2026-03-03T15:59:00Z'), 3).toISOString()).toBe('2026-03-06T09:30:00.000Z');
  expect(endOfWorkingDay(calendar, new Date('2026-03-03T16:01:00Z'), 3).toISOString()).toBe('2026-03-09T10:00:00.000Z');
});
