import { clockTime } from '@aftercare/ui';

/** 「3月2日 13:00–15:00」, `2 Mar 13:00–15:00`. */
export function windowWords(from: string, until: string, language: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en', { day: 'numeric', month: 'short', timeZone }).format(new Date(from));
  return `${day} ${clockTime(new Date(from), language, timeZone)}–${clockTime(new Date(until), language, timeZone)}`;
}
/** The day some days later, `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
/** Today on clocks of a time zone. */
export const todayIn = (timeZone: string, now: number) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
/** The instant at which clocks of a time zone show a time of a day. */
export function instantOf(day: string, clock: string, timeZone: string): string {
  const guess = Date.parse(`${day}T${clock}:00Z`);
  const shown = Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(guess).replace(' ', 'T')}Z`);
  return new Date(guess - (shown - guess)).toISOString();
}
