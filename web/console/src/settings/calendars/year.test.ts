import { expect, test } from 'vitest';
import type { Calendar } from '@aftercare/contract/org';
import { dayOf, laterDate, withDay, withStatutory, yearOf } from './year.ts';

const day: Calendar['hours']['mon'] = [['09:00', '18:00']];
const plan = { hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, holidays: [{ date: '2026-10-01', name: { zh: '国庆节', en: 'National Day' } }], yearlyHolidays: ['05-01'], extraDays: [{ date: '2026-10-10' }] };

test('a date is what is said of it, else what the week says', () => {
  expect(['2026-10-01', '2026-10-10', '2027-05-01', '2026-10-12', '2026-10-11'].map((date) => dayOf(plan, date).kind)).toEqual(['holiday', 'make-up', 'holiday', 'open', 'closed']);
  expect(dayOf(plan, '2026-10-01').name?.zh).toBe('国庆节');
});
test('a year has its days, and months begin under the right weekday', () => {
  const year = yearOf(plan, 2028);
  expect(year.flatMap((month) => month.days).length).toBe(366);
  expect(year.slice(0, 3).map((month) => month.before)).toEqual([5, 1, 2]);
});
test('a day can be said anew and unsaid', () => {
  const closed = withDay(plan, '2026-10-12', { kind: 'holiday', name: null, yearly: false });
  expect(dayOf(closed, '2026-10-12').kind).toBe('holiday');
  expect(dayOf(withDay(closed, '2026-10-12', { kind: 'usual' }), '2026-10-12').kind).toBe('open');
  const yearly = withDay(plan, '2026-12-25', { kind: 'holiday', name: null, yearly: true });
  expect(dayOf(yearly, '2031-12-25')).toMatchObject({ kind: 'holiday', yearly: true });
});
test('a day worked on a yearly holiday leaves the other years closed', () => {
  const worked = withDay(plan, '2026-05-01', { kind: 'make-up', name: null });
  expect([dayOf(worked, '2026-05-01').kind, dayOf(worked, '2027-05-01').kind]).toEqual(['make-up', 'holiday']);
});
test('announced days replace what was said of them and leave the rest', () => {
  const taken = withStatutory(plan, { holidays: [{ date: '2026-10-10' }], extraDays: [{ date: '2026-10-11', name: { zh: '国庆节', en: 'National Day' } }] });
  expect(['2026-10-01', '2026-10-10', '2026-10-11'].map((date) => dayOf(taken, date).kind)).toEqual(['holiday', 'holiday', 'make-up']);
});
test('days go on over the end of a month', () => expect([laterDate('2026-02-28', 1), laterDate('2026-01-01', -1)]).toEqual(['2026-03-01', '2025-12-31']));
