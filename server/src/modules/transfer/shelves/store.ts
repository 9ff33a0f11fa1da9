import { type Handle, type Sql, type Tx, raw, sql } from '../../../platform/db/index.ts';
import type { Plan, Planned } from './plan.ts';

const named = (word: string) => { if (!/^[a-z_][a-z0-9_]*$/.test(word)) throw new Error(`no name of a table or column: ${word}`); return raw(`"${word}"`); };
const typed = (word: string) => { if (!/^[a-z][a-z0-9 ()[\],_]*$/.test(word)) throw new Error(`no type: ${word}`); return raw(word); };
const list = (parts: readonly Sql[], between = ', ') => parts.reduce((a, b) => sql`${a}${raw(between)}${b}`);

export interface Column { table: string; column: string; type: string; nullable: boolean; generated: boolean; /** Of a foreign key. */ target: string | null; /** In the primary key. */ place: number | null }
export const columnsOf = (db: Handle, tables: readonly string[]) => db.rows<Column>(sql`select k.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable, a.attgenerated <> '' as generated,
  (select p.relname from pg_constraint f join pg_class p on p.oid = f.confrelid where f.contype = 'f' and f.conrelid = k.oid and f.conkey = array[a.attnum] limit 1) as target,
  (select array_position(i.indkey::int2[], a.attnum) from pg_index i where i.indrelid = k.oid and i.indisprimary) as place
  from pg_class k join pg_namespace n on n.oid = k.relnamespace join pg_attribute a on a.attrelid = k.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = current_schema() and k.relkind = 'r' and k.relname = any(${tables}::text[]) order by k.relname, a.attnum`);
export const tableNames = async (db: Handle) => (await db.rows<{ name: string }>(sql`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind in ('r', 'p') order by 1`)).map((r) => r.name);

const keyOf = (plan: Plan) => list(plan.own.map((c) => sql`t.${named(c.column)}`));
/** A page behind the row known by `after`, by its own key. */
export function pageOf(db: Handle, plan: Plan, after: readonly string[], limit: number): Promise<{ own: string[]; row: Record<string, unknown> }[]> {
  const way = plan.shelf.newest ? raw('desc') : raw('asc');
  const behind = after.length === 0 ? sql`true` : sql`row(${keyOf(plan)}) ${raw(plan.shelf.newest ? '<' : '>')} row(${list(plan.own.map((c, i) => sql`${after[i] ?? ''}::text::${typed(c.type)}`))})`;
  return db.rows(sql`select array[${list(plan.own.map((c) => sql`t.${named(c.column)}::text`))}] as own, to_jsonb(x) as row from ${named(plan.shelf.table)} t
    cross join lateral (select ${list(plan.columns.map((c) => sql`t.${named(c.column)}`))}) x where ${behind} order by ${list(plan.own.map((c) => sql`t.${named(c.column)} ${way}`))} limit ${limit}`);
}
export const countOf = async (db: Handle, plan: Plan) => (await db.one<{ n: number }>(sql`select count(*)::int as n from ${named(plan.shelf.table)}`))?.n ?? 0;

export const keysOfFiles = async (db: Handle, ids: readonly number[]) => new Map((await db.rows<{ id: number; key: string; name: string; size: number }>(sql`select id, key, name, size from file where id = any(${ids}::bigint[])`)).map((f) => [f.id, f]));
export const standing = async (db: Handle, plan: Plan, ids: readonly number[]) => new Set((await db.rows<{ id: number }>(sql`select id from ${named(plan.shelf.table)} where id = any(${ids}::bigint[])`)).map((r) => r.id));

type Values = Readonly<Record<string, unknown>>;
const rowsIn = (rows: readonly Values[], columns: readonly Planned[], more: Sql = sql``) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(n int${more}${columns.length > 0 ? sql`, ${list(columns.map((c) => sql`${named(c.column)} ${typed(c.type)}`))}` : sql``})`;
/** Of these, those the world knows by the same words already: the number of the row here, 0 where it has none. */
export function alike(db: Handle, plan: Plan, rows: readonly Values[]): Promise<{ n: number; id: number }[]> {
  const names = (plan.shelf.key ?? plan.own.map((c) => c.column)).map((k) => ({ column: k.replace('~', ''), folded: k.startsWith('~') }));
  const columns = names.map(({ column }) => plan.columns.find((c) => c.column === column)).filter((c) => c !== undefined);
  if (columns.length < names.length) return Promise.resolve([]);
  return db.rows(sql`select w.n, ${plan.numbered ? sql`t.id` : sql`0`} as id from ${rowsIn(rows.map((r, n) => ({ ...r, n })), columns)} join ${named(plan.shelf.table)} t on ${list(names.map(({ column, folded }) => (folded ? sql`lower(t.${named(column)}) = lower(w.${named(column)})` : sql`t.${named(column)} = w.${named(column)}`)), ' and ')}`);
}
/** Numbers to be given to rows. */
export const numbersFor = async (tx: Tx, plan: Plan, n: number) => (await tx.rows<{ id: number }>(sql`select nextval(pg_get_serial_sequence(${plan.shelf.table}, 'id'))::bigint as id from generate_series(1, ${n})`)).map((r) => r.id);
export const putRows = (tx: Tx, plan: Plan, rows: readonly Values[], columns: readonly Planned[]) => tx.run(sql`insert into ${named(plan.shelf.table)} (${list([...(plan.numbered ? [raw('id')] : []), ...columns.map((c) => named(c.column))])}) overriding system value
  select ${list([...(plan.numbered ? [raw('w."ownId"')] : []), ...columns.map((c) => sql`w.${named(c.column)}`)])} from ${rowsIn(rows.map((r, n) => ({ ...r, n })), columns, plan.numbered ? raw(', "ownId" bigint') : sql``)} order by w.n`);
/** What points to a row of its own kind, once all are there. */
export const pointTo = (tx: Tx, plan: Plan, column: Planned, pairs: readonly { id: number; to: number }[]) => tx.run(sql`update ${named(plan.shelf.table)} t set ${named(column.column)} = w."to" from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as w(id bigint, "to" bigint) where t.id = w.id and t.${named(column.column)} is null`);
export const replaceSole = (tx: Tx, plan: Plan, row: Values, columns: readonly Planned[]) => tx.run(sql`update ${named(plan.shelf.table)} t set ${list(columns.map((c) => sql`${named(c.column)} = w.${named(c.column)}`))} from ${rowsIn([{ ...row, n: 0 }], columns)}`);
/** What lay there becomes the ledger's first line. */
export const openLedger = (tx: Tx, rows: readonly { partId: number; siteId: number }[], o: { at: Date; actor: unknown; key: string }) => tx.run(sql`insert into part_move (at, kind, part_id, site_id, quantity, on_hand, defective, value_minor, reason, actor, key)
  select ${o.at}, 'count', s.part_id, s.site_id, s.on_hand + s.defective, s.on_hand, s.defective, s.value_minor, 'archive', ${JSON.stringify(o.actor)}::jsonb, ${o.key} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w("partId" bigint, "siteId" bigint) join stock s on s.part_id = w."partId" and s.site_id = w."siteId"
  where s.on_hand + s.defective > 0`);
/** Units that stand on a shelf: the ledger begins with them, and its sums. */
export async function openGoods(tx: Tx, unitIds: readonly number[], o: { at: Date; actor: unknown; key: string }): Promise<void> {
  await tx.run(sql`insert into goods_move (unit_id, model_id, site_id, grade, kind, ready, refurbishing, reason, actor, at, key)
    select unit_id, model_id, site_id, grade, 'receive', (state = 'ready')::int, (state = 'refurbishing')::int, 'archive', ${JSON.stringify(o.actor)}::jsonb, ${o.at}, ${o.key} from goods_item where unit_id = any(${unitIds}::bigint[])`);
  await tx.run(sql`insert into goods_stock as k (model_id, site_id, grade, ready, refurbishing) select model_id, site_id, grade, count(*) filter (where state = 'ready'), count(*) filter (where state = 'refurbishing') from goods_item where unit_id = any(${unitIds}::bigint[]) group by 1, 2, 3
    on conflict (model_id, site_id, grade) do update set ready = k.ready + excluded.ready, refurbishing = k.refurbishing + excluded.refurbishing`);
}
/** Of these units those nobody has moved since they came: off the shelf again, out of ledger and sums. */
export async function closeGoods(tx: Tx, unitIds: readonly number[]): Promise<void> {
  const still = sql`select m.unit_id from goods_move m where m.unit_id = any(${unitIds}::bigint[]) group by m.unit_id having count(*) = 1 and min(m.reason) = 'archive'`;
  await tx.run(sql`with gone as (delete from goods_item where unit_id in (${still}) returning model_id, site_id, grade, state),
      sums as (select model_id, site_id, grade, count(*) filter (where state = 'ready') as ready, count(*) filter (where state = 'refurbishing') as refurbishing from gone group by 1, 2, 3)
    update goods_stock k set ready = k.ready - s.ready, refurbishing = k.refurbishing - s.refurbishing from sums s where k.model_id = s.model_id and k.site_id = s.site_id and k.grade = s.grade`);
  await tx.run(sql`delete from goods_move m where m.unit_id = any(${unitIds}::bigint[]) and m.reason = 'archive' and not exists (select from goods_item i where i.unit_id = m.unit_id) and not exists (select from goods_move o where o.unit_id = m.unit_id and o.id <> m.id)`);
}
export const dropRows = (tx: Tx, plan: Plan, ids: readonly number[]) => tx.run(sql`delete from ${named(plan.shelf.table)} where id = any(${ids}::bigint[])`);
