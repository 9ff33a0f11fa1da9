import { clockTime } from '@aftercare/ui';

/** 「3月2日周一」, `Mon 2 March`. */
export function dayWords(at: string, language: string, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', { ...options, timeZone }).format(new Date(at));
  return language === 'zh-CN' ? `${part({ month: 'long', day: 'numeric' })}${part({ weekday: 'short' })}` : `${part({ weekday: 'short' })} ${part({ day: 'numeric', month: 'long' })}`;
}
export const windowWords = (from: string, until: string, language: string, timeZone: string) => `${dayWords(from, language, timeZone)} ${clockTime(from, language, timeZone)}–${clockTime(until, language, timeZone)}`;
