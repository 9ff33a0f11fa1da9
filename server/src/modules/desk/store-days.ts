import { type Handle, sql } from '../../platform/db/index.ts';

/** Where the company is: its days are meant wherever somebody names one. */
export const zoneOf = async (db: Handle) => (await db.one<{ zone: string }>(sql`select time_zone as zone from company`))?.zone ?? 'UTC';
/** When a day begins where the company is, or so many days later. Asked beforehand: of a value it does not see the database cannot say how much it lets through. */
export const startOf = async (db: Handle, day: string, later = 0) => (await db.one<{ at: Date }>(sql`select (${day}::date + ${later}::int)::timestamp at time zone time_zone as at from company`))?.at ?? new Date(Date.parse(`${day}T00:00:00Z`) + later * 86_400_000);
