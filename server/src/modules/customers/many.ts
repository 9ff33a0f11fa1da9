import type { Tx } from '../../platform/db/index.ts';
import type { Person } from './customers.ts';
import * as store from './store.ts';

const order = ['email', 'phone', 'chat', 'external'];

/**
 * The customers of many people at once, in the order given. Two of them share an address only when they share all (then they
 * are one); an address that belongs to somebody already decides, mail before phone before others.
 */
export async function findOrCreateMany(tx: Tx, people: readonly Person[], clean: (addresses: Person['addresses']) => store.NewIdentity[]): Promise<{ id: number; isNew: boolean }[]> {
  const wanted = people.map((person) => { const identities = clean(person.addresses); return { person, identities, key: identities.map((i) => `${i.kind}:${i.value}`).sort().join(' ') }; });
  // Without an address nobody can be found: everybody is somebody of their own.
  const groups = new Map(wanted.map((w, n) => [w.key || `nobody ${n}`, w]));
  const answers = new Map<string, { id: number; isNew: boolean }>();

  const look = async (keys: readonly string[]) => {
    const all = keys.flatMap((key) => groups.get(key)?.identities ?? []);
    if (all.length === 0) return new Map<string, number>();
    return new Map((await store.findByIdentities(tx, all)).map((h) => [`${h.kind}:${h.value}`, h.customerId]));
  };
  const ownerIn = (known: ReadonlyMap<string, number>, identities: readonly store.NewIdentity[]) => identities
    .flatMap((i) => { const id = known.get(`${i.kind}:${i.value}`); return id === undefined ? [] : [{ id, rank: order.indexOf(i.kind) }]; })
    .toSorted((a, b) => a.rank - b.rank || a.id - b.id)[0]?.id;

  const first = await look([...groups.keys()]);
  const incomplete: string[] = [];
  for (const [key, { identities }] of groups) {
    const owner = ownerIn(first, identities);
    if (owner !== undefined && identities.every((i) => first.has(`${i.kind}:${i.value}`))) answers.set(key, { id: owner, isNew: false });
    else incomplete.push(key);
  }
  if (incomplete.length > 0) {
    const locks = incomplete.flatMap((key) => (groups.get(key)?.identities ?? []).map((i) => `${i.kind}:${i.value}`)).sort();
    if (locks.length > 0) await store.lockIdentities(tx, locks);
    const second = await look(incomplete);
    const fresh = incomplete.filter((key) => ownerIn(second, groups.get(key)?.identities ?? []) === undefined);
    const made = await store.insertCustomers(tx, fresh.map((key) => groups.get(key)?.person ?? { name: '?', language: 'en' as const }));
    fresh.forEach((key, i) => answers.set(key, { id: made[i]?.id ?? 0, isNew: true }));
    for (const key of incomplete) if (!answers.has(key)) answers.set(key, { id: ownerIn(second, groups.get(key)?.identities ?? []) ?? 0, isNew: false });
    await store.insertIdentitiesOf(tx, incomplete.flatMap((key) => (groups.get(key)?.identities ?? []).map((i) => ({ ...i, customerId: answers.get(key)?.id ?? 0 }))));
  }
  return wanted.map((w, n) => answers.get(w.key || `nobody ${n}`) ?? { id: 0, isNew: false });
}
