/** The ledger of an inner clock, made of what its own room remembers: the same arithmetic as for customers; pure. */
import { addWorking, type CompiledCalendar, workingBetween } from '../../platform/time/index.ts';
import type { Calendars, LedgerEntry } from './ledger.ts';
import type { InnerRow } from './store-inner.ts';

/** A stretch in which a party could not go on; `to` is null while it lasts. */
export interface Standstill { readonly from: Date; readonly to: Date | null; readonly reason: string }
const calendarId = 'inner';
/** Where nothing was promised the clock only counts. */
const endless = 1_000_000_000;

/** Overlapping stretches are one, told by the reason that came first. */
export function joined(still: readonly Standstill[], from: Date, until: Date | null): Standstill[] {
  const found: Standstill[] = [];
  for (const one of still.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const start = one.from < from ? from : one.from;
    const end = until && (one.to === null || one.to > until) ? until : one.to;
    if (end !== null && end <= start) continue;
    const last = found.at(-1);
    if (last && (last.to === null || start <= last.to)) {
      if (last.to !== null && (end === null || end > last.to)) found[found.length - 1] = { ...last, to: end };
    } else found.push({ from: start, to: end, reason: one.reason });
  }
  return found;
}

/** @returns lines, the calendar they count in, whether a time was promised, and the deadline without any standstill */
export function innerLedger(row: Pick<InnerRow, 'startedAt' | 'endedAt' | 'dueAt' | 'minutes' | 'cancelled'>, still: readonly Standstill[], calendar: CompiledCalendar) {
  const untouched = row.dueAt ?? (row.minutes === null ? null : addWorking(calendar, row.startedAt, row.minutes * 60));
  const promised = untouched !== null;
  const targetSeconds = untouched ? Math.max(1, workingBetween(calendar, row.startedAt, untouched)) : endless;
  const entries: LedgerEntry[] = [{ at: row.startedAt, kind: 'started', reason: '', targetSeconds, calendarId }];
  for (const { from, to, reason } of joined(still, row.startedAt, row.endedAt)) {
    entries.push({ at: from, kind: 'paused', reason });
    if (to !== null) entries.push({ at: to, kind: 'resumed', reason: '' });
  }
  if (row.endedAt) entries.push({ at: row.endedAt, kind: row.cancelled ? 'cancelled' : 'met', reason: '' });
  return { entries, calendars: new Map([[calendarId, calendar]]) satisfies Calendars, promised, untouched };
}
