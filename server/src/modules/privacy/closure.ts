import type { Handle } from '../../platform/db/index.ts';
import { follows } from './edges.ts';
import * as store from './store.ts';

/** Rows of a table whose `column` has one of these values. */
export interface Part { readonly table: string; readonly column: string; readonly values: readonly unknown[] }

/** Everything that belongs to a person: from the customer down the foreign keys of the catalogue, each key once. */
export async function closureOf(db: Handle, customerIds: readonly number[]): Promise<Part[]> {
  const keys = (await store.foreignKeys(db)).filter(follows);
  const parts: Part[] = [{ table: 'customer', column: 'id', values: customerIds }];
  const seen = new Map<string, Set<unknown>>([['customer.id', new Set<unknown>(customerIds)]]);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    for (const key of keys.filter((k) => k.parent === part.table)) {
      const parents = await store.valuesOf(db, part, key.target);
      const name = `${key.child}.${key.column}`;
      const known = seen.get(name) ?? new Set();
      const fresh = parents.filter((v) => v !== null && !known.has(v));
      if (fresh.length === 0) continue;
      for (const v of fresh) known.add(v);
      seen.set(name, known);
      if ((await store.countOf(db, { table: key.child, column: key.column, values: fresh })) > 0) parts.push({ table: key.child, column: key.column, values: fresh });
    }
  }
  return parts;
}
