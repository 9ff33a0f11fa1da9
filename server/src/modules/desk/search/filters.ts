import { type FilterKey, type SearchKind, type TypedFilter, filterValues } from '@aftercare/contract/search';
import type { Principal } from '../../../platform/auth/index.ts';
import type { Handle, Sql } from '../../../platform/db/index.ts';
import { dayIn } from '../../../platform/feel/index.ts';
import { startOf, zoneOf } from '../store-days.ts';
import { typedSound } from './sounds.ts';
import * as store from './store-filters.ts';
import { sounding } from './store-sounds.ts';

export interface UnderstoodFilter { readonly key: FilterKey; readonly typed: string; readonly values: string[]; readonly label: string; readonly known: boolean }
export interface FilterReading {
  readonly understood: readonly UnderstoodFilter[];
  /** Conditions on `t`. */
  readonly where: readonly Sql[];
  readonly kinds: readonly SearchKind[] | null;
}

const statusesOf = (value: string) => (value === 'todo' ? ['new', 'open'] : [value]);
const isKnown = (key: FilterKey, value: string) => filterValues[key]?.some(([name]) => name === value) === true;
const soundOf = (kind: 'customer' | 'agent', value: string): Sql | null => { const sound = typedSound(value); return sound ? sounding(kind, [sound], true, 200) : null; };

/** A day as typed, or one so many days before today: `2026-03-01`, `7d`, `30天`. Null when it is neither. */
export function dayOf(value: string, today: string): string | null {
  const ago = /^(\d{1,4})(d|天|日)$/i.exec(value)?.[1];
  if (ago) return new Date(Date.parse(today) - Number(ago) * 86_400_000).toISOString().slice(0, 10);
  const [, y, m, d] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value) ?? [];
  if (!y || !m || !d) return null;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? null : day;
}

interface Meaning { readonly where: Sql | null; readonly label: string; readonly known: boolean }
const nothing = (values: readonly string[]): Meaning => ({ where: null, label: values.join(', '), known: false });
const named = <T>(values: readonly string[], found: readonly T[], label: (t: T) => string, where: (found: readonly T[]) => Sql): Meaning =>
  (found.length === 0 ? nothing(values) : { where: where(found), label: [...new Set(found.slice(0, 3).map(label))].join(', ') + (found.length > 3 ? ' …' : ''), known: true });

/** Reads filters for one caller: names become those they mean. */
export function createFilters(db: Handle, now: () => Date, customersVisible: (principal: Principal) => Sql) {
  const each = async <T>(values: readonly string[], find: (value: string) => Promise<T[]>) => (await Promise.all(values.map(find))).flat();

  async function meaningOf({ key, values }: TypedFilter, principal: Principal, language: string): Promise<Meaning> {
    const me = principal.kind === 'agent' ? principal.id : 0;
    switch (key) {
      case 'kind': return values.every((v) => isKnown('kind', v)) ? { where: null, label: values.join(', '), known: true } : nothing(values);
      case 'status': case 'priority': case 'channel': return values.every((v) => isKnown(key, v)) ? { where: store.oneOf[key](key === 'status' ? values.flatMap(statusesOf) : values), label: values.join(', '), known: true } : nothing(values);
      case 'owner': {
        const people = await each(values.filter((v) => v !== 'me' && v !== 'none'), (v) => store.agentsNamed(db, v, soundOf('agent', v)));
        const ids = [...(values.includes('me') ? [me] : []), ...people.map((p) => p.id)];
        return ids.length === 0 && !values.includes('none') ? nothing(values) : { where: store.ownedBy(ids, values.includes('none')), label: [...values.filter((v) => v === 'me' || v === 'none'), ...people.slice(0, 3).map((p) => p.name)].join(', '), known: true };
      }
      case 'team': return named(values, await each(values, (v) => store.teamsNamed(db, v)), (t) => t.name, (t) => store.ofTeams(t.map((x) => x.id)));
      case 'customer': return named(values, await each(values, (v) => store.customersNamed(db, v, soundOf('customer', v), customersVisible(principal))), (c) => c.name, (c) => store.ofCustomers(c.map((x) => x.id)));
      case 'type': return named(values, await each(values, (v) => store.typesNamed(db, v)), (t) => (language.startsWith('zh') ? t.name.zh : t.name.en), (t) => store.oneOf.type(t.map((x) => x.key)));
      case 'tag': return { where: store.tagged(values), label: values.join(', '), known: true };
      case 'product': return { where: store.aboutProduct(values), label: values.join(', '), known: true };
      case 'after': case 'before': {
        const day = dayOf(values[0] ?? '', dayIn(now(), await zoneOf(db)));
        return day ? { where: (key === 'after' ? store.openedFrom : store.openedUntil)(await startOf(db, day)), label: day, known: true } : nothing(values);
      }
    }
  }

  return async (filters: readonly TypedFilter[], principal: Principal, language: string): Promise<FilterReading> => {
    const meanings = await Promise.all(filters.slice(0, 12).map(async (filter) => ({ filter, meaning: await meaningOf(filter, principal, language) })));
    const kinds = filters.filter((f) => f.key === 'kind').flatMap((f) => f.values) as SearchKind[];
    return {
      understood: meanings.map(({ filter, meaning }) => ({ key: filter.key, typed: filter.typed, values: [...filter.values], label: meaning.label, known: meaning.known })),
      where: meanings.flatMap(({ meaning }) => (meaning.where ? [meaning.where] : [])), kinds: kinds.length > 0 ? kinds : null,
    };
  };
}
