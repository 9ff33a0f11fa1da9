import type { Handle } from '../../../platform/db/index.ts';
import type { Shelf } from './shelf.ts';
import { baseKinds, shelfOf, shelves } from './shelves.ts';
import { type Column, columnsOf } from './store.ts';

/** A column with the key it has in a record, and whose number it holds. */
export interface Planned extends Column { readonly key: string; readonly ref: string | null; readonly list: boolean }
export interface Plan { readonly shelf: Shelf; readonly columns: readonly Planned[]; /** What a row is known by in its own house; `id` where it has one. */ readonly own: readonly Planned[]; readonly numbered: boolean; /** Points to rows of its own kind. */ readonly selves: readonly Planned[]; /** Written, never read. */ readonly fresh: readonly Planned[] }

/** Whatever is called so never leaves, whichever table it is added to. */
const secret = /secret|password|passwd|token|credential|private|_hash$|^mac$|api_key|cursor/;
const camel = (word: string) => word.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const kindsOfTables = new Map([...Object.entries(baseKinds), ...shelves.map((s) => [s.table, s.kind] as const)]);

/** Every record has a kind of its own. */
const keyOf = (column: string, pointed: boolean) => (column === 'kind' ? 'ownKind' : camel(pointed && column.endsWith('_id') ? column.slice(0, -3) : column));

function planOf(shelf: Shelf, all: readonly Column[]): Plan {
  const known = all.filter((c) => c.table === shelf.table);
  const numbered = known.some((c) => c.column === 'id' && c.place !== null && !shelf.sole);
  const columns = known.flatMap((c): Planned[] => {
    if (c.generated || c.type === 'bytea' || secret.test(c.column) || shelf.leave?.includes(c.column) || (c.column === 'id' && (numbered || shelf.sole)) || c.column === 'sole') return [];
    const target = c.target === null ? undefined : kindsOfTables.get(c.target);
    // A number of something that stays at home says nothing elsewhere.
    if (c.target !== null && target === undefined && c.type === 'bigint') return [];
    const pointed = shelf.refs?.[c.column] ?? (c.type === 'bigint' || (target !== undefined && shelfOf.get(target)?.own) ? target ?? null : null);
    return [{ ...c, ref: pointed, list: c.type.endsWith('[]'), key: keyOf(c.column, pointed !== null) }];
  });
  const own = known.filter((c) => c.place !== null).toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0)).map((c) => columns.find((p) => p.column === c.column) ?? { ...c, key: c.column, ref: null, list: false });
  const fresh = known.flatMap((c): Planned[] => (shelf.fresh?.includes(c.column) ? [{ ...c, key: c.column, ref: null, list: false }] : []));
  return { shelf, columns, own, numbered, selves: columns.filter((c) => c.ref === shelf.kind), fresh };
}

/** How each shelf is written and read, in their order; looked up once. */
export function createPlans(db: Handle) {
  let kept: Promise<readonly Plan[]> | undefined;
  return () => (kept ??= columnsOf(db, shelves.map((s) => s.table)).then((all) => shelves.map((s) => planOf(s, all)), (error: unknown) => { kept = undefined; throw error; }));
}
export type Plans = ReturnType<typeof createPlans>;
