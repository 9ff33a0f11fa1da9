import { type CompiledCalendar, addWorking, addWorkingDays } from '../../platform/time/index.ts';

/** What a time in a diagram means. `day` is a date (`2026-03-02`) or instant; a duration counts from a moment. */
export type When =
  | { readonly kind: 'instant'; readonly at: Date }
  | { readonly kind: 'duration'; readonly years: number; readonly months: number; readonly seconds: number; readonly workingDays: number; readonly workingSeconds: number };

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:(\d+)WD)?(?:T(?:(\d+)WH)?(?:(\d+)WM)?(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Reads `PT4H`, `P2D`, `P7WD` (working days), `PT4WH` (working hours), `P2WDT4WH`, `2026-03-02T09:00:00+08:00`. @throws RangeError naming what cannot be read */
export function parseWhen(text: string): When {
  const source = text.trim().replace(/^"|"$/g, '');
  const match = source.length > 1 && !source.endsWith('T') ? pattern.exec(source) : null;
  if (match && source !== 'P') {
    const [y, mo, w, d, wd, wh, wm, h, m, s] = match.slice(1).map((n) => Number(n ?? 0)) as [number, number, number, number, number, number, number, number, number, number];
    return { kind: 'duration', years: y, months: mo, seconds: (w * 7 + d) * 86_400 + h * 3600 + m * 60 + s, workingDays: wd, workingSeconds: wh * 3600 + wm * 60 };
  }
  if (/^\d{4}-\d{2}-\d{2}/.test(source)) {
    const at = new Date(source.replace(/@.*$/, ''));
    if (!Number.isNaN(at.getTime())) return { kind: 'instant', at };
  }
  throw new RangeError(`“${text}” is neither a duration such as PT4H, P7WD or PT4WH nor a date`);
}

/** Whether the business calendar is needed for it. */
export const needsCalendar = (when: When): boolean => when.kind === 'duration' && (when.workingDays > 0 || when.workingSeconds > 0);

/**
 * The instant a time means, counted from a moment. Working days keep the time of day (on a day that is closed at that hour: the
 * next opening); working hours run while the calendar is open.
 * @param calendar the business calendar; null where none is needed
 * @throws RangeError when the calendar never has so many open days or hours
 */
export function instantOf(when: When, from: Date, calendar: CompiledCalendar | null): Date {
  if (when.kind === 'instant') return when.at;
  let at = new Date(from);
  if (when.years || when.months) at.setUTCMonth(at.getUTCMonth() + when.months + when.years * 12);
  at = new Date(at.getTime() + when.seconds * 1000);
  if (!needsCalendar(when)) return at;
  if (!calendar) throw new RangeError('Working time needs a business calendar, and there is none');
  if (when.workingDays > 0) at = daysOn(at, when.workingDays, calendar);
  if (when.workingSeconds > 0) at = found(addWorking(calendar, at, when.workingSeconds));
  return at;
}

function daysOn(from: Date, days: number, calendar: CompiledCalendar): Date {
  const { zone } = calendar;
  const local = Math.floor(from.getTime() / 1000) + zone.offsetAt(Math.floor(from.getTime() / 1000));
  const date = new Date(local * 1000).toISOString().slice(0, 10);
  const day = addWorkingDays(calendar, date, days);
  if (day === null) throw new RangeError('The business calendar does not have so many working days');
  const at = new Date(zone.instantOf(Date.parse(`${day}T00:00:00Z`) / 1000 + (local % 86_400)) * 1000);
  // A second of working time later, less that second: the same moment where it is open, else the next opening.
  return new Date(found(addWorking(calendar, at, 1)).getTime() - 1000);
}

function found(at: Date | null): Date {
  if (!at) throw new RangeError('The business calendar is never open that long');
  return at;
}
