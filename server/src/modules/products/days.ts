/** Arithmetic of calendar days, `2026-03-02`; no clock, no zone. */
const parts = (day: string): [number, number, number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
const format = (time: number) => new Date(time).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => { const [y, m, d] = parts(day); return format(Date.UTC(y, m - 1, d + days)); };
/** The same day of a later month, or its last: 31 January and one month are 28 February. */
export function addMonths(day: string, months: number): string {
  const [y, m, d] = parts(day);
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0)).getUTCDate();
  return format(Date.UTC(y, m - 1 + months, Math.min(d, last)));
}
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
/** Whole months that have passed. */
export function monthsBetween(from: string, to: string): number {
  const [y, m, d] = parts(from);
  const [y2, m2, d2] = parts(to);
  const months = (y2 - y) * 12 + (m2 - m);
  return d2 < d && addMonths(from, months) > to ? months - 1 : months;
}

/** ISO 8601 period of years, months, weeks and days, such as `P2Y`, `P7D`, `P1Y90D`; null when it is none. */
export function readPeriod(text: string): { months: number; days: number } | null {
  const match = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/.exec(text.trim().toUpperCase());
  if (!match) return null;
  const [, y = '0', m = '0', w = '0', d = '0'] = match;
  return { months: Number(y) * 12 + Number(m), days: Number(w) * 7 + Number(d) };
}
/** The last day of a period that begins on `day`; the first day is not counted. */
export const addPeriod = (day: string, period: { months: number; days: number }): string => addDays(addMonths(day, period.months), period.days);
