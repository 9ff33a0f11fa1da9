/** Words for instants and spans, by the browser's own Intl data. `language` is a BCP 47 tag; instants are ISO 8601 or milliseconds. */
export type When = string | number | Date;

const cache = new Map<string, unknown>();
/** Intl objects cost far more to make than to use. */
function kept<T>(key: string, make: () => T): T {
  const found = cache.get(key) as T | undefined;
  if (found) return found;
  const made = make();
  cache.set(key, made);
  return made;
}

const ms = (when: When) => (typeof when === 'number' ? when : new Date(when).getTime());

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`d${language}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(language, options));
}

/** Midnights between two instants on the wall of `timeZone` (the browser's own unless given). */
export function daysApart(from: When, to: When, timeZone?: string): number {
  const day = (when: When) => {
    const parts = dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms(when));
    return Date.parse(`${parts}T00:00:00Z`) / 86_400_000;
  };
  return Math.round(day(to) - day(from));
}

/** The full date and time: "Thu, 26 Nov 2026, 14:05" / 「2026年11月26日周四 14:05」. */
export function absolute(when: When, language: string, timeZone?: string): string {
  return dateFormat(language, { timeZone, weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms(when));
}

/** A calendar day such as 2026-12-08, which has no clock and no zone: "Dec 8, 2026" / 「2026年12月8日」. */
export function calendarDay(day: string | null, language: string): string {
  if (!day || !/^\d{4}-\d\d-\d\d/.test(day)) return day ?? '';
  return dateFormat(language, { dateStyle: language === 'zh-CN' ? 'long' : 'medium', timeZone: 'UTC' }).format(Date.parse(`${day.slice(0, 10)}T00:00:00Z`));
}

/** Time of day: "14:05". */
export function clockTime(when: When, language: string, timeZone?: string): string {
  return dateFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms(when));
}

/** The shortest that still says when: time today, weekday and time this week, else the date. */
export function compact(when: When, now: number, language: string, timeZone?: string): string {
  const days = daysApart(when, now, timeZone);
  if (days === 0) return clockTime(when, language, timeZone);
  if (Math.abs(days) < 7) return `${dateFormat(language, { timeZone, weekday: 'short' }).format(ms(when))} ${clockTime(when, language, timeZone)}`;
  const sameYear = dateFormat('en', { timeZone, year: 'numeric' }).format(ms(when)) === dateFormat('en', { timeZone, year: 'numeric' }).format(now);
  return dateFormat(language, sameYear ? { timeZone, month: 'short', day: 'numeric' } : { timeZone, year: 'numeric', month: 'short', day: 'numeric' }).format(ms(when));
}

/** Today, yesterday, tomorrow in words, otherwise the date with its weekday. */
export function dayName(when: When, now: number, language: string, timeZone?: string): string {
  const days = daysApart(now, when, timeZone);
  if (Math.abs(days) <= 1) {
    const word = kept(`rd${language}`, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' })).format(days, 'day');
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
  }
  const year = ms(when) < now - 300 * 86_400_000 ? { year: 'numeric' as const } : {};
  return dateFormat(language, { timeZone, ...year, weekday: 'short', month: 'short', day: 'numeric' }).format(ms(when));
}

/** "3 minutes ago", "in 2 days", 「刚刚」. `justNow` is the word for less than a minute. */
export function relative(when: When, now: number, language: string, justNow: string): string {
  const seconds = (ms(when) - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return justNow;
  const format = kept(`r${language}`, () => new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'long' }));
  const steps: [number, number, Intl.RelativeTimeFormatUnit][] = [[3600, 60, 'minute'], [86_400, 3600, 'hour'], [2_592_000, 86_400, 'day'], [31_536_000, 2_592_000, 'month'], [Infinity, 31_536_000, 'year']];
  const step = steps.find(([below]) => size < below) ?? [Infinity, 31_536_000, 'year'];
  return format.format(Math.trunc(seconds / step[1]), step[2]);
}

function unit(language: string, value: number, name: 'day' | 'hour' | 'minute' | 'second', style: 'narrow' | 'long'): string {
  const format = kept(`u${language}${name}${style}`, () => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: style }));
  return format.format(value);
}

/**
 * A span of seconds in its two largest units: "3h 20m", "2 days 4 hours", 「3小时20分钟」. Below a minute: seconds.
 * @param style `narrow` for chips and tables, `long` for sentences
 */
export function duration(seconds: number, language: string, style: 'narrow' | 'long' = 'narrow'): string {
  return said(seconds, Math.floor(Math.max(0, seconds) / 86_400), language, style);
}
/** Time that counts by business hours: never in days, for nobody could tell whether a day of the clock or of work is meant. */
export const workingTime = (seconds: number, language: string, style: 'narrow' | 'long' = 'narrow'): string => said(seconds, 0, language, style);

function said(seconds: number, days: number, language: string, style: 'narrow' | 'long'): string {
  const total = Math.max(0, Math.floor(seconds));
  const hours = Math.floor((total - days * 86_400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const parts: [number, 'day' | 'hour' | 'minute' | 'second'][] = days > 0 ? [[days, 'day'], [hours, 'hour']] : hours > 0 ? [[hours, 'hour'], [minutes, 'minute']] : minutes > 0 ? [[minutes, 'minute']] : [[total, 'second']];
  const words = parts.filter(([value], at) => at === 0 || value > 0).map(([value, name]) => unit(language, value, name, style));
  return words.join(language.startsWith('zh') ? '' : ' ');
}

/** A countdown under ten minutes: "9:05". */
export function countdown(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}

/** A whole number: "12,480"; `short` "12K" / 「1.2万」. */
export function figure(value: number, language: string, short = false): string {
  return kept(`n${language}${String(short)}`, () => new Intl.NumberFormat(language, short ? { notation: 'compact', maximumFractionDigits: 1 } : {})).format(value);
}

/** Bytes as people say them: "1.4 MB". */
export function fileSize(bytes: number, language: string): string {
  const [divisor, name, digits] = bytes >= 1_000_000_000 ? ([1_000_000_000, 'gigabyte', 1] as const) : bytes >= 1_000_000 ? ([1_000_000, 'megabyte', 1] as const) : bytes >= 1000 ? ([1000, 'kilobyte', 0] as const) : ([1, 'byte', 0] as const);
  return kept(`f${language}${name}`, () => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })).format(bytes / divisor);
}
