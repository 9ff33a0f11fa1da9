import { SECONDS_PER_DAY } from './local-date.ts';

/** Offsets of one time zone, remembered per day. All times are whole seconds. */
export interface Zone {
  readonly id: string;
  /** Seconds east of UTC at an instant (epoch seconds). */
  offsetAt(instant: number): number;
  /**
   * The instant at which clocks there show a local time (seconds since 1970-01-01 00:00 on the wall).
   * A time that daylight saving skips moves forward by the gap; of a time that happens twice the first is meant.
   */
  instantOf(local: number): number;
}

/** Days kept per zone before the memory is dropped and built anew: about 27 years. */
const MAX_REMEMBERED_DAYS = 10_000;

const zones = new Map<string, Zone>();

/**
 * The zone of an IANA name; one shared object per name.
 * @throws RangeError when the name is unknown
 */
export function zoneOf(id: string): Zone {
  let zone = zones.get(id);
  if (!zone) {
    zone = id === 'UTC' ? { id, offsetAt: () => 0, instantOf: (local) => local } : createZone(id);
    zones.set(id, zone);
  }
  return zone;
}

interface DayOffsets {
  readonly before: number;
  readonly after: number;
  /** First instant of `after`. */
  readonly change: number;
}

function createZone(id: string): Zone {
  const readOffset = offsetReader(id);
  const days = new Map<number, DayOffsets>();

  function offsetsOfDay(day: number): DayOffsets {
    let known = days.get(day);
    if (!known) {
      if (days.size >= MAX_REMEMBERED_DAYS) days.clear();
      const from = day * SECONDS_PER_DAY;
      const before = readOffset(from);
      const after = readOffset(from + SECONDS_PER_DAY);
      const change = before === after ? Number.POSITIVE_INFINITY : findChange(readOffset, from, before);
      known = { before, after, change };
      days.set(day, known);
    }
    return known;
  }

  function offsetAt(instant: number): number {
    const day = offsetsOfDay(Math.floor(instant / SECONDS_PER_DAY));
    return instant < day.change ? day.before : day.after;
  }

  function instantOf(local: number): number {
    const before = offsetAt(local - SECONDS_PER_DAY);
    const after = offsetAt(local + SECONDS_PER_DAY);
    const first = local - before;
    if (before === after || offsetAt(first) === before) return first;
    const second = local - after;
    // In the gap neither reading is right; the offset before the change moves the time forward by the gap.
    return offsetAt(second) === after ? second : first;
  }

  return { id, offsetAt, instantOf };
}

/** The first instant of the day that starts at `from` whose offset is no longer `before`. */
function findChange(readOffset: (instant: number) => number, from: number, before: number): number {
  let low = from;
  let high = from + SECONDS_PER_DAY;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offsetReader(id: string): (instant: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: id, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
  } catch (cause) {
    throw new RangeError(`unknown time zone: ${id}`, { cause });
  }
  return (instant) => {
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] =
      format.format(instant * 1000).split(/\D+/).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - instant;
  };
}
