import { createHmac } from 'node:crypto';
import type { Database, Handle } from '../../platform/db/index.ts';
import * as store from './store.ts';

const batch = 2000;
/** How far below the newest sealed number a late writer is still looked for. */
const lookBack = 100_000;
const origin = Buffer.alloc(32);
const link = (key: Buffer, before: Buffer, text: string): Buffer => createHmac('sha256', key).update(before).update(text).digest();

export interface Verdict {
  /** Lines of the chain that were walked, and its end: noted elsewhere it proves later that nothing was cut off. */
  readonly checked: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** Null: whole. Otherwise the first place that is not as it was written. */
  readonly fault: { readonly kind: 'changed' | 'missing' | 'unsealed' | 'cut'; readonly seq: number; readonly entryId: number | null } | null;
}

/** Seals what came since, in order. Two sealers take turns. @returns whether there was something */
export async function seal(db: Database, key: Buffer): Promise<boolean> {
  return db.tx(async (tx) => {
    await store.takeTurns(tx);
    const last = await store.lastSeal(tx);
    const fresh = await store.unsealed(tx, Math.max(0, (last?.entryId ?? 0) - lookBack), batch);
    if (fresh.length === 0) return false;
    let { seq, hash } = last ?? { seq: 0, hash: origin };
    const seals = fresh.map(({ id, text }) => {
      seq += 1;
      hash = link(key, hash, text);
      return { seq, entryId: id, hash };
    });
    await store.insertSeals(tx, seals);
    return true;
  });
}

/** Walks the chain from its beginning, or its last `newest` lines; `expected` is an end that somebody noted earlier. */
export async function verify(db: Handle, key: Buffer, o: { newest?: number; expected?: { seq: number; hash: string }; unsealedBefore: Date }): Promise<Verdict> {
  const last = await store.lastSeal(db);
  const from = o.newest && last ? Math.max(0, last.seq - o.newest) : 0;
  let seq = from;
  let hash = from === 0 ? origin : ((await store.sealAt(db, from))?.hash ?? origin);
  let checked = 0;
  const verdict = (fault: Verdict['fault']): Verdict => ({ checked, head: last ? { seq: last.seq, hash: last.hash.toString('hex') } : null, fault });
  for (;;) {
    const rows = await store.sealsAfter(db, seq, batch);
    for (const row of rows) {
      if (row.seq !== seq + 1) return verdict({ kind: 'missing', seq: seq + 1, entryId: null });
      const right = link(key, hash, row.text);
      if (!right.equals(row.hash)) return verdict({ kind: 'changed', seq: row.seq, entryId: row.entryId });
      if (o.expected?.seq === row.seq && o.expected.hash !== right.toString('hex')) return verdict({ kind: 'changed', seq: row.seq, entryId: row.entryId });
      seq = row.seq;
      hash = right;
      checked += 1;
    }
    if (rows.length < batch) break;
  }
  if (last && seq < last.seq) return verdict({ kind: 'missing', seq: seq + 1, entryId: null });
  if (o.expected && (last?.seq ?? 0) < o.expected.seq) return verdict({ kind: 'cut', seq: o.expected.seq, entryId: null });
  const open = await store.countUnsealed(db, o.unsealedBefore);
  return verdict(open.n > 0 ? { kind: 'unsealed', seq, entryId: open.first } : null);
}
