import type { Calendar } from '@aftercare/contract/org';

export type Span = [from: string, to: string];
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A time of day as people type it – "9", "930", "9:30", 「9：30」, "24" – as "HH:MM"; null when it is none. */
export function readTime(text: string): string | null {
  const plain = text.trim().replace(/[：.]/g, ':');
  const match = /^(\d{1,2}):(\d{2})$/.exec(plain) ?? /^(\d{1,2})(\d{2})?$/.exec(plain);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  return minutes < 60 && hours * 60 + minutes <= 1440 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null;
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A span in minutes after midnight; what goes over midnight ends after 1440. */
export function minutesOf([from, to]: Span): readonly [from: number, to: number] {
  const start = minuteOf(from);
  const end = minuteOf(to);
  return [start, end > start ? end : end + 1440];
}

/** What is wrong with the spans of one day. */
export function spanFault(spans: readonly Span[]): 'empty' | 'overlap' | null {
  const sorted = spans.map(minutesOf).toSorted((a, b) => a[0] - b[0]);
  if (spans.some(([from, to]) => from === to || from === '24:00')) return 'empty';
  return sorted.some((span, at) => at > 0 && span[0] < (sorted[at - 1]?.[1] ?? 0)) ? 'overlap' : null;
}

/** Minutes worked in a usual week. */
export function weekMinutes(hours: Calendar['hours']): number {
  return weekdays.reduce((sum, day) => sum + hours[day].reduce((all, span) => { const [from, to] = minutesOf(span); return all + to - from; }, 0), 0);
}

/** Pieces to draw on the bar of one day: its own spans, and what comes over midnight from the day before. */
export function pieces(own: readonly Span[], before: readonly Span[]): { readonly from: number; readonly to: number; readonly over: boolean }[] {
  const late = before.map(minutesOf).filter(([, to]) => to > 1440).map(([, to]) => ({ from: 0, to: to - 1440, over: true }));
  return [...late, ...own.map(minutesOf).map(([from, to]) => ({ from, to: Math.min(to, 1440), over: false }))];
}

/** Open every minute of every day. */
export function alwaysOpen(calendar: Pick<Calendar, 'hours' | 'holidays' | 'yearlyHolidays'>): boolean {
  return calendar.holidays.length === 0 && calendar.yearlyHolidays.length === 0 && weekMinutes(calendar.hours) === 7 * 1440;
}
