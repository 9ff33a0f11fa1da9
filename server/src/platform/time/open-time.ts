import type { CompiledCalendar } from './calendar.ts';
import { SECONDS_PER_DAY } from './local-date.ts';

/**
 * The open intervals of a calendar as absolute time, worked out in blocks of four weeks and remembered. A block is a
 * window of UTC time, so blocks do not depend on each other: whatever crosses a border is cut there, and overlaps
 * (two spans of one day, a night shift into the next morning) are already joined. Sums inside a block are prefix sums.
 */
export interface Block {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Open seconds of the block before interval i; one more entry than intervals, the last is the block's total. */
  readonly sums: readonly number[];
}

const BLOCK_DAYS = 28;
const BLOCK_SECONDS = BLOCK_DAYS * SECONDS_PER_DAY;

/** Blocks kept per calendar: enough for a search over the whole horizon both ways. */
const MAX_REMEMBERED = 2_048;

/** How far a search looks before it answers "never": about fifty years. */
export const HORIZON_BLOCKS = 655;

/** Index of the block an instant (epoch seconds) lies in. */
export function blockIndex(instant: number): number {
  return Math.floor(instant / BLOCK_SECONDS);
}

/** The block of an index. */
export function blockOf(calendar: CompiledCalendar, index: number): Block {
  const known = calendar.remembered.get(index) as Block | undefined;
  if (known) return known;
  if (calendar.remembered.size >= MAX_REMEMBERED) calendar.remembered.clear();
  const block = buildBlock(calendar, index);
  calendar.remembered.set(index, block);
  return block;
}

/** Open intervals that start on one local day, in absolute seconds and in order; not joined with other days. */
export function intervalsOfDay(calendar: CompiledCalendar, day: number): [from: number, to: number][] {
  const midnight = day * SECONDS_PER_DAY;
  const intervals: [number, number][] = [];
  for (const [from, to] of calendar.plan(day).spans) {
    const start = calendar.zone.instantOf(midnight + from);
    const end = calendar.zone.instantOf(midnight + to);
    if (end > start) intervals.push([start, end]); // a skipped hour can leave nothing of a span
  }
  return intervals.sort((a, b) => a[0] - b[0]);
}

/** Open seconds of a block before an instant inside it. */
export function openBefore(block: Block, instant: number): number {
  const next = firstEndingAfter(block, instant);
  const start = block.starts[next];
  const sum = block.sums[next] ?? 0;
  return start === undefined || start >= instant ? sum : sum + instant - start;
}

/** Index of the first interval that ends after an instant; the number of intervals when there is none. */
export function firstEndingAfter(block: Block, instant: number): number {
  return lowerBound(block.ends, (end) => end > instant);
}

/** The first index whose value passes; values must fail first and pass from there on. */
export function lowerBound(values: readonly number[], passes: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(values[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function buildBlock(calendar: CompiledCalendar, index: number): Block {
  const windowStart = index * BLOCK_SECONDS;
  const windowEnd = windowStart + BLOCK_SECONDS;
  const starts: number[] = [];
  const ends: number[] = [];
  // Zones reach 14 hours from UTC and a span up to a day into the next: two days before and one after can matter.
  const found: [number, number][] = [];
  for (let day = index * BLOCK_DAYS - 2; day <= (index + 1) * BLOCK_DAYS; day++) {
    found.push(...intervalsOfDay(calendar, day));
  }
  found.sort((a, b) => a[0] - b[0]);
  for (const [from, to] of found) {
    const start = Math.max(from, windowStart);
    const end = Math.min(to, windowEnd);
    if (end <= start) continue;
    const last = ends.length - 1;
    if (last >= 0 && start <= (ends[last] as number)) ends[last] = Math.max(ends[last] as number, end);
    else {
      starts.push(start);
      ends.push(end);
    }
  }
  const sums = [0];
  for (const [i, start] of starts.entries()) sums.push((sums[i] as number) + (ends[i] as number) - start);
  return { starts, ends, sums };
}
