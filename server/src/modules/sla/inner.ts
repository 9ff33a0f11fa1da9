/** Inner clocks: what departments and partners owe on a ticket, side by side with what we owe its customer. Nothing is kept here: each is read from the room whose it is. */
import { innerPausesAsItComes, type InnerClock, type InnerPause } from '@aftercare/contract/sla';
import type { Handle } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ALWAYS_OPEN, type CompiledCalendar, compileCalendar, explain } from '../../platform/time/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import { sentence, singleDays } from './explanation.ts';
import { innerLedger, type Standstill } from './inner-ledger.ts';
import { replay, walkLedger } from './ledger.ts';
import { clocksOf, ledgerOf } from './store.ts';
import { type InnerRow, innerOf } from './store-inner.ts';
import { listPolicies } from './store-policies.ts';

const mostDays = 60;
interface Known { readonly compiled: CompiledCalendar; readonly name: string }

/** One row as a clock in a calendar; pure. @param still stretches in which its party could not go on */
export function innerClock(row: InnerRow, still: readonly Standstill[], { compiled, name }: Known, now: Date, language: string): Loose<InnerClock> {
  const zh = language.startsWith('zh');
  const { entries, calendars, promised, untouched } = innerLedger(row, still, compiled);
  const { pauses, phase, used, target } = walkLedger(entries, calendars, now);
  const dueAt = pauses.length === 0 || !promised ? untouched : replay(entries, calendars, now).dueAt;
  const until = row.endedAt ?? now;
  const late = dueAt !== null && until > dueAt;
  return {
    key: `${row.source}:${row.id}`, source: row.source, title: zh ? row.titleZh : row.titleEn, party: row.party || ((zh ? row.roleZh : row.roleEn) ?? ''),
    state: row.cancelled ? 'cancelled' : phase === 'paused' ? 'paused' : late ? 'breached' : row.endedAt ? 'met' : 'running', startedAt: row.startedAt, dueAt, endedAt: row.endedAt, calendar: name,
    targetSeconds: promised ? target : 0, usedSeconds: used,
    pauses: pauses.map((p) => ({ from: p.from, to: p.to, reason: p.reason, seconds: p.workingSeconds })),
    days: explain(compiled, row.startedAt, dueAt && dueAt > until ? dueAt : until).flatMap((day) => singleDays(day, language)).slice(0, mostDays),
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
      const now = clock.now();
      // Colleagues work in the hours of the promise they help to keep.
      const own = (await clocksOf(handle, [ticketId])).toSorted((a, b) => Number(b.target === 'solution') - Number(a.target === 'solution')).find((c) => c.target === 'solution' || c.target === 'closing');
      const id = own !== undefined && known.compiled.has(String(own.calendarId)) ? String(own.calendarId) : known.compiled.keys().next().value;
      const calendar = { compiled: (id === undefined ? undefined : known.compiled.get(id)) ?? always, name: (id === undefined ? undefined : known.names.get(id)) ?? '' };
      const policy = own ? (await listPolicies(handle)).find((p) => p.id === own.policyId) : undefined;
      const rules: readonly InnerPause[] = policy?.innerPauses ?? innerPausesAsItComes;
      // Where the customer's clock stands still by the policy, so may theirs.
      const lines = own && rules.some((r) => r.on === 'ticket') ? await ledgerOf(handle, [own.id]) : [];
      const waited = lines.length > 0 ? walkLedger(lines.flatMap((l) => (l.kind === 'warned' || l.kind === 'escalated' || l.kind === 'acknowledged' ? [] : [{ ...l, kind: l.kind }])), known.compiled, now).pauses : [];
      return rows.map((row) => {
        const mine = new Set(rules.filter((r) => r.source === row.source).map((r) => r.on));
        const still = [
          ...(mine.has('ticket') ? waited.map((p) => ({ from: p.from, to: p.to, reason: sentence(p.reason, language) })) : []),
          ...row.waits.filter((w) => mine.has(w.on)).map((w) => ({ from: new Date(w.from), to: w.to ? new Date(w.to) : null, reason: say(language, `sla.inner.${w.on}`) })),
        ];
        return innerClock(row, still, calendar, now, language);
      });
    },
  };
}
export type InnerClocks = ReturnType<typeof createInnerClocks>;
