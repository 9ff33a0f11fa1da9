import type { Tx } from '../../platform/db/index.ts';
import { blanks, gone, spoken } from './blanks.ts';
import type { Part } from './closure.ts';
import * as store from './store.ts';

/** Shorter than this a word would take others with it. */
const shortest = 5;
/** How an address may be written elsewhere: a number without its country, say. */
const spellings = (value: string): string[] => (value.startsWith('+') ? [value, ...(value.startsWith('+86') ? [value.slice(3)] : [])] : value.includes(':') ? [value, value.slice(value.lastIndexOf(':') + 1)] : [value]);

export interface Erasing { readonly ids: readonly number[]; readonly parts: readonly Part[]; readonly streams: readonly string[]; readonly mask: string }

/** Takes a person out of everything, in one transaction. `tell` hears how far it is. Returns what was touched. */
export async function erase(tx: Tx, e: Erasing, tell: (share: number, step: string) => Promise<void>): Promise<{ rows: number }> {
  const names = (await store.namesOf(tx, e.ids)).filter((n) => n.trim().length >= 2);
  const addresses = [...new Set((await store.addressesOf(tx, e.ids)).flatMap((a) => spellings(a.value)))].filter((a) => a.length >= shortest);
  const columns = await store.wordColumns(tx);
  const raws = await store.rawOf(tx, e.parts);
  let rows = 0;
  for (const part of e.parts) if (part.table === 'ticket') await store.maskBuyers(tx, await store.valuesOf(tx, part, 'id'), e.mask);
  // Names inside the person's own rows, while their words still stand.
  for (const [i, part] of e.parts.entries()) {
    if (gone.includes(part.table)) continue;
    await tell(5 + (35 * i) / e.parts.length, part.table);
    for (const column of columns.filter((c) => c.table === part.table)) if (names.length + addresses.length > 0) rows += await store.takeOut(tx, column, [...names, ...addresses], part);
  }
  for (const part of e.parts) {
    const set = blanks[part.table];
    if (set) rows += await store.blankRows(tx, part, set);
  }
  await store.dropRaw(tx, raws);
  for (const part of e.parts) if (gone.includes(part.table)) rows += await store.dropRows(tx, part);
  await tell(50, 'event');
  await store.maskEvents(tx, e.streams, spoken);
  await store.maskMerges(tx, e.ids);
  await store.dropProposals(tx, e.ids);
  await store.dropSessions(tx, e.ids);
  await store.dropAnswers(tx);
  // The addresses themselves, wherever anybody quoted them.
  for (const [i, column] of columns.entries()) {
    if (i % 10 === 0) await tell(55 + (40 * i) / columns.length, column.table);
    if (addresses.length > 0) rows += await store.takeOut(tx, column, addresses);
  }
  return { rows };
}
