import type { FoundTicket } from './store-hits.ts';

const dayMs = 86_400_000;
/** After so many days a ticket weighs half of what its youth gave it. */
const halfLifeDays = 60;

/** How well a ticket answers a search: words in its subject, words that stand together, words said again, and how young it is. */
export function scoreOf(found: Pick<FoundTicket, 'inSubject' | 'together' | 'times' | 'at'>, now: Date): number {
  const days = Math.max(0, (now.getTime() - found.at.getTime()) / dayMs);
  return (found.inSubject ? 1.2 : 0) + (found.together ? 0.8 : 0) + 0.15 * Math.log2(1 + Math.min(found.times, 30)) + 1.5 * 0.5 ** (days / halfLifeDays);
}

/** The best first; of equals the newest. */
export function ranked<T extends FoundTicket>(found: readonly T[], now: Date): T[] {
  return found.map((f) => ({ f, score: scoreOf(f, now) })).toSorted((a, b) => b.score - a.score || b.f.ticketId - a.f.ticketId).map((x) => x.f);
}
