/** The sum behind each clock in the caller's language. */
import type { Clock, ClockExplanation } from '@aftercare/contract/sla';
import type { Loose } from '../../platform/http/implement.ts';
import { hasSentence, say } from '../../platform/i18n/index.ts';
import { type DayExplanation, nameIn, workingBetween } from '../../platform/time/index.ts';
import type { KnownCalendars } from '../org/index.ts';
import { explainClock } from './explain-clock.ts';
import { type LedgerEntry, replay } from './ledger.ts';
import type { ClockRow, LedgerRow } from './store.ts';

/** Days told one by one; whoever is later than this by a clock has other questions. */
const mostDays = 120;

/** A clock as it stands now, from its row alone. */
export function clockOf(row: ClockRow, calendars: KnownCalendars, now: Date): Loose<Clock> {
  const calendar = calendars.compiled.get(String(row.calendarId));
  const runs = row.state === 'running' || row.state === 'breached';
  const late = row.state === 'running' && row.dueAt !== null && row.dueAt <= now;
  return {
    id: row.id, target: row.target, state: late ? 'breached' : row.state, dueAt: row.dueAt, startedAt: row.startedAt, warnAt: row.warnAt, metAt: row.metAt, breachedAt: row.breachedAt ?? (late ? row.dueAt : null), targetSeconds: row.targetSeconds,
    usedSeconds: row.usedSeconds + (runs && calendar ? workingBetween(calendar, row.countedAt, now) : 0), policy: row.policyName,
    escalation: row.toldAt ? { percent: row.climbed, at: row.toldAt, acknowledged: row.acknowledgedAt ? { by: row.acknowledgedBy ?? '', at: row.acknowledgedAt } : null } : null,
  };
}

/** A clock with its steps, and the days that counted otherwise than people expect. */
export function explanationOf(row: ClockRow, lines: readonly LedgerRow[], calendars: KnownCalendars, now: Date, language: string): Omit<Loose<ClockExplanation>, 'why'> {
  const clock = clockOf(row, calendars, now);
  const entries = lines.filter((l): l is LedgerRow & LedgerEntry => l.kind !== 'warned' && l.kind !== 'escalated' && l.kind !== 'acknowledged');
  const { steps, days, startedAt } = explainClock(entries, calendars.compiled, now);
  // Rungs move no clock; they are told where they happened.
  const rungs = lines.flatMap((l) => (l.kind === 'escalated' || l.kind === 'acknowledged' ? [{ ...l, kind: l.kind }] : [])).filter((l) => startedAt !== null && l.at >= startedAt && l.at <= now)
    .map((l) => ({ kind: l.kind, at: l.at, reason: sentence(l.reason, language), usedSeconds: replay(entries, calendars.compiled, l.at).usedSeconds }));
  return {
    ...clock, calendar: calendars.names.get(String(row.calendarId)) ?? '',
    steps: [...steps.map((s) => ({ kind: s.kind, at: s.at, reason: sentence(s.reason, language), usedSeconds: s.usedSeconds })), ...rungs].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    days: days.flatMap((day) => singleDays(day, language)).slice(0, mostDays),
  };
}

/** A reason is a key, with words of a person or the name of a policy behind it. */
export function sentence(reason: string, language: string): string {
  const at = reason.indexOf('|');
  const key = at < 0 ? reason : reason.slice(0, at);
  return say(language, `sla.reason.${key}`, { words: at < 0 ? '' : reason.slice(at + 1) });
}

/** Words of the fact that moved a ticket as a reason: ours are keys, a person's stand behind the key of the state. */
export function reasonOf(status: string, words: string | null): string {
  if (words && hasSentence('en', `sla.reason.${words.split('|', 1)[0] ?? ''}`)) return words;
  return words ? `${status}-because|${words}` : status;
}

const kinds = { weekend: 'weekend', holiday: 'holiday', 'make-up day': 'make-up-day' } as const;

/** Each day by itself, with its name. */
export function singleDays(day: DayExplanation, language: string): ClockExplanation['days'] {
  if (day.reason === 'open') return [];
  const kind = kinds[day.reason];
  const dates = datesBetween(day.date, day.until);
  const each = Math.floor(day.seconds / dates.length);
  return dates.map((date, i) => ({
    date, kind, name: day.name ? nameIn(day.name, language) : say(language, `sla.day.${kind}`), seconds: i === dates.length - 1 ? day.seconds - each * (dates.length - 1) : each,
  }));
}

function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last) && dates.length <= mostDays; at += 86_400_000) dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}
