const formats = new Map<string, Intl.DateTimeFormat>();

/** A day as people say it: 2026-12-08 → "Dec 8, 2026", 「2026年12月8日」. Anything else comes back as it is. */
export function dayWords(text: string, language: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return text;
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: language === 'zh-CN' ? 'long' : 'medium', timeZone: 'UTC' });
  formats.set(language, format);
  return format.format(day);
}
