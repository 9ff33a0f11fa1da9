/**
 * Working-time arithmetic. It counts whole seconds: an instant stands for the second it lies in, so that parts of a
 * range always add up to the whole. No function loops for ever; where nothing opens within about fifty years the
 * answer is null.
 */
import type { CompiledCalendar } from './calendar.ts';
import { blockIndex, blockOf, HORIZON_BLOCKS, lowerBound, openBefore } from './open-time.ts';

/** Working seconds from `a` up to `b`; a reversed range is 0. */
export function workingBetween(calendar: CompiledCalendar, a: Date, b: Date): number {
  const from = epochSeconds(a);
  const to = epochSeconds(b);
  if (to <= from || calendar.neverOpens) return 0;
  const first = blockIndex(from);
  const last = blockIndex(to);
  let seconds = -openBefore(blockOf(calendar, first), from);
  for (let index = first; index < last; index++) seconds += total(calendar, index);
  return seconds + openBefore(blockOf(calendar, last), to);
}

/**
 * The instant at which `seconds` of working time after `start` are used up (before it, when negative). An amount that
 * ends with the day gives the closing time, not the next opening; 0 gives `start` itself.
 * @param seconds whole working seconds
 * @returns null when the calendar does not have that much within the horizon
 */
export function addWorking(calendar: CompiledCalendar, start: Date, seconds: number): Date | null {
  if (!Number.isInteger(seconds)) throw new RangeError(`working seconds must be whole: ${seconds}`);
  if (seconds === 0) return new Date(start);
  if (calendar.neverOpens) return null;
  return seconds > 0 ? addForward(calendar, epochSeconds(start), seconds) : addBackward(calendar, epochSeconds(start), -seconds);
}

function addForward(calendar: CompiledCalendar, start: number, seconds: number): Date | null {
  const first = blockIndex(start);
  // Measured from the block's beginning, the rest is a search in prefix sums.
  let wanted = seconds + openBefore(blockOf(calendar, first), start);
  for (let index = first; index < first + HORIZON_BLOCKS; index++) {
    const block = blockOf(calendar, index);
    const blockTotal = total(calendar, index);
    if (wanted <= blockTotal) {
      const interval = lowerBound(block.sums, (sum) => sum >= wanted) - 1;
      return toDate((block.starts[interval] as number) + wanted - (block.sums[interval] as number));
    }
    wanted -= blockTotal;
  }
  return null;
}

function addBackward(calendar: CompiledCalendar, start: number, seconds: number): Date | null {
  const first = blockIndex(start);
  // What must lie before the answer within its block; below zero the answer is in an earlier block.
  let remaining = openBefore(blockOf(calendar, first), start) - seconds;
  for (let index = first; index > first - HORIZON_BLOCKS; index--) {
    if (remaining >= 0) {
      const block = blockOf(calendar, index);
      const interval = lowerBound(block.sums, (sum) => sum > remaining) - 1;
      return toDate((block.starts[interval] as number) + remaining - (block.sums[interval] as number));
    }
    remaining += total(calendar, index - 1);
  }
  return null;
}

function total(calendar: CompiledCalendar, index: number): number {
  const { sums } = blockOf(calendar, index);
  return sums[sums.length - 1] as number;
}

/** Whole epoch seconds of a date. @throws RangeError for an invalid date */
export function epochSeconds(date: Date): number {
  const seconds = Math.floor(date.getTime() / 1000);
  if (Number.isNaN(seconds)) throw new RangeError('not an instant: invalid date');
  return seconds;
}

/** The date of whole epoch seconds. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}

