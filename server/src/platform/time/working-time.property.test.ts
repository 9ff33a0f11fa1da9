import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { explain } from './explain.ts';
import { isOpen, lastOpen, nextClosing, nextOpening, openPeriodsAfter, openPeriodsBefore } from './opening.ts';
import { anyCalendar, anyInstant, oracleBetween, oracleIntervals } from './testing-oracle.ts';
import { addWorking, workingBetween } from './working-time.ts';

const DAY = 86_400;
const plus = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);
const seconds = (at: Date): number => at.getTime() / 1000;
const upToDays = (days: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: days * DAY });

test('between agrees with the oracle', () => {
  fc.assert(fc.property(anyCalendar, anyInstant, upToDays(70), (calendar, a, length) => {
    const b = plus(a, length);
    expect(workingBetween(compileCalendar(calendar), a, b)).toBe(oracleBetween(calendar, seconds(a), seconds(b)));
  }), { numRuns: 150 });
});

test('open, next opening and next closing agree with the oracle', () => {
  fc.assert(fc.property(anyCalendar, anyInstant, (calendar, at) => {
    const compiled = compileCalendar(calendar);
    const now = seconds(at);
    const intervals = oracleIntervals(calendar, now, now + 30 * DAY);
    const next = intervals.find(([, end]) => end > now);
    expect(isOpen(compiled, at)).toBe(next !== undefined && next[0] <= now);
    if (!next || next[1] > now + 30 * DAY) return; // further than the oracle looked
    expect(seconds(nextOpening(compiled, at) as Date)).toBe(Math.max(next[0], now));
    expect(seconds(nextClosing(compiled, at) as Date)).toBe(next[1]);
  }), { numRuns: 150 });
});

test('open periods forwards and backwards are the intervals of the oracle', () => {
  fc.assert(fc.property(anyCalendar, anyInstant, (calendar, at) => {
    const compiled = compileCalendar(calendar);
    const from = seconds(at);
    const to = from + 40 * DAY;
    const expected = oracleIntervals(calendar, from, to).filter(([start, end]) => start > from && end < to);
    const inside = (period: { from: Date; to: Date }): boolean => seconds(period.from) > from && seconds(period.to) < to;
    const after = [...openPeriodsAfter(compiled, at).take(200)].filter(inside);
    const before = [...openPeriodsBefore(compiled, plus(at, 40 * DAY)).take(200)].filter(inside).reverse();
    const pairs = (periods: typeof after): number[][] => periods.map((each) => [seconds(each.from), seconds(each.to)]);
    expect(pairs(after)).toEqual(expected);
    expect(pairs(before)).toEqual(expected);
  }), { numRuns: 100 });
});

test('add is the inverse of between, both ways', () => {
  fc.assert(fc.property(anyCalendar, anyInstant, fc.integer({ min: 1, max: 60 * DAY }), (calendar, start, amount) => {
    const compiled = compileCalendar(calendar);
    const later = addWorking(compiled, start, amount);
    if (later) {
      expect(workingBetween(compiled, start, later)).toBe(amount);
      expect(lastOpen(compiled, later)).toEqual(later); // never a moment after closing
    }
    const earlier = addWorking(compiled, start, -amount);
    if (earlier) {
      expect(workingBetween(compiled, earlier, start)).toBe(amount);
      expect(isOpen(compiled, earlier)).toBe(true);
    }
    if (hasWeeklyHours(calendar)) expect([later, earlier]).not.toContain(null);
  }), { numRuns: 200 });
});

test('more working time never ends earlier; parts of a range add up', () => {
  fc.assert(fc.property(anyCalendar, anyInstant, upToDays(40), upToDays(40), (calendar, start, x, y) => {
    const compiled = compileCalendar(calendar);
    const middle = plus(start, x);
    const end = plus(middle, y);
    const whole = workingBetween(compiled, start, end);
    expect(workingBetween(compiled, start, middle) + workingBetween(compiled, middle, end)).toBe(whole);
    expect(workingBetween(compiled, end, start)).toBe(0);
    const [less, more] = [Math.min(x, y), Math.max(x, y)].map((amount) => addWorking(compiled, start, amount));
    if (less && more) expect(less.getTime()).toBeLessThanOrEqual(more.getTime());
  }), { numRuns: 200 });
});

test('the explanation adds up to the working time and names every day once', () => {
  fc.assert(fc.property(anyCalendar, anyInstant, upToDays(40), (calendar, a, length) => {
    const compiled = compileCalendar(calendar);
    const b = plus(a, length);
    // Samoa had no 30 December 2011: a date that never was is explained as if it had been (see the roadmap).
    fc.pre(calendar.timeZone !== 'Pacific/Apia' || b < new Date('2011-12-28') || a > new Date('2012-01-02'));
    const days = explain(compiled, a, b);
    expect(days.reduce((sum, day) => sum + day.seconds, 0)).toBe(workingBetween(compiled, a, b));
    for (const [i, day] of days.entries()) {
      expect(day.date <= day.until).toBe(true);
      if (i > 0) expect(Date.parse(day.date) - Date.parse((days[i - 1] as typeof day).until)).toBe(DAY * 1000);
      if (day.reason === 'holiday' || day.reason === 'weekend') expect(day.seconds).toBe(0);
    }
  }), { numRuns: 150 });
});

/** Whether the weekly plan has hours on any weekday, so that no amount is out of reach. */
function hasWeeklyHours(calendar: { hours: Partial<Record<string, readonly unknown[]>> }): boolean {
  return Object.values(calendar.hours).some((day) => (day?.length ?? 0) > 0);
}
