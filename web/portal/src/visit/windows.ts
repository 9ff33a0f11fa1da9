import { clockTime } from '@aftercare/ui';

/** 「3月2日周一」, `Mon, March 2`. */
export function dayWords(at: string, language: string, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en', { ...options, timeZone }).format(new Date(at));
  return language === 'zh-CN' ? `${part({ month: 'long', day: 'numeric' })}${part({ weekday: 'short' })}` : `${part({ weekday: 'short' })}, ${part({ day: 'numeric', month: 'long' })}`;
}
/** A window is not broken at its dash. */
export const windowWords = (from: string, until: string, language: string, timeZone: string) => `${dayWords(from, language, timeZone)} ${clockTime(from, language, timeZone)}\u2060–\u2060${clockTime(until, language, timeZone)}`;
