/** Chains of escalation: which rung comes next for a clock, and when; pure. */
import type { ClockTarget, EscalationRung } from '@aftercare/contract/sla';
import { type Calendars, type LedgerEntry, replay } from './ledger.ts';

/** How far a clock has climbed. */
export interface Climb {
  /** Percent of the highest rung told; 0: none. */
  readonly climbed: number;
  readonly toldAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}
export const ground: Climb = { climbed: 0, toldAt: null, acknowledgedAt: null, acknowledgedBy: null };

export interface Due { readonly at: Date; readonly percent: number; readonly rungs: readonly EscalationRung[]; readonly again: boolean }

const minute = 60_000;

/** The same ledger with every target at this share of itself says when the share is used up. */
const momentOf = (entries: readonly LedgerEntry[], calendars: Calendars, percent: number, now: Date): Date | null =>
  replay(entries.map((e) => (e.targetSeconds == null ? e : { ...e, targetSeconds: Math.max(1, Math.floor((e.targetSeconds * percent) / 100)) })), calendars, now).dueAt;

/**
 * What the chain tells next, if nobody takes it on: the next rung, or the present one again. Null when nothing more comes. A clock that
 * stands still or has ended climbs no further; nobody asks here for one.
 * @param rungs of the policy, in any order
 */
export function nextTelling(rungs: readonly EscalationRung[], target: ClockTarget, climb: Climb, entries: readonly LedgerEntry[], calendars: Calendars, now: Date): Due | null {
  if (climb.acknowledgedAt) return null;
  const mine = rungs.filter((r) => r.targets.length === 0 || r.targets.includes(target));
  const higher = mine.filter((r) => r.percent > climb.climbed);
  const percent = Math.min(...higher.map((r) => r.percent));
  const at = higher.length > 0 ? momentOf(entries, calendars, percent, now) : null;
  const next: Due | null = at ? { at, percent, rungs: higher.filter((r) => r.percent === percent), again: false } : null;
  const present = mine.filter((r) => r.percent === climb.climbed && r.again !== null);
  if (present.length === 0 || !climb.toldAt) return next;
  const again = new Date(climb.toldAt.getTime() + Math.min(...present.map((r) => r.again ?? 0)) * minute);
  return next && next.at <= again ? next : { at: again, percent: climb.climbed, rungs: present, again: true };
}
