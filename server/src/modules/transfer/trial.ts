import type { Tx } from '../../platform/db/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Came, Fault, Running } from '../imports/index.ts';
import type { Bringing, Item } from './bring.ts';
import { knownOf } from './known.ts';
import { shelfOf } from './shelves/shelves.ts';
import type { ThingItem } from './shelves/take.ts';

/** What would come of these records: nothing is written. Tickets of earlier lines are remembered, so that a word without its ticket is told. */
export async function trial(tx: Tx, items: readonly Item[], things: readonly ThingItem[], b: Bringing, run: Running, conversations: Conversations): Promise<Came> {
  const account = await conversations.bringIn.find(tx, b.source);
  const known = await knownOf(tx, b.source, items.map((i) => i.record), things.map(({ record: r }) => ({ kind: r.kind, foreignId: r.id })));
  const there = await conversations.bringIn.knownMessages(tx, account, items.flatMap((i) => (i.record.kind === 'message' ? [`${b.source}:${i.record.id}`] : [])));
  // A ticket claims its name as line 0; whoever asks and finds another line is the first to speak of it.
  const names = items.flatMap(({ record: r }) => (r.kind === 'ticket' ? [{ key: `ticket:${r.id}`, line: 0 }] : r.kind === 'message' || r.kind === 'note' || r.kind === 'change' ? [{ key: `ticket:${r.ticket}`, line: 1 }] : []));
  const claimed = await run.firstLines(tx, names);
  const faults: Fault[] = [];
  let [created, skipped] = [0, 0];
  const seen = new Set<string>();
  for (const { record: r, n, line } of items) {
    const name = `${r.kind} ${r.id}`;
    const isKnown = r.kind === 'message' ? there.has(`${b.source}:${r.id}`) : known.get(r.kind, r.id) !== undefined;
    if ((r.kind === 'message' || r.kind === 'note' || r.kind === 'change') && known.get('ticket', r.ticket) === undefined && claimed.get(`ticket:${r.ticket}`) !== 0) faults.push({ n, line, field: 'ticket', value: r.ticket, key: 'transfer.no-ticket' });
    else if (r.kind === 'file') continue;
    else if (isKnown || seen.has(name)) skipped += 1;
    else created += 1;
    seen.add(name);
  }
  for (const { record: r } of things) {
    const shelf = shelfOf.get(r.kind);
    if (shelf?.told || (shelf?.setting && !b.settings) || known.get(r.kind, r.id) !== undefined) skipped += 1; else created += 1;
  }
  return { created, changed: 0, skipped, faults, made: [] };
}
