/**
 * The ledger of one clock, and what it says at an instant. Nothing is kept but the entries: state, time used and the
 * deadline are worked out from them and the calendars, so that any reader at any time gets the same answer. All
 * seconds are working seconds of the calendar in force.
 */
import { addWorking, ALWAYS_OPEN, compileCalendar, type CompiledCalendar, workingBetween } from '../../platform/time/index.ts';

export type LedgerKind = 'started' | 'paused' | 'resumed' | 'retargeted' | 'met' | 'breached' | 'cancelled' | 'reopened';

/** One line of the ledger, in the order of happening; never changed afterwards. */
export interface LedgerEntry {
  readonly at: Date;
  readonly kind: LedgerKind;
  /** Why, as a key or in words; shown to people. */
  readonly reason: string;
  /** Working seconds promised: always on 'started', on 'retargeted' and 'reopened' only when it changes. */
  readonly targetSeconds?: number | null | undefined;
  /** Calendar that counts from here on; without one on 'started' the clock runs round the clock. */
  readonly calendarId?: string | null | undefined;
}

/** Compiled calendars by id. */
export type Calendars = ReadonlyMap<string, CompiledCalendar>;

/** 'breached' is a clock that still runs, past its deadline; a paused or met clock keeps its state beside `breachedAt`. */
export type ClockState = 'idle' | 'running' | 'paused' | 'breached' | 'met' | 'cancelled';

/** What the ledger says at an instant. */
export interface ClockReading {
  readonly state: ClockState;
  readonly targetSeconds: number | null;
  readonly calendarId: string | null;
  readonly usedSeconds: number;
  /** Target less used; below zero when overdue. */
  readonly remainingSeconds: number;
  /** When the target is (or was) used up; null while paused, after cancelling, and when the calendar never opens. */
  readonly dueAt: Date | null;
  /** Working seconds that pauses held back. */
  readonly pausedSeconds: number;
  /** Since when the promise in force is broken; null when it is not. */
  readonly breachedAt: Date | null;
}

/** A stretch during which the clock ran on one calendar. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
  readonly calendar: CompiledCalendar;
  /** Used before this stretch began. */
  readonly usedBefore: number;
}

/** A pause; `to` is null while it lasts. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
  readonly reason: string;
  readonly workingSeconds: number;
}

/** The ledger walked through up to an instant: what `replay` and `explainClock` read their answers from. */
export interface Walk {
  phase: Exclude<ClockState, 'breached'>;
  startedAt: Date | null;
  endedAt: Date | null;
  target: number;
  calendarId: string | null;
  calendar: CompiledCalendar;
  /** When the present phase, or the present calendar within it, began. */
  since: Date;
  used: number;
  paused: number;
  stretches: Stretch[];
  pauses: Pause[];
  pause: { from: Date; reason: string; workingSeconds: number } | null;
  /** A breach that a later change of the target did not lift, or that such a change brought about. */
  heldBreach: Date | null;
}

const roundTheClock = compileCalendar(ALWAYS_OPEN);

/**
 * Reads a clock at an instant. Entries after `now` are not looked at, so a reading of the past never changes. Entries
 * that do not fit the state (a pause of a paused clock) and 'breached', which only records what the arithmetic says
 * anyway, change nothing.
 * @throws RangeError when a target is missing or not a positive whole number, or a calendar is not in `calendars`
 */
export function replay(entries: readonly LedgerEntry[], calendars: Calendars, now: Date): ClockReading {
  const walk = walkLedger(entries, calendars, now);
  const { phase } = walk;
  const idle = phase === 'idle';
  const reached = reachedAt(walk);
  const breachedAt = walk.heldBreach ?? reached;
  return {
    state: phase === 'running' && breachedAt ? 'breached' : phase,
    targetSeconds: idle ? null : walk.target,
    calendarId: walk.calendarId,
    usedSeconds: walk.used,
    remainingSeconds: idle ? 0 : walk.target - walk.used,
    dueAt: phase === 'cancelled' ? null : (reached ?? projectedDue(walk)),
    pausedSeconds: walk.paused,
    breachedAt,
  };
}

/** Walks the entries up to and including `now`. */
export function walkLedger(entries: readonly LedgerEntry[], calendars: Calendars, now: Date): Walk {
  const walk: Walk = {
    phase: 'idle', startedAt: null, endedAt: null, target: 0, calendarId: null, calendar: roundTheClock, since: now,
    used: 0, paused: 0, stretches: [], pauses: [], pause: null, heldBreach: null,
  };
  for (const entry of inOrder(entries, now)) STEPS[entry.kind](walk, entry, calendars);
  const { pause } = walk;
  if (walk.phase !== 'idle') settle(walk, now);
  if (pause) walk.pauses.push({ from: pause.from, to: null, reason: pause.reason, workingSeconds: pause.workingSeconds });
  return walk;
}

/** The entries up to and including `now`, by time; those of one instant stay as they were written. */
export function inOrder(entries: readonly LedgerEntry[], now: Date): LedgerEntry[] {
  return entries.filter((entry) => entry.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
}

type Step = (walk: Walk, entry: LedgerEntry, calendars: Calendars) => void;

const STEPS: Record<LedgerKind, Step> = {
  started(walk, entry, calendars) {
    if (entry.targetSeconds == null) throw new RangeError('a clock cannot start without a target');
    Object.assign(walk, {
      phase: 'running', startedAt: entry.at, endedAt: null, calendarId: null, calendar: roundTheClock, since: entry.at,
      used: 0, paused: 0, stretches: [], pauses: [], pause: null, heldBreach: null,
    } satisfies Partial<Walk>);
    adopt(walk, entry, calendars);
  },
  paused(walk, entry) {
    if (walk.phase !== 'running') return;
    settle(walk, entry.at);
    walk.phase = 'paused';
    walk.pause = { from: entry.at, reason: entry.reason, workingSeconds: 0 };
  },
  resumed(walk, entry) {
    if (walk.phase !== 'paused') return;
    endPause(walk, entry.at);
    walk.phase = 'running';
  },
  retargeted(walk, entry, calendars) {
    if (walk.phase !== 'running' && walk.phase !== 'paused') return;
    settle(walk, entry.at);
    changeTarget(walk, entry, calendars);
  },
  met: (walk, entry) => end(walk, entry, 'met'),
  cancelled: (walk, entry) => end(walk, entry, 'cancelled'),
  reopened(walk, entry, calendars) {
    if (walk.phase !== 'met' && walk.phase !== 'cancelled') return;
    walk.phase = 'running';
    walk.endedAt = null;
    walk.since = entry.at;
    changeTarget(walk, entry, calendars);
  },
  breached() {},
};

function end(walk: Walk, entry: LedgerEntry, phase: 'met' | 'cancelled'): void {
  if (walk.phase === 'paused') endPause(walk, entry.at);
  else if (walk.phase === 'running') settle(walk, entry.at);
  else return;
  walk.phase = phase;
  walk.endedAt = entry.at;
}

function endPause(walk: Walk, at: Date): void {
  settle(walk, at);
  if (walk.pause) walk.pauses.push({ ...walk.pause, to: at });
  walk.pause = null;
}

/** Books the time since the last entry to whatever the clock was doing. */
function settle(walk: Walk, at: Date): void {
  if (walk.phase !== 'running' && walk.phase !== 'paused') return;
  const seconds = workingBetween(walk.calendar, walk.since, at);
  if (walk.phase === 'running') {
    walk.stretches.push({ from: walk.since, to: at, calendar: walk.calendar, usedBefore: walk.used });
    walk.used += seconds;
  } else {
    walk.paused += seconds;
    if (walk.pause) walk.pause.workingSeconds += seconds;
  }
  walk.since = at;
}

function changeTarget(walk: Walk, entry: LedgerEntry, calendars: Calendars): void {
  const before = walk.heldBreach ?? reachedAt(walk);
  adopt(walk, entry, calendars);
  // A shorter target breaks the promise now, not back when nobody had made it; a longer one heals it.
  walk.heldBreach = reachedAt(walk) ? (before ?? entry.at) : null;
}

function adopt(walk: Walk, entry: LedgerEntry, calendars: Calendars): void {
  if (entry.targetSeconds != null) {
    if (!Number.isInteger(entry.targetSeconds) || entry.targetSeconds <= 0) {
      throw new RangeError(`a target must be whole seconds above zero: ${entry.targetSeconds}`);
    }
    walk.target = entry.targetSeconds;
  }
  if (entry.calendarId != null) {
    const calendar = calendars.get(entry.calendarId);
    if (!calendar) throw new RangeError(`unknown calendar: ${entry.calendarId}`);
    walk.calendar = calendar;
    walk.calendarId = entry.calendarId;
  }
}

/** When the time used so far came up to the target in force; null when it has not. */
function reachedAt(walk: Walk): Date | null {
  if (walk.phase === 'idle' || walk.used < walk.target) return null;
  const last = walk.stretches.findLast((stretch) => stretch.usedBefore < walk.target);
  return last ? addWorking(last.calendar, last.from, walk.target - last.usedBefore) : null;
}

/** When the target will be used up if nothing else happens; for a met clock, when it would have been. */
function projectedDue(walk: Walk): Date | null {
  if (walk.phase !== 'running' && walk.phase !== 'met') return null;
  return addWorking(walk.calendar, walk.endedAt ?? walk.since, walk.target - walk.used);
}
