/** What two sides say of one thing, and what each said when they agreed last (null: they never did). */
export interface Both { readonly here: string; readonly there: string; readonly baseHere: string | null; readonly baseThere: string | null }
export type Verdict =
  /** They agree; `noted` when that is known already. */
  | { readonly what: 'same'; readonly noted: boolean }
  | { readonly what: 'push' } | { readonly what: 'pull' }
  | { readonly what: 'conflict' };

/** Whoever changed it since they agreed last is right; both changed it differently: a person decides. */
export function merge({ here, there, baseHere, baseThere }: Both, equal: (here: string, there: string) => boolean): Verdict {
  if (equal(here, there)) return { what: 'same', noted: baseHere === here && baseThere === there };
  // A twin of ours that was made a moment ago: what it has not yet is ours to bring.
  const fresh = baseHere === null || baseThere === null;
  const changedHere = fresh || here !== baseHere;
  const changedThere = !fresh && there !== baseThere;
  if (changedHere && changedThere) return { what: 'conflict' };
  if (changedHere) return { what: 'push' };
  if (changedThere) return { what: 'pull' };
  // Neither moved: what differs was left so on purpose (nobody of that name on the other side).
  return { what: 'same', noted: true };
}
