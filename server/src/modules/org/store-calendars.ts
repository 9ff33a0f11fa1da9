import type { Handle } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import type { BusinessCalendar } from '../../platform/time/calendar.ts';

export interface CalendarRow extends BusinessCalendar { id: number; name: string; version: number }
type Write = Omit<CalendarRow, 'id' | 'version'>;

const columns = sql`id, name, time_zone as "timeZone", hours, holidays, yearly_holidays as "yearlyHolidays", extra_days as "extraDays", version`;
export const listCalendars = (db: Handle) => db.rows<CalendarRow>(sql`select ${columns} from calendar order by id`);
export const findCalendar = (db: Handle, id: number) => db.one<CalendarRow>(sql`select ${columns} from calendar where id = ${id}`);
export const insertCalendar = (db: Handle, c: Write) => db.one<{ id: number }>(sql`insert into calendar (name, time_zone, hours, holidays, yearly_holidays, extra_days)
  values (${c.name}, ${c.timeZone}, ${JSON.stringify(c.hours)}::jsonb, ${JSON.stringify(c.holidays)}::jsonb, ${JSON.stringify(c.yearlyHolidays)}::jsonb, ${JSON.stringify(c.extraDays)}::jsonb) returning id`);
export const saveCalendar = (db: Handle, id: number, c: Write) => db.run(sql`update calendar set name = ${c.name}, time_zone = ${c.timeZone}, hours = ${JSON.stringify(c.hours)}::jsonb,
  holidays = ${JSON.stringify(c.holidays)}::jsonb, yearly_holidays = ${JSON.stringify(c.yearlyHolidays)}::jsonb, extra_days = ${JSON.stringify(c.extraDays)}::jsonb, version = version + 1 where id = ${id}`);
