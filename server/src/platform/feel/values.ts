import { FeelDate, FeelDateTime, FeelDuration, FeelTime, parseDate, parseDateTime, parseTime, toFeel } from 'feelin';

/** A value as JSON knows it, with dates where FEEL has them. */
export type Context = Readonly<Record<string, unknown>>;

const isPlainObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Rows of the database and JSON as FEEL sees them: Date becomes a date and time, undefined null. */
export function toFeelValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(toFeelValue);
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toFeelValue(v)]));
  return value instanceof Date ? toFeel(value) as unknown : value;
}

/** The way back: dates, times and durations become ISO strings. */
export function toPlain(value: unknown): unknown {
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || value instanceof FeelDuration) return value.toString();
  if (Array.isArray(value)) return value.map(toPlain);
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toPlain(v)]));
  return value === undefined ? null : value;
}

// Dear to make, cheap to use.
const formats = new Map<string, Intl.DateTimeFormat>();
/** The calendar day of an instant in a time zone, `2026-03-02`. */
export function dayIn(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) formats.set(zone, format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }));
  return format.format(instant);
}

/** Reads a value as the declared type of a column: ISO text becomes a date where a date is wanted. */
export function ofType(value: unknown, type: string | null, zone: string): unknown {
  if (value === null || value === undefined || type === null) return value ?? null;
  if (type === 'date') {
    if (value instanceof Date) return parseDate(dayIn(value, zone));
    if (value instanceof FeelDateTime) return parseDate(/(Z|[+-]\d\d:\d\d)$/.test(value.toString()) ? dayIn(new Date(value.toString()), zone) : value.toString().slice(0, 10));
    if (typeof value === 'string') return parseDate(value.slice(0, 10));
  }
  if (type === 'dateTime' || type === 'date and time') {
    if (value instanceof Date) return toFeel(value) as unknown;
    if (typeof value === 'string') return parseDateTime(value);
  }
  if (type === 'time' && typeof value === 'string') return parseTime(value);
  return value;
}

const simpleName = /^[\p{L}_][\p{L}\p{N}_]*$/u;
export const isSimpleName = (name: string): boolean => simpleName.test(name);

/** Whether every name in it can be told without knowing it: no spaces or signs, at any depth. */
export function hasSimpleNames(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(hasSimpleNames);
  if (!isPlainObject(value)) return true;
  for (const key in value) if (!isSimpleName(key) || !hasSimpleNames(value[key])) return false;
  return true;
}
