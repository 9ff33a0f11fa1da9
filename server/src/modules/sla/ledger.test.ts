import { describe, expect, test } from 'vitest';
import { compileCalendar, type CalendarPlan } from '../../platform/time/calendar.ts';
import { chineseCalendar } from '../../platform/time/holidays-cn.ts';
import { explainClock } from './explain-clock.ts';
import { replay, type ClockReading, type LedgerEntry, type LedgerKind } from './ledger.ts';

const HOUR = 3600;
const day: [string, string][] = [['09:00', '17:00']];
const office: CalendarPlan = {
  timeZone: 'UTC', hours: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [], yearlyHolidays: [], extraDays: [],
};
const calendars = new Map([
  ['office', compileCalendar(office)],
  ['never', compileCalendar({ ...office, hours: {} })],
  ['china', compileCalendar(chineseCalendar())],
]);
const at = (text: string): Date => new Date(`2025-06-${text}Z`); // 2025-06-09 is a Monday
const entry = (when: string, kind: LedgerKind, more: Partial<LedgerEntry> = {}): LedgerEntry => ({ at: at(when), kind, reason: kind, ...more });
const started = entry('09T09:00', 'started', { targetSeconds: 8 * HOUR, calendarId: 'office' });
const read = (now: string, ...entries: LedgerEntry[]): ClockReading => replay(entries, calendars, at(now));

describe('states', () => {
  test('an empty ledger is idle', () => {
    expect(read('09T09:00')).toMatchObject({ state: 'idle', usedSeconds: 0, dueAt: null, targetSeconds: null, breachedAt: null });
  });

  test('runs, then is breached from the deadline on', () => {
    expect(read('09T12:00', started)).toMatchObject({ state: 'running', usedSeconds: 3 * HOUR, remainingSeconds: 5 * HOUR, dueAt: at('09T17:00'), breachedAt: null });
    expect(read('09T16:59:59', started).state).toBe('running');
    expect(read('09T17:00', started)).toMatchObject({ state: 'breached', breachedAt: at('09T17:00'), remainingSeconds: 0 });
    expect(read('10T11:00', started)).toMatchObject({ state: 'breached', dueAt: at('09T17:00'), remainingSeconds: -2 * HOUR });
  });

  test('a pause takes the deadline away and gives it back later by the working time it took', () => {
    const paused = entry('09T11:00', 'paused', { reason: 'waiting for customer' });
    expect(read('10T10:00', started, paused)).toMatchObject({ state: 'paused', usedSeconds: 2 * HOUR, dueAt: null, pausedSeconds: 7 * HOUR });
    expect(read('10T12:00', started, paused, entry('10T10:00', 'resumed'))).toMatchObject({ state: 'running', usedSeconds: 4 * HOUR, dueAt: at('10T16:00'), pausedSeconds: 7 * HOUR });
  });

  test('a second pause and a resume that nobody waits for change nothing', () => {
    const once = [started, entry('09T11:00', 'paused'), entry('10T10:00', 'resumed')];
    const twice = [...once.slice(0, 2), entry('09T12:00', 'paused'), ...once.slice(2), entry('10T11:00', 'resumed')];
    expect(read('10T12:00', ...twice)).toEqual(read('10T12:00', ...once));
  });

  test('met in time keeps the deadline it had; met late keeps the breach', () => {
    expect(read('20T12:00', started, entry('09T12:00', 'met'))).toMatchObject({ state: 'met', usedSeconds: 3 * HOUR, dueAt: at('09T17:00'), breachedAt: null });
    expect(read('20T12:00', started, entry('10T10:00', 'met'))).toMatchObject({ state: 'met', usedSeconds: 9 * HOUR, breachedAt: at('09T17:00') });
  });

  test('reopened goes on where it stopped; the time in between does not count', () => {
    const entries = [started, entry('09T12:00', 'met'), entry('11T09:00', 'reopened')];
    expect(read('11T10:00', ...entries)).toMatchObject({ state: 'running', usedSeconds: 4 * HOUR, dueAt: at('11T14:00'), pausedSeconds: 0 });
    expect(read('11T10:00', ...entries.with(2, entry('11T09:00', 'reopened', { targetSeconds: 4 * HOUR })))).toMatchObject({ state: 'breached', dueAt: at('11T10:00') });
  });

  test('cancelled has no deadline', () => {
    expect(read('20T12:00', started, entry('09T12:00', 'cancelled'))).toMatchObject({ state: 'cancelled', dueAt: null, usedSeconds: 3 * HOUR });
  });

  test('started again starts from nothing', () => {
    const again = entry('10T09:00', 'started', { targetSeconds: HOUR, calendarId: 'office' });
    expect(read('10T09:30', started, entry('09T11:00', 'paused'), again)).toMatchObject({ usedSeconds: HOUR / 2, pausedSeconds: 0, dueAt: at('10T10:00') });
  });

  test('without a calendar it runs round the clock; on one that never opens it has no deadline', () => {
    expect(read('09T12:00', entry('08T09:00', 'started', { targetSeconds: 48 * HOUR })).dueAt).toEqual(at('10T09:00'));
    expect(read('09T12:00', entry('08T09:00', 'started', { targetSeconds: 1, calendarId: 'never' }))).toMatchObject({ state: 'running', dueAt: null });
  });
});

describe('a changed target', () => {
  test('shorter than what is used: broken since the change, due when it would have been', () => {
    const shorter = entry('09T14:00', 'retargeted', { targetSeconds: 2 * HOUR });
    expect(read('09T15:00', started, shorter)).toMatchObject({ state: 'breached', dueAt: at('09T11:00'), breachedAt: at('09T14:00') });
  });

  test('shorter still: broken since the first time', () => {
    const entries = [started, entry('10T10:00', 'retargeted', { targetSeconds: 2 * HOUR })];
    expect(read('10T12:00', ...entries)).toMatchObject({ dueAt: at('09T11:00'), breachedAt: at('09T17:00') });
  });

  test('longer heals a breach', () => {
    const longer = entry('10T10:00', 'retargeted', { targetSeconds: 16 * HOUR });
    expect(read('10T11:00', started, entry('09T17:00', 'breached'), longer)).toMatchObject({ state: 'running', breachedAt: null, dueAt: at('10T17:00') });
  });

  test('another calendar keeps what is used and counts the rest anew, also when changed during a pause', () => {
    const always = new Map([...calendars, ['always', compileCalendar({ ...office, hours: { mon: [['00:00', '24:00']], tue: [['00:00', '24:00']] } })]]);
    const change = entry('09T16:00', 'retargeted', { calendarId: 'always' });
    expect(replay([started, change], always, at('09T16:30'))).toMatchObject({ usedSeconds: 7.5 * HOUR, dueAt: at('09T17:00') });
    const duringPause = [started, entry('09T15:00', 'paused'), change, entry('09T20:00', 'resumed')];
    expect(replay(duringPause, always, at('09T21:00'))).toMatchObject({ usedSeconds: 7 * HOUR, pausedSeconds: 5 * HOUR, dueAt: at('09T22:00') });
  });
});

test.each([
  ['no target', entry('09T09:00', 'started', { calendarId: 'office' })],
  ['a target of nothing', entry('09T09:00', 'started', { targetSeconds: 0 })],
  ['a calendar nobody knows', entry('09T09:00', 'started', { targetSeconds: 60, calendarId: 'gone' })],
])('refuses %s', (_name, bad) => {
  expect(() => read('09T10:00', bad)).toThrow(RangeError);
});

test('the explanation names pauses, holidays that do not count and make-up days that do', () => {
  const shanghai = (text: string): Date => new Date(`2025-${text}+08:00`);
  const entries: LedgerEntry[] = [
    { at: shanghai('09-26T17:00'), kind: 'started', reason: 'ticket opened', targetSeconds: 24 * HOUR, calendarId: 'china' },
    { at: shanghai('09-29T10:00'), kind: 'paused', reason: 'waiting for customer' },
    { at: shanghai('09-29T14:00'), kind: 'resumed', reason: 'customer answered' },
    { at: shanghai('09-30T09:00'), kind: 'retargeted', reason: 'priority high', targetSeconds: 25 * HOUR },
  ];
  const facts = explainClock(entries, calendars, shanghai('09-30T10:00'));
  expect(facts).toMatchObject({ state: 'running', usedSeconds: 16 * HOUR, targetSeconds: 25 * HOUR, dueAt: shanghai('10-09T10:00') });
  expect(facts.pauses).toEqual([{ from: entries[1]?.at, to: entries[2]?.at, reason: 'waiting for customer', workingSeconds: 4 * HOUR }]);
  expect(facts.steps.map((step) => [step.kind, step.reason, step.usedSeconds / HOUR, (step.targetSeconds ?? 0) / HOUR])).toEqual([
    ['started', 'ticket opened', 0, 24], ['paused', 'waiting for customer', 11, 24], ['resumed', 'customer answered', 11, 24], ['retargeted', 'priority high', 15, 25],
  ]);
  expect(facts.days.map((each) => [each.date, each.until, each.reason, each.seconds / HOUR, each.name?.zh])).toEqual([
    ['2025-09-27', '2025-09-27', 'weekend', 0, undefined],
    ['2025-09-28', '2025-09-28', 'make-up day', 9, '国庆节'],
    ['2025-10-01', '2025-10-05', 'holiday', 0, '国庆节'],
    ['2025-10-06', '2025-10-06', 'holiday', 0, '中秋节'],
    ['2025-10-07', '2025-10-08', 'holiday', 0, '国庆节'],
  ]);
});

test('a pause inside a holiday does not make two of it', () => {
  const shanghai = (text: string): Date => new Date(`2025-${text}+08:00`);
  const entries: LedgerEntry[] = [
    { at: shanghai('09-30T17:00'), kind: 'started', reason: 'ticket opened', targetSeconds: 2 * HOUR, calendarId: 'china' },
    { at: shanghai('10-03T12:00'), kind: 'paused', reason: 'waiting for customer' },
    { at: shanghai('10-03T13:00'), kind: 'resumed', reason: 'customer answered' },
  ];
  const facts = explainClock(entries, calendars, shanghai('10-04T10:00'));
  expect(facts.days.map((each) => each.date)).toEqual(['2025-10-01', '2025-10-06', '2025-10-07']);
  expect(facts.pauses[0]?.workingSeconds).toBe(0);
});
