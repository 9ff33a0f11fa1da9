import type { Handle, Tx } from '../../platform/db/index.ts';
import type { TransferRecord } from './record.ts';
import * as store from './store.ts';

const key = (kind: string, id: string) => `${kind} ${id}`;

/** Numbers of people and teams in a history are those of the other house. */
function memberOf(field: string, value: unknown): { kind: store.OriginKind; foreignId: string } | null {
  if (typeof value !== 'number') return null;
  return field === 'ownerId' ? { kind: 'agent', foreignId: `agent:${value}` } : field === 'teamId' ? { kind: 'team', foreignId: String(value) } : null;
}

/** What a record says of others: who may be meant by `by` is a customer or somebody who works there. */
function refsOf(r: TransferRecord): { kind: store.OriginKind; foreignId: string }[] {
  const people = (id: string | null) => (id === null ? [] : [{ kind: 'customer' as const, foreignId: id }, { kind: 'agent' as const, foreignId: id }]);
  switch (r.kind) {
    case 'customer': return [{ kind: 'customer', foreignId: r.id }, ...(r.companyId ? [{ kind: 'customer' as const, foreignId: r.companyId }] : [])];
    case 'ticket': return [{ kind: 'ticket', foreignId: r.id }, ...(r.unit ? [{ kind: 'unit', foreignId: r.unit }] : []), { kind: 'customer', foreignId: r.customer }, ...(r.owner ? [{ kind: 'agent' as const, foreignId: r.owner }] : []), ...(r.team ? [{ kind: 'team' as const, foreignId: r.team }] : [])];
    case 'message': return [{ kind: 'ticket', foreignId: r.ticket }, ...people(r.by), ...r.files.flatMap((f) => (f.key ? [{ kind: 'file' as const, foreignId: f.key }] : []))];
    case 'note': return [{ kind: 'note', foreignId: r.id }, { kind: 'ticket', foreignId: r.ticket }, ...people(r.by), ...r.files.flatMap((f) => (f.key ? [{ kind: 'file' as const, foreignId: f.key }] : []))];
    case 'change': return [{ kind: 'change', foreignId: r.id }, { kind: 'ticket', foreignId: r.ticket }, ...people(r.by), ...r.fields.flatMap((f) => [f.from, f.to].flatMap((v) => memberOf(f.field, v) ?? []))];
    default: return [{ kind: r.kind, foreignId: r.id }];
  }
}

/** What of a desk is here already: rows by the ids they have there. Grows as a batch makes more. */
export async function knownOf(handle: Handle, source: string, records: readonly TransferRecord[], more: readonly { kind: store.OriginKind; foreignId: string }[] = []) {
  const refs = [...records.flatMap(refsOf), ...more];
  const found = new Map((refs.length > 0 ? await store.originsOf(handle, source, refs) : []).map((o) => [key(o.kind, o.foreignId), o.rowId]));
  const names = new Map<string, string>();
  // Somebody may have taken a row away since: then it is not known.
  for (const table of ['customer', 'agent', 'team'] as const) {
    const mine = [...found].filter(([k]) => k.startsWith(`${table} `));
    const there = new Map((mine.length > 0 ? await store.standing(handle, table, [...new Set(mine.map(([, id]) => id))]) : []).map((r) => [r.id, r]));
    for (const r of there.values()) names.set(`${table} ${r.id}`, r.name);
    for (const [k, id] of mine) if (!there.has(id)) found.delete(k); else if (there.get(id)?.joinedInto) found.set(k, there.get(id)?.joinedInto as number);
  }
  const fresh: store.Origin[] = [];
  return {
    get: (kind: store.OriginKind, id: string | null): number | undefined => (id === null ? undefined : found.get(key(kind, id))),
    /** What a row of ours is called; empty when it is not known here. */
    nameOf: (kind: 'customer' | 'agent', rowId: number | undefined): string => names.get(`${kind} ${rowId ?? 0}`) ?? '',
    /** The value of a field as it is here: people and teams by our numbers, null where they are not. */
    here(field: string, value: unknown): unknown {
      const member = memberOf(field, value);
      return member ? (found.get(key(member.kind, member.foreignId)) ?? null) : value;
    },
    put(kind: store.OriginKind, id: string, rowId: number): void { found.set(key(kind, id), rowId); fresh.push({ kind, foreignId: id, rowId }); },
    async keep(tx: Tx): Promise<void> { if (fresh.length > 0) await store.putOrigins(tx, source, [...new Map(fresh.splice(0).map((o) => [key(o.kind, o.foreignId), o])).values()]); },
  };
}
export type Known = Awaited<ReturnType<typeof knownOf>>;
