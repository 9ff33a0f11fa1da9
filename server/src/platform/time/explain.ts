import type { CalendarName, CompiledCalendar, DayReason } from './calendar.ts';
import { dateOf, SECONDS_PER_DAY } from './local-date.ts';
import { intervalsOfDay } from './open-time.ts';
import { epochSeconds } from './working-time.ts';

/** Neighbouring days that count for the same reason. */
export interface DayExplanation {
  /** First and last date, 'YYYY-MM-DD'; equal for a single day. */
  readonly date: string;
  readonly until: string;
  /** Working seconds of these days inside the range; a night shift counts for the day it started on. */
  readonly seconds: number;
  readonly reason: DayReason;
  /** Name of the holiday or make-up day, where the calendar gives one. */
  readonly name: CalendarName | null;
}

/**
 * Why a range has the working time it has: every local day from `a` to `b`, neighbours with one reason merged. The
 * seconds add up to `workingBetween(calendar, a, b)`. A reversed range explains nothing.
 */
export function explain(calendar: CompiledCalendar, a: Date, b: Date): DayExplanation[] {
  const from = epochSeconds(a);
  const to = epochSeconds(b);
  if (to <= from) return [];
  const firstDay = localDay(calendar, from);
  const lastDay = localDay(calendar, to - 1);
  const explained: { date: string; until: string; seconds: number; reason: DayReason; name: CalendarName | null }[] = [];
  let counted = from;
  for (let day = firstDay - 1; day <= lastDay; day++) {
    let seconds = 0;
    for (const [start, end] of intervalsOfDay(calendar, day)) {
      const begin = Math.max(start, counted);
      const stop = Math.min(end, to);
      if (stop <= begin) continue;
      seconds += stop - begin;
      counted = stop; // what a night shift covered is not counted again for the morning
    }
    if (day < firstDay && seconds === 0) continue; // the day before matters only for its night shift
    const { reason, name } = calendar.plan(day);
    const last = explained.at(-1);
    if (last && last.reason === reason && sameName(last.name, name)) {
      last.until = dateOf(day);
      last.seconds += seconds;
    } else explained.push({ date: dateOf(day), until: dateOf(day), seconds, reason, name });
  }
  return explained;
}

/** A calendar's name for a reader of a language ('zh-CN', 'en'). */
export function nameIn(name: CalendarName, language: string): string {
  return language.startsWith('zh') ? name.zh : name.en;
}

function localDay(calendar: CompiledCalendar, instant: number): number {
  return Math.floor((instant + calendar.zone.offsetAt(instant)) / SECONDS_PER_DAY);
}

function sameName(a: CalendarName | null, b: CalendarName | null): boolean {
  return a?.zh === b?.zh && a?.en === b?.en;
}
