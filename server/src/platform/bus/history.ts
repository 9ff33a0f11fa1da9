import type { Database } from '../db/index.ts';
import type { LoggedEvent } from './event.ts';
import { eventsBetween, firstFrom, logEnds } from './store.ts';

export interface Span { readonly types: readonly string[]; readonly from: Date; readonly to: Date; /** The last one of the page before. */ readonly after: number | null; readonly limit: number }

/** Numbers given out by transactions that ran beside each other may stand a little out of time. */
const slack = 5000;

/**
 * Facts of a span of time in their order, a page at a time. The log has no index by time, for its numbers grow with it: the place
 * is found by halving.
 */
export async function historyOf(db: Database, span: Span): Promise<LoggedEvent[]> {
  return eventsBetween(db, { ...span, after: span.after ?? (await beforeFirst(db, span.from)) });
}

async function beforeFirst(db: Database, from: Date): Promise<number> {
  let { low, high } = await logEnds(db);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await firstFrom(db, middle);
    if (row && row.at < from) low = Math.max(middle, row.id) + 1;
    else high = middle;
  }
  return Math.max(0, low - slack);
}
