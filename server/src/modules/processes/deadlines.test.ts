import { describe, expect, it } from 'vitest';
import { chineseCalendar, compileCalendar } from '../../platform/time/index.ts';
import { instantOf, needsCalendar, parseWhen } from './deadlines.ts';

const china = compileCalendar(chineseCalendar());
const at = (text: string, from: string, calendar: typeof china | null = null) => instantOf(parseWhen(text), new Date(from), calendar).toISOString();

describe('times in diagrams', () => {
  it.each([
    ['PT4H', '2026-03-02T01:00:00.000Z', '2026-03-02T05:00:00.000Z'],
    ['P1DT30M', '2026-03-02T01:00:00.000Z', '2026-03-03T01:30:00.000Z'],
    ['P2W', '2026-03-02T01:00:00.000Z', '2026-03-16T01:00:00.000Z'],
    ['P1M', '2026-01-15T01:00:00.000Z', '2026-02-15T01:00:00.000Z'],
    ['PT0.5S', '2026-03-02T01:00:00.000Z', '2026-03-02T01:00:00.500Z'],
    ['2026-05-01T09:00:00+08:00', '2026-03-02T01:00:00.000Z', '2026-05-01T01:00:00.000Z'],
  ])('%s from %s', (text, from, expected) => expect(at(text, from)).toBe(expected));
  it.each([
    // Friday 27 February 2026 is worked, Saturday the 28th is a make-up day for the Spring Festival.
    ['seven working days over a weekend', 'P7WD', '2026-03-02T02:00:00.000Z', '2026-03-11T02:00:00.000Z'],
    ['over the National Day holidays', 'P1WD', '2026-09-30T02:00:00.000Z', '2026-10-08T02:00:00.000Z'],
    ['begun on a Saturday evening: the next opening after that many days', 'P1WD', '2026-03-07T14:00:00.000Z', '2026-03-11T01:00:00.000Z'],
    ['four working hours in the afternoon go on next morning', 'PT4WH', '2026-03-02T08:00:00.000Z', '2026-03-03T03:00:00.000Z'],
    ['days and hours', 'P1WDT2WH', '2026-03-02T02:00:00.000Z', '2026-03-03T04:00:00.000Z'],
  ])('working time: %s', (_name, text, from, expected) => expect(at(text, from, china)).toBe(expected));
  it.each(['', 'P', 'PT', '4h', 'P1.5D', 'PT4WHX', 'soon', 'null'])('refuses %j', (text) => expect(() => parseWhen(text)).toThrow(RangeError));
  it('knows when a calendar is needed, and says when there is none', () => {
    expect(['PT4H', 'P7WD', 'PT1WM', '2026-01-01'].map((t) => needsCalendar(parseWhen(t)))).toEqual([false, true, true, false]);
    expect(() => at('P1WD', '2026-03-02T02:00:00Z')).toThrow('calendar');
  });
});
