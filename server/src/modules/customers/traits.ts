import type { Traits } from './store-merge.ts';

const tiers = ['standard', 'silver', 'gold', 'vip'];
/** A name that is only an address, a mark of a visitor, or nothing. */
const nameless = (name: string) => /^(|\?|visitor.*|访客.*|匿名.*|[^\s@]+@[^\s@]+|[+\d\s()-]{5,})$/i.test(name.trim());

/** What the one that stays is called and how it is treated once `from` has become part of it: nothing that we promised is lost. */
export function together(from: Traits, into: Traits, ids: { readonly fromId: number; readonly intoId: number }): Traits {
  const company = [into.companyId, from.companyId].find((id) => id !== null && id !== ids.fromId && id !== ids.intoId) ?? null;
  return {
    name: nameless(into.name) && !nameless(from.name) ? from.name : into.name,
    tier: tiers[Math.max(tiers.indexOf(from.tier), tiers.indexOf(into.tier))] ?? into.tier,
    tags: [...new Set([...into.tags, ...from.tags])],
    note: [into.note, from.note].filter((n, i, all) => n.trim() !== '' && all.indexOf(n) === i).join('\n\n'),
    companyId: company,
    preferredChannel: into.preferredChannel ?? from.preferredChannel,
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
/** The traits after an undoing: each as before the joining, unless somebody changed it since. */
export function giveBack(now: Traits, joined: { readonly before: Traits; readonly after: Traits }): Traits {
  const pick = <K extends keyof Traits>(key: K): Traits[K] => (same(now[key], joined.after[key]) ? joined.before[key] : now[key]);
  return { name: pick('name'), tier: pick('tier'), tags: pick('tags'), note: pick('note'), companyId: pick('companyId'), preferredChannel: pick('preferredChannel') };
}
