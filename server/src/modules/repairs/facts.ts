import { type RepairFacts } from './states.ts';
import type { RepairRow } from './store.ts';
import type { LineRow } from './store-lines.ts';

/** Price of a line without warranty, net, in minor units: pieces at their price, labour by the minute. */
export const priceOf = (l: Pick<LineRow, 'kind' | 'quantity' | 'minutes' | 'unitMinor'>): number => (l.kind === 'labour' ? Math.round((l.unitMinor * l.minutes) / 60) : Math.round(l.unitMinor * l.quantity));
/** Price of all work that stands, net. */
export const netOf = (lines: readonly LineRow[]): number => lines.filter((l) => l.state !== 'dropped').reduce((sum, l) => sum + priceOf(l), 0);

/** What table and guards look at. `quote`: state of the quote, where there is one. */
export function factsOf(row: RepairRow, lines: readonly LineRow[], quote: string | undefined): RepairFacts {
  const parts = lines.filter((l) => l.kind === 'part');
  return {
    state: row.state, covered: row.owed?.covered ?? null, damage: row.diagnosis?.damage ?? null, remedy: row.remedy?.kind ?? null, netMinor: netOf(lines), quoteApproved: quote === 'approved' || (quote === undefined && row.state === 'approved'),
    parts: { planned: parts.filter((l) => l.state === 'planned').length, waiting: parts.filter((l) => l.state === 'waiting').length },
    tested: row.testedAt !== null, testsPassed: row.tests.length > 0 && row.tests.every((t) => t.ok), hasReplacement: row.replacementId !== null,
  };
}
