import type { QueryClient } from '@tanstack/react-query';
import { type Kept, portalDatabase } from './database.ts';

/** What is worth seeing again without a line. */
const worth = new Set(['company', 'home', 'unit', 'ticket', 'visit', 'visits', 'mine']);
/** Of these, what belongs to nobody. */
const open = new Set(['company']);
const most = 80;
const forgetAfter = 30 * 86_400_000;

/** Puts what was seen last into the pages' memory, before they ask. Where a browser keeps nothing, the pages work as ever. */
export async function recall(queries: QueryClient): Promise<void> {
  try {
    const rows = await (await portalDatabase()).getAll('kept');
    for (const { key, data, at } of rows) if (Date.now() - at < forgetAfter) queries.setQueryData(key, data, { updatedAt: at });
  } catch { /* private windows may refuse storage */ }
}

/** Keeps what comes in from now on, the newest of it. */
export function keepSeen(queries: QueryClient): void {
  const waiting = new Map<string, Kept>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = async () => {
    timer = null;
    const rows = [...waiting.values()];
    waiting.clear();
    try {
      const tx = (await portalDatabase()).transaction('kept', 'readwrite');
      for (const row of rows) await tx.store.put(row);
      const over = (await tx.store.count()) - most;
      if (over > 0) for (const key of (await tx.store.index('at').getAllKeys()).slice(0, over)) await tx.store.delete(key);
      await tx.done;
    } catch { /* as above */ }
  };
  queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || !worth.has(String(event.query.queryKey[0]))) return;
    const { queryHash: hash, queryKey: key, state } = event.query;
    waiting.set(hash, { hash, key, data: state.data, at: state.dataUpdatedAt });
    timer ??= setTimeout(() => void write(), 500);
  });
}

/** Whoever signs out, or signs in anew, leaves nothing of theirs on the device. */
export async function forgetSeen(queries: QueryClient): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey }) => worth.has(String(queryKey[0])) && !open.has(String(queryKey[0])) });
  try {
    const tx = (await portalDatabase()).transaction('kept', 'readwrite');
    for (const row of await tx.store.getAll()) if (!open.has(String(row.key[0]))) await tx.store.delete(row.hash);
    await tx.done;
  } catch { /* as above */ }
}
