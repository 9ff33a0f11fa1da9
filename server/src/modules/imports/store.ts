import type { ImportColumn, ImportState } from '@aftercare/contract/imports';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, raw, sql } from '../../platform/db/index.ts';
import type { Fault, Made } from './kind.ts';

type Rows<T> = { -readonly [K in keyof T]: T[K] }[];
export interface RunRow {
  id: number; kind: string; at: Date; actor: Actor; language: 'zh-CN' | 'en'; fileId: number | null; fileName: string; fileSize: number; columns: Rows<ImportColumn>; mapping: Record<string, number>; choices: Record<string, string>; dry: boolean; state: ImportState;
  read: number; total: number | null; done: number; created: number; changed: number; skipped: number; failed: number; undone: number; stayed: number; kinds: Record<string, { read: number; failed: number }>; startedAt: Date | null; finishedAt: Date | null; error: { key: string; params: Record<string, unknown> } | null;
}
const columns = sql`r.id, r.kind, r.at, r.actor, r.language, r.file_id as "fileId", r.file_name as "fileName", r.file_size as "fileSize", r.columns, r.mapping, r.choices, r.dry, r.state, r.read_lines as read, r.total, r.done, r.created, r.changed, r.skipped, r.failed, r.undone, r.stayed, r.kinds,
  r.started_at as "startedAt", r.finished_at as "finishedAt", r.error`;
export const findRun = (db: Handle, id: number) => db.one<RunRow>(sql`select ${columns} from import_run r where r.id = ${id}`);
export const lockRun = (tx: Tx, id: number) => tx.one<RunRow>(sql`select ${columns} from import_run r where r.id = ${id} for update`);
export const listRuns = (db: Handle, kinds: readonly string[], before: number | null, limit: number) => db.rows<RunRow>(sql`select ${columns} from import_run r where r.kind = any(${kinds}) and (${before}::bigint is null or r.id < ${before}::bigint) order by r.id desc limit ${limit}`);
export const insertRun = async (tx: Tx, r: { kind: string; at: Date; agentId: number | null; actor: Actor; language: string; fileId: number; fileName: string; fileSize: number; columns: readonly ImportColumn[] }) =>
  (await tx.one<{ id: number }>(sql`insert into import_run (kind, at, agent_id, actor, language, file_id, file_name, file_size, columns) values (${r.kind}, ${r.at}, ${r.agentId}, ${JSON.stringify(r.actor)}::jsonb, ${r.language}, ${r.fileId}, ${r.fileName}, ${r.fileSize}, ${JSON.stringify(r.columns)}::jsonb) returning id`))?.id ?? 0;
export const deleteRun = (tx: Tx, id: number) => tx.run(sql`delete from import_run where id = ${id}`);
/** Everything from the first line again: a trial leaves nothing that a run would count twice. */
export async function beginRun(tx: Tx, id: number, b: { mapping: Record<string, number>; choices: Record<string, string>; dry: boolean; at: Date }): Promise<void> {
  await tx.run(sql`delete from import_fault where run_id = ${id}`);
  await tx.run(sql`delete from import_key where run_id = ${id}`);
  await tx.run(sql`update import_run set mapping = ${JSON.stringify(b.mapping)}::jsonb, choices = ${JSON.stringify(b.choices)}::jsonb, dry = ${b.dry}, state = 'waiting', done = 0, created = 0, changed = 0, skipped = 0, failed = 0, undone = 0, stayed = 0, kinds = '{}', started_at = ${b.at}, finished_at = null, error = null where id = ${id}`);
}
export const setState = (tx: Handle, id: number, state: ImportState, finishedAt: Date | null = null) => tx.run(sql`update import_run set state = ${state}, finished_at = coalesce(${finishedAt}, finished_at) where id = ${id}`);
export const failRun = (tx: Handle, id: number, error: { key: string; params: object }, at: Date) => tx.run(sql`update import_run set state = 'failed', error = ${JSON.stringify(error)}::jsonb, finished_at = ${at} where id = ${id}`);

export interface LineRow { n: number; line: number; cells: unknown }
export async function addLines(tx: Tx, id: number, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.run(hot`insert into import_line (run_id, n, line, cells) select ${id}::bigint, n, line, cells from json_to_recordset(${JSON.stringify(lines)}::json) as w(n int, line int, cells jsonb)`);
  await tx.run(hot`update import_run set read_lines = ${lines.at(-1)?.n ?? 0} where id = ${id}`);
}
export const readAll = (tx: Tx, id: number, total: number) => tx.run(sql`update import_run set total = ${total}, read_lines = ${total}, state = 'running' where id = ${id}`);
export const linesAfter = (tx: Tx, id: number, n: number, limit: number) => tx.rows<LineRow>(hot`select n, line, cells from import_line where run_id = ${id} and n > ${n} order by n limit ${limit}`);
/** Claims keys for the lines where they stand first in this file. */
export const firstLines = async (tx: Tx, id: number, keys: readonly { key: string; line: number }[]) => {
  await tx.run(hot`insert into import_key (run_id, key, line) select ${id}::bigint, key, min(line) from json_to_recordset(${JSON.stringify(keys)}::json) as w(key text, line int) group by key on conflict do nothing`);
  return tx.rows<{ key: string; line: number }>(hot`select key, line from import_key where run_id = ${id} and key = any((select array_agg(w.key) from json_to_recordset(${JSON.stringify(keys)}::json) as w(key text))::text[])`);
};
export interface BatchDone { done: number; created: number; changed: number; skipped: number; failed: number; faults: readonly Fault[]; made: readonly Made[]; kinds?: Readonly<Record<string, { read: number; failed: number }>> }
/** What came of a batch, and the run's position, in the batch's own transaction. */
export async function saveBatch(tx: Tx, id: number, b: BatchDone): Promise<void> {
  const placed = <T extends { n: number }>(list: readonly T[]) => { const at = new Map<number, number>(); return list.map((item) => { const place = at.get(item.n) ?? 0; at.set(item.n, place + 1); return { ...item, place }; }); };
  if (b.faults.length > 0) await tx.run(hot`insert into import_fault (run_id, n, place, line, field, value, key, params) select ${id}::bigint, n, place, line, field, left(value, 500), key, coalesce(params, '{}') from json_to_recordset(${JSON.stringify(placed(b.faults))}::json) as w(n int, place int, line int, field text, value text, key text, params jsonb)`);
  if (b.made.length > 0) await tx.run(hot`insert into import_made (run_id, n, place, what, row_id, was) select ${id}::bigint, n, place, what, "rowId", was from json_to_recordset(${JSON.stringify(placed(b.made))}::json) as w(n int, place int, what text, "rowId" bigint, was jsonb) on conflict do nothing`);
  await tx.run(hot`update import_run set done = done + ${b.done}, created = created + ${b.created}, changed = changed + ${b.changed}, skipped = skipped + ${b.skipped}, failed = failed + ${b.failed},
    kinds = kinds || coalesce((select jsonb_object_agg(key, jsonb_build_object('read', (value ->> 'read')::int + coalesce((kinds -> key ->> 'read')::int, 0), 'failed', (value ->> 'failed')::int + coalesce((kinds -> key ->> 'failed')::int, 0))) from jsonb_each(${JSON.stringify(b.kinds ?? {})}::jsonb)), '{}') where id = ${id}`);
}
/** Those without faults are not needed any more. */
export const dropGoodLines = (tx: Tx, id: number) => tx.run(sql`delete from import_line l where l.run_id = ${id} and not exists (select from import_fault f where f.run_id = l.run_id and f.n = l.n)`);
export const faultsAfter = (db: Handle, id: number, after: readonly [number, number], limit: number) => db.rows<{ n: number; place: number; line: number; field: string; value: string; key: string; params: Record<string, unknown> }>(sql`select n, place, line, field, value, key, params from import_fault where run_id = ${id} and (n, place) > (${after[0]}, ${after[1]}) order by n, place limit ${limit}`);
export const faultyLines = (db: Handle, id: number, after: number, limit: number) => db.rows<LineRow & { faults: { field: string; value: string; key: string; params: Record<string, unknown> }[] }>(sql`select l.n, l.line, l.cells, f.faults
  from (select n, json_agg(json_build_object('field', field, 'value', value, 'key', key, 'params', params) order by place) as faults from import_fault where run_id = ${id} and n > ${after} group by n order by n limit ${limit}) f join import_line l on l.run_id = ${id} and l.n = f.n order by l.n`);
export const lastMade = (tx: Tx, id: number, limit: number) => tx.rows<Made & { place: number }>(sql`select n, place, what, row_id as "rowId", was from import_made where run_id = ${id} order by n desc, place desc limit ${limit}`);
/** Ids of what came new, in the order of their numbers. */
export const newIds = async (db: Handle, id: number, what: string, after: number, limit: number) => (await db.rows<{ id: number }>(sql`select row_id as id from import_made where run_id = ${id} and what = ${what} and was is null and row_id > ${after} order by row_id limit ${limit}`)).map((r) => r.id);
export const anyMade = async (db: Handle, id: number) => (await db.one<{ any: boolean }>(sql`select exists (select from import_made where run_id = ${id}) as any`))?.any ?? false;
export async function saveUndone(tx: Tx, id: number, made: readonly { n: number; place: number }[], stayed: number): Promise<void> {
  await tx.run(sql`delete from import_made m using json_to_recordset(${JSON.stringify(made.map(({ n, place }) => ({ n, place })))}::json) as w(n int, place int) where m.run_id = ${id} and m.n = w.n and m.place = w.place`);
  await tx.run(sql`update import_run set undone = undone + ${made.length - stayed}, stayed = stayed + ${stayed} where id = ${id}`);
}
/** Runs whose lines and file are kept no longer: those are people's data. */
export const oldRuns = (db: Handle, before: Date, limit: number) => db.rows<{ id: number; fileId: number | null; state: ImportState }>(sql`select id, file_id as "fileId", state from import_run where at < ${before} and (file_id is not null or state = 'draft') order by id limit ${limit}`);
export async function clearRun(tx: Tx, id: number): Promise<void> {
  for (const table of [sql`import_line`, sql`import_key`, sql`import_fault`, sql`import_made`]) await tx.run(sql`delete from ${table} where run_id = ${id}`);
  await tx.run(sql`update import_run set file_id = null, columns = '[]' where id = ${id}`);
}
/** How much stands in these tables, counted by the database for its plans. */
export const measure = (db: Handle, tables: readonly string[]) => db.run(raw(`analyze ${tables.join(', ')}`));
