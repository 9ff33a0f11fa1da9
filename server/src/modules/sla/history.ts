/** The clocks of a ticket whose whole course is known, as they would have run; pure. For data that came without facts. */
import type { ClockTarget, SlaPolicy } from '@aftercare/contract/sla';
import { type NewLine, RunningClock } from './clock.ts';
import { applyOccurrence, type Occurrence } from './clocks.ts';
import { reasonOf } from './explanation.ts';
import type { Calendars, LedgerEntry } from './ledger.ts';
import { targets } from './policy.ts';
import type { ClockRow, ClockWrite } from './store.ts';

export interface PastClock { readonly write: ClockWrite; readonly lines: readonly NewLine[] }
export type PastOccurrence = Omit<Occurrence, 'reason'> & { /** Words of a change, or null. */ readonly words: string | null };

/**
 * Rows and ledgers of one ticket's clocks at `now`.
 * @param occurrences oldest first, none after `now`
 */
export function clocksThrough(occurrences: readonly PastOccurrence[], policies: readonly SlaPolicy[], calendars: Calendars, now: Date): PastClock[] {
  let running: RunningClock[] = [];
  const lines = new Map<string, NewLine[]>();
  const rows = new Map<string, ClockWrite>();

  /** Writes down what has come by `at`, and takes every clock up again from there. */
  const settle = (at: Date): void => {
    running = running.map((clock) => {
      const { write, happened } = clock.settle(at);
      const warned = happened.find((h) => h.kind === 'warned');
      const row = warned ? { ...write, warnedAt: warned.at } : write;
      const all = [...(lines.get(clock.target) ?? []), ...clock.lines].sort((a, b) => a.at.getTime() - b.at.getTime());
      lines.set(clock.target, all);
      rows.set(clock.target, row);
      const entries = all.filter((l): l is LedgerEntry => l.kind !== 'warned' && l.kind !== 'breached' && l.kind !== 'escalated' && l.kind !== 'acknowledged');
      return new RunningClock({ ticketId: clock.ticketId, target: clock.target, row: { ...row, id: 0 } satisfies ClockRow, entries, calendars, policies });
    });
  };
  const opened = occurrences[0]?.at.getTime() ?? 0;
  /** Pauses and closed hours only make it later. */
  const earliest = (target: ClockTarget) => opened + Math.min(...policies.map((p) => (p.enabled ? (p.targets[target] ?? Number.POSITIVE_INFINITY) * 60_000 * p.warnAt : Number.POSITIVE_INFINITY)));
  const deadlines = Object.fromEntries(targets.map((t) => [t, earliest(t)]));
  for (const { words, ...occurrence } of occurrences) {
    if (running.some((c) => c.phase === 'running' && (deadlines[c.target] ?? 0) <= occurrence.at.getTime())) settle(occurrence.at);
    const reason = occurrence.kind === 'changed' ? reasonOf(occurrence.facts.status, words) : occurrence.kind;
    running = applyOccurrence(running, { ...occurrence, reason }, policies, calendars);
  }
  settle(now);
  return [...rows].map(([target, write]) => ({ write, lines: lines.get(target) ?? [] }));
}
