/** Inner clocks: what departments and partners owe on a ticket, side by side with what we owe its customer. Nothing is kept here: each is read from the room whose it is. */
import type { InnerClock } from '@aftercare/contract/sla';
import type { Handle } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ALWAYS_OPEN, addWorking, type CompiledCalendar, compileCalendar, explain, workingBetween } from '../../platform/time/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import { singleDays } from './explanation.ts';
import { clocksOf } from './store.ts';
import { type InnerRow, innerOf } from './store-inner.ts';

const mostDays = 60;

/** One row as a clock in a calendar; pure. */
export function innerClock(row: InnerRow, calendar: CompiledCalendar, calendarName: string, now: Date, language: string): Loose<InnerClock> {
  const dueAt = row.dueAt ?? (row.minutes === null ? null : addWorking(calendar, row.startedAt, row.minutes * 60));
  const zh = language.startsWith('zh');
  const until = row.endedAt ?? now;
  const late = dueAt !== null && until > dueAt;
  return {
    key: `${row.source}:${row.id}`, source: row.source, title: zh ? row.titleZh : row.titleEn, party: row.party || ((zh ? row.roleZh : row.roleEn) ?? ''),
    state: row.cancelled ? 'cancelled' : late ? 'breached' : row.endedAt ? 'met' : 'running', startedAt: row.startedAt, dueAt, endedAt: row.endedAt, calendar: calendarName,
    targetSeconds: dueAt ? Math.max(0, workingBetween(calendar, row.startedAt, dueAt)) : 0, usedSeconds: Math.max(0, workingBetween(calendar, row.startedAt, until)),
    days: explain(calendar, row.startedAt, dueAt && dueAt > until ? dueAt : until).flatMap((day) => singleDays(day, language)).slice(0, mostDays),
  };
}

export function createInnerClocks({ db, clock }: Pick<Platform, 'db' | 'clock'>, org: Pick<Org, 'calendars'>) {
  const calendars = createKnownCalendars(org);
  const always = compileCalendar(ALWAYS_OPEN);
  return {
    /** @param partners whether the asker may see vendors */
    async of(ticketId: number, language: string, partners: boolean, handle: Handle = db): Promise<Loose<InnerClock>[]> {
      const rows = (await innerOf(handle, ticketId)).filter((r) => partners || (r.source !== 'job' && r.source !== 'offer'));
      if (rows.length === 0) return [];
      const known = await calendars.load(handle);
      // Colleagues work in the hours of the promise they help to keep.
      const own = (await clocksOf(handle, [ticketId])).find((c) => c.target === 'solution')?.calendarId;
      const id = own !== undefined && known.compiled.has(String(own)) ? String(own) : known.compiled.keys().next().value;
      const calendar = (id === undefined ? undefined : known.compiled.get(id)) ?? always;
      return rows.map((row) => innerClock(row, calendar, (id === undefined ? undefined : known.names.get(id)) ?? '', clock.now(), language));
    },
  };
}
export type InnerClocks = ReturnType<typeof createInnerClocks>;
