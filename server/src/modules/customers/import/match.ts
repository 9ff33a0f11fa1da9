import type { Fault } from '../../imports/index.ts';
import type { Incoming } from './read-row.ts';

/** Somebody who is to be made of one or more lines of a batch. */
export interface Fresh { readonly at: 'fresh'; readonly first: Incoming; one: Incoming; readonly lines: Incoming[]; /** Whoever has an address of theirs already. */ readonly likely: number[] }
export interface There { readonly at: 'there'; readonly id: number; readonly lines: Incoming[] }
/** In a trial: somebody an earlier batch would have made. */
interface Earlier { readonly at: 'earlier'; readonly line: number }
type Owner = Fresh | There | Earlier;
export interface Matched { readonly fresh: Fresh[]; readonly there: There[]; readonly created: number; readonly changed: number; readonly skipped: number; readonly faults: Fault[] }

export const keysOf = (one: Incoming): string[] => [...one.identities.map((i) => `${i.kind}:${i.value}`), ...(one.number ? [`number:${one.number}`] : [])];
/** Gaps are filled and addresses and tags added; what stands stays. */
export function fold(a: Incoming, b: Incoming): Incoming {
  return { ...a, number: a.number || b.number, tier: a.tier ?? b.tier, region: a.region || b.region, note: a.note || b.note, tags: [...new Set([...a.tags, ...b.tags])].slice(0, 30), identities: [...a.identities, ...b.identities.filter((i) => !a.identities.some((j) => j.kind === i.kind && j.value === i.value))] };
}

/**
 * Who each line is: somebody known by phone, mail or number, somebody of an earlier line, or somebody new.
 * @param known key → customer's id  @param seen in a trial: key → line where it stood first in the file
 */
export function match(list: readonly Incoming[], known: ReadonlyMap<string, number>, seen: ReadonlyMap<string, number>, same: string): Matched {
  const owners = new Map<string, Owner>();
  const byId = new Map<number, There>();
  for (const [key, id] of known) { const owner = byId.get(id) ?? { at: 'there', id, lines: [] }; byId.set(id, owner); owners.set(key, owner); }
  const earlier = new Map<number, Earlier>();
  const fresh: Fresh[] = [];
  const faults: Fault[] = [];
  let [created, changed, skipped] = [0, 0, 0];
  for (const one of list) {
    const keys = keysOf(one);
    for (const key of keys) { const line = seen.get(key); if (line !== undefined && line < one.row.line && !owners.has(key)) { const owner = earlier.get(line) ?? { at: 'earlier', line }; earlier.set(line, owner); owners.set(key, owner); } }
    const found = [...new Set(keys.flatMap((key) => owners.get(key) ?? []))];
    const [owner, second] = found;
    if (owner && same === 'skip') { skipped += 1; continue; }
    if (owner && same === 'merge' && second) {
      const place = (o: Owner) => (o.at === 'there' ? `#${o.id}` : o.at === 'earlier' ? `↑${o.line}` : `↑${o.first.row.line}`);
      const field = one.identities.find((i) => owners.get(`${i.kind}:${i.value}`) === second)?.kind ?? 'number';
      faults.push({ n: one.row.n, line: one.row.line, field, value: one.row.values[field] ?? '', key: 'imports.two-owners', params: { one: place(owner), two: place(second) } });
      continue;
    }
    if (owner && same === 'merge') {
      changed += 1;
      if (owner.at === 'there') owner.lines.push(one);
      else if (owner.at === 'fresh') { owner.one = fold(owner.one, one); owner.lines.push(one); }
      for (const key of keys) if (!owners.has(key)) owners.set(key, owner);
      continue;
    }
    // A new one; an address or number belongs to one customer only, so they get what nobody has.
    const own: Incoming = { ...one, identities: one.identities.filter((i) => !owners.has(`${i.kind}:${i.value}`)), number: one.number && owners.has(`number:${one.number}`) ? '' : one.number };
    const made: Fresh = { at: 'fresh', first: one, one: own, lines: [], likely: found.flatMap((o) => (o.at === 'there' ? [o.id] : [])) };
    fresh.push(made);
    created += 1;
    for (const key of keys) if (!owners.has(key)) owners.set(key, made);
  }
  return { fresh, there: [...byId.values()].filter((t) => t.lines.length > 0), created, changed, skipped, faults };
}
