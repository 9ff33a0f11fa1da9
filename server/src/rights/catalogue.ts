import type { Database } from '../platform/db/index.ts';

export interface Planted {
  /** Newest row of each table. */
  readonly ids: ReadonlyMap<string, number>;
  /** Tables whose row did not fit by itself, with what the database said. */
  readonly refused: ReadonlyMap<string, string>;
}
interface Column { name: string; table: string; type: string; isNullable: boolean; hasDefault: boolean; isBlank: boolean; refers: string | null; choice: string | null }

const columnsOf = `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable", (a.atthasdef or a.attidentity <> '' or a.attgenerated <> '') as "hasDefault", coalesce((select pg_get_expr(d.adbin, d.adrelid) = '''''::text' from pg_attrdef d where d.adrelid = c.oid and d.adnum = a.attnum), false) as "isBlank",
    (select fr.relname from pg_constraint f join pg_class fr on fr.oid = f.confrelid where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum] limit 1) as refers,
    (select (regexp_match(pg_get_constraintdef(k.oid), '''([^'']+)''::text'))[1] from pg_constraint k where k.contype = 'c' and k.conrelid = c.oid and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%ANY (ARRAY%' limit 1) as choice
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`;

/** A value of a column's type that says whose it is wherever it can. */
function valueFor(column: Column, mark: string): unknown {
  if (column.choice !== null) return column.choice;
  const text = `${mark} ${column.name}`;
  switch (column.type.replace(/\(.*\)/, '')) {
    case 'text': case 'character varying': return text;
    case 'text[]': return [text];
    case 'jsonb': return /name|title|what/.test(column.name) ? JSON.stringify({ zh: text, en: text }) : '{}';
    case 'boolean': return false;
    case 'date': return '2026-03-02';
    case 'timestamp with time zone': return '2026-03-02T02:00:00Z';
    case 'bytea': return Buffer.from(text);
    case 'bigint[]': case 'integer[]': return [];
    default: return 1;
  }
}

/** A key by words of a table that stands already. */
async function firstKey(db: Database, table: string): Promise<unknown> {
  const row = await db.one<Record<string, unknown>>({ text: `select * from "${table}" order by 1 limit 1`, values: [] });
  return row && Object.values(row)[0];
}

/**
 * Plants one row in every table there is, as the catalogue of the database describes it: rows refer to the rows planted before, so that all
 * of it hangs together as one company's. `given` are rows that stand already; `values` says what a table cannot guess.
 */
export async function plantRows(db: Database, mark: string, given: Readonly<Record<string, number>>, values: Readonly<Record<string, Record<string, unknown>>>, except: RegExp): Promise<Planted> {
  const columns = await db.rows<Column>({ text: columnsOf, values: [] });
  const behind = await db.rows<{ table: string; refers: string }>({ text: `select c.relname as table, r.relname as refers from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class r on r.oid = f.confrelid where f.contype = 'f' and f.conrelid <> f.confrelid and cardinality(f.conkey) > 1`, values: [] });
  const tables = Map.groupBy(columns.filter((c) => !except.test(c.table)), (c) => c.table);
  const ids = new Map(Object.entries(given));
  const refused = new Map<string, string>();
  const waiting = new Set([...tables.keys()].filter((t) => !ids.has(t)));
  for (let moved = true; moved && waiting.size > 0; ) {
    moved = false;
    for (const table of waiting) {
      const own = tables.get(table) ?? [];
      // What it refers to comes first; what refers in a ring is left empty.
      if (own.some((c) => c.refers && c.refers !== table && waiting.has(c.refers) && !c.isNullable) || behind.some((b) => b.table === table && waiting.has(b.refers))) continue;
      waiting.delete(table);
      moved = true;
      if (except.test(table)) continue;
      const told = values[table] ?? {};
      const row = new Map<string, unknown>(Object.entries(told));
      for (const c of own) {
        if (row.has(c.name)) continue;
        const known = c.refers && c.refers !== table ? ids.get(c.refers) : undefined;
        const words = c.refers && !c.isNullable && c.type === 'text' ? await firstKey(db, c.refers) : undefined;
        if (known !== undefined && /int/.test(c.type)) row.set(c.name, known);
        else if (words !== undefined) row.set(c.name, words);
        else if (!c.isNullable && (!c.hasDefault || c.isBlank)) row.set(c.name, valueFor(c, mark));
      }
      const names = [...row.keys()];
      const text = `insert into "${table}" (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`;
      await db.one<{ id?: number }>({ text, values: [...row.values()] }).then(
        (made) => { if (typeof made?.id === 'number') ids.set(table, made.id); },
        (error: unknown) => { refused.set(table, String((error as Error).message)); },
      );
    }
  }
  return { ids, refused };
}

/** The planted rows as text: any change shows, table by table. */
export async function fingerprint(db: Database, ids: ReadonlyMap<string, number>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [table, id] of ids) {
    const row = await db.one<{ text: string }>({ text: `select t::text as text from "${table}" t where id = $1`, values: [id] });
    found[table] = row?.text ?? 'gone';
  }
  return found;
}
