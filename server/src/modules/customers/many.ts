import type { Tx } from '../../platform/db/index.ts';
import type { Person } from './customers.ts';
import type { Merging, Proof } from './merge.ts';
import * as store from './store.ts';

const order = ['email', 'phone', 'chat', 'external'];
const proofs: Readonly<Record<string, Proof>> = { email: 'mail', phone: 'phone' };

/**
 * The customers of many people at once, in the order given. Two of them share an address only when they share all (then they
 * are one); an address that belongs to somebody already decides, mail before phone before others. Addresses that are shown to be
 * one person's make their customers one.
 */
export async function findOrCreateMany(tx: Tx, people: readonly Person[], clean: (addresses: Person['addresses']) => store.NewIdentity[], merging: Merging): Promise<{ id: number; isNew: boolean }[]> {
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
  // Two addresses verified in one breath that belong to two customers: those are one.
  for (const { identities } of groups.values()) {
    const shown = identities.filter((i) => i.verified);
    if (shown.length < 2) continue;
    const owners = await store.findByIdentities(tx, shown);
    if (new Set(owners.map((o) => o.customerId)).size < 2) continue;
    await merging.prove(tx, owners.map((o) => o.customerId), proofs[shown[0]?.kind ?? ''] ?? 'sign-in', shown.map((i) => ({ code: 'verified', value: i.value })));
    for (const [key, answer] of answers) answers.set(key, { ...answer, id: (await merging.current(answer.id, tx)) ?? answer.id });
  }
  return wanted.map((w, n) => answers.get(w.key || `nobody ${n}`) ?? { id: 0, isNew: false });
}
