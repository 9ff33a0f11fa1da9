import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCalendar } from '../../platform/time/calendar.ts';
import { anyCalendar } from '../../platform/time/testing-oracle.ts';
import { addWorking, workingBetween } from '../../platform/time/working-time.ts';
import { replay, type Calendars, type LedgerEntry, type LedgerKind } from './ledger.ts';

const DAY = 86_400;
const BEGIN = Date.UTC(2025, 2, 20);
const after = (seconds: number): Date => new Date(BEGIN + seconds * 1000);
const kinds: LedgerKind[] = ['started', 'paused', 'resumed', 'retargeted', 'met', 'breached', 'cancelled', 'reopened'];
const target = fc.integer({ min: 1, max: 6 * DAY });
const moment = fc.integer({ min: 0, max: 40 * DAY });
const calendarId = fc.constantFrom('one', 'two');

const calendars: fc.Arbitrary<Calendars> = fc.tuple(anyCalendar, anyCalendar)
  .map(([one, two]) => new Map([['one', compileCalendar(one)], ['two', compileCalendar(two)]]));

const ledger: fc.Arbitrary<LedgerEntry[]> = fc.tuple(
  target, calendarId,
  fc.array(fc.record({ seconds: moment, kind: fc.constantFrom(...kinds.slice(1)), target: fc.option(target), calendar: fc.option(calendarId) }), { maxLength: 12 }),
).map(([targetSeconds, calendar, more]) => [
  { at: after(0), kind: 'started', reason: '', targetSeconds, calendarId: calendar },
  ...more.sort((a, b) => a.seconds - b.seconds)
    .map((each): LedgerEntry => ({ at: after(each.seconds), kind: each.kind, reason: '', targetSeconds: each.target, calendarId: each.calendar })),
]);

test('a reading is deterministic and untouched by what happens later', () => {
  fc.assert(fc.property(ledger, calendars, moment, (entries, all, seconds) => {
    const now = after(seconds);
    const reading = replay(entries, all, now);
    expect(replay(structuredClone(entries), all, now)).toEqual(reading);
    expect(replay(entries.filter((entry) => entry.at <= now), all, now)).toEqual(reading);
  }));
});

test('recording a breach changes nothing, nor does a pause of no length', () => {
  fc.assert(fc.property(ledger, calendars, moment, moment, (entries, all, seconds, when) => {
    const now = after(seconds);
    const reading = replay(entries, all, now);
    expect(replay(entries.filter((entry) => entry.kind !== 'breached'), all, now)).toEqual(reading);
    const state = replay(entries, all, after(when)).state;
    if (state !== 'running' && state !== 'breached') return;
    const index = entries.findLastIndex((entry) => entry.at <= after(when)) + 1;
    const pair: LedgerEntry[] = [{ at: after(when), kind: 'paused', reason: '' }, { at: after(when), kind: 'resumed', reason: '' }];
    expect(replay(entries.toSpliced(index, 0, ...pair), all, now)).toEqual(reading);
  }));
});

test('used and paused time together are the working time that went by, whatever was paused', () => {
  const pauses = fc.array(fc.integer({ min: 1, max: 3 * DAY }), { maxLength: 8 });
  fc.assert(fc.property(anyCalendar, pauses, moment, (calendar, gaps, seconds) => {
    const compiled = compileCalendar(calendar);
    let at = 0;
    const entries: LedgerEntry[] = [{ at: after(0), kind: 'started', reason: '', targetSeconds: DAY, calendarId: 'one' }];
    for (const [i, gap] of gaps.entries()) {
      at += gap;
      entries.push({ at: after(at), kind: i % 2 === 0 ? 'paused' : 'resumed', reason: '' });
    }
    const { usedSeconds, pausedSeconds } = replay(entries, new Map([['one', compiled]]), after(seconds));
    expect(usedSeconds + pausedSeconds).toBe(workingBetween(compiled, after(0), after(seconds)));
  }));
});

test('a pause moves the deadline later by exactly the working time it took', () => {
  fc.assert(fc.property(anyCalendar, target, moment, moment, (calendar, targetSeconds, x, y) => {
    const compiled = compileCalendar(calendar);
    const all = new Map([['one', compiled]]);
    const [from, to] = [after(Math.min(x, y)), after(Math.max(x, y))];
    const start: LedgerEntry = { at: after(0), kind: 'started', reason: '', targetSeconds, calendarId: 'one' };
    const plain = replay([start], all, from);
    fc.pre(plain.state === 'running' && plain.dueAt !== null);
    const paused = replay([start, { at: from, kind: 'paused', reason: '' }, { at: to, kind: 'resumed', reason: '' }], all, to);
    const length = workingBetween(compiled, from, to);
    expect(paused.pausedSeconds).toBe(length);
    expect(paused.dueAt).toEqual(length === 0 ? plain.dueAt : addWorking(compiled, plain.dueAt as Date, length));
  }));
});

test('the deadline is the first instant at which the clock is breached', () => {
  fc.assert(fc.property(ledger, calendars, moment, (entries, all, seconds) => {
    const now = after(seconds);
    const past = entries.filter((entry) => entry.at <= now);
    const { state, dueAt } = replay(past, all, now);
    if (state !== 'running' || !dueAt) return;
    expect(dueAt > now).toBe(true);
    expect(replay(past, all, dueAt)).toMatchObject({ state: 'breached', breachedAt: dueAt, dueAt, remainingSeconds: 0 });
    expect(replay(past, all, new Date(dueAt.getTime() - 1000)).state).toBe('running');
  }));
});
