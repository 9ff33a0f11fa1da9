import type { App } from './app.ts';
import type { Tx } from './platform/db/index.ts';
import { chineseCalendar } from './platform/time/index.ts';

/** What every installation starts with, demo or not. */
export async function seedInstallation(app: App, tx: Tx): Promise<void> {
  await app.org.seedRoles(tx);
  const day: [string, string][] = [['00:00', '24:00']];
  const always = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
  const allDay = await app.org.createCalendar(tx, { name: '24 × 7', timeZone: 'Asia/Shanghai', hours: always, holidays: [], yearlyHolidays: [], extraDays: [] });
  const office = await app.org.createCalendar(tx, { name: '工作日 · Working days (CN)', ...chineseCalendar() });
  void allDay; void office;
}
