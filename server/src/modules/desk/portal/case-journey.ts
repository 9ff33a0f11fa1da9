import type { JourneyStep } from './journey.ts';

/** A step of a process as the customer reads it. */
export interface CaseStep {
  readonly customer: { readonly zh: string; readonly en: string } | null;
  readonly kind: string;
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
  readonly dueAt: Date | null;
  /** Who does it, or did it. */
  readonly who: string | null;
}
/** Two promises about the same moment: mail and page must not name different ones, so the sooner holds. */
const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
const same = (a: CaseStep['customer'], b: CaseStep['customer']) => a?.zh === b?.zh && a?.en === b?.en;

/**
 * The way of a ticket with its process told in the customer's words: instead of "assigned" and "worked on" stand the real steps.
 * Exactly one step stays current; what comes after the solution (a follow-up call) stands after it.
 */
export function withCase(base: readonly JourneyStep[], steps: readonly CaseStep[], solvedAt: Date | null): JourneyStep[] {
  const spoken = steps.filter((s) => s.customer !== null);
  if (spoken.length === 0) return [...base];
  // What is said twice in a row is said once, from its first word to its last.
  const joined = spoken.reduce<CaseStep[]>((all, s) => {
    const last = all.at(-1);
    return last && same(last.customer, s.customer) ? [...all.slice(0, -1), { ...s, enteredAt: last.enteredAt }] : [...all, s];
  }, []);
  const before = solvedAt ? joined.filter((s) => s.enteredAt < solvedAt) : joined;
  const after = solvedAt ? joined.filter((s) => s.enteredAt >= solvedAt) : [];
  const currentElsewhere = base.some((s) => s.state === 'current' && s.key !== 'assigned' && s.key !== 'working');
  const settled = base.every((s) => s.state !== 'current');
  const open = settled || currentElsewhere ? null : (before.findLast((s) => s.leftAt === null && s.kind === 'task') ?? before.findLast((s) => s.leftAt === null) ?? before.at(-1) ?? null);
  const fallback = base.find((s) => s.state === 'current');
  const tell = (s: CaseStep, state: JourneyStep['state']): JourneyStep => ({ key: 'step', state, at: state === 'ahead' ? null : s.enteredAt, dueAt: state === 'done' ? null : s.dueAt, who: s.who, words: s.customer });
  // Of steps that go on beside each other the customer sees the one somebody works on.
  const shown = before.filter((s) => s === open || s.leftAt !== null || open === null);
  const told = [...shown.filter((s) => s !== open).map((s) => tell(s, 'done')), ...(open ? [{ ...tell(open, 'current'), dueAt: earlier(open.dueAt, fallback?.dueAt ? new Date(fallback.dueAt) : null) }] : [])];
  const later = after.map((s) => tell(s, s.leftAt === null ? 'ahead' : 'done'));
  const kept = base.filter((s) => s.key !== 'assigned' && s.key !== 'working');
  const at = kept.findIndex((s) => s.key !== 'received');
  const ends = kept.findIndex((s) => s.key === 'closed');
  const way = [...kept.slice(0, at), ...told, ...kept.slice(at, ends < 0 ? undefined : ends), ...later, ...(ends < 0 ? [] : kept.slice(ends))];
  return told.length === 0 && fallback && !way.includes(fallback) ? [...base] : way;
}
