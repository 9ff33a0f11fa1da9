import type { ExportForm, ExportRun, ExportWhat } from '@aftercare/contract/exports';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import type { Asker } from './asker.ts';
import type { Place } from './gather.ts';
import type { Entry } from './write-archive.ts';

export interface ExportRow { id: number; at: Date; principal: Asker; actor: Actor; language: 'zh-CN' | 'en'; what: ExportWhat; form: ExportForm; view: string | null; state: ExportRun['state']; done: number; total: number; counts: Record<string, number>; totals: Record<string, number>; fileId: number | null; size: number | null; error: string | null; finishedAt: Date | null; expiresAt: Date | null }
const columns = sql`r.id, r.at, r.principal, r.actor, r.language, r.what, r.form, r.view, r.state, r.done, r.total, r.counts, r.totals, r.file_id as "fileId", r.size, r.error, r.finished_at as "finishedAt", r.expires_at as "expiresAt"`;
const mine = (a: Pick<Asker, 'kind' | 'id'>) => sql`r.principal ->> 'kind' = ${a.kind} and r.principal ->> 'id' = ${String(a.id)}`;
export const findExport = (db: Handle, id: number) => db.one<ExportRow>(sql`select ${columns} from export_run r where r.id = ${id}`);
export const findMine = (db: Handle, a: Pick<Asker, 'kind' | 'id'>, id: number) => db.one<ExportRow>(sql`select ${columns} from export_run r where r.id = ${id} and ${mine(a)}`);
export const listMine = (db: Handle, a: Pick<Asker, 'kind' | 'id'>, before: number | null, limit: number) => db.rows<ExportRow>(sql`select ${columns} from export_run r where ${mine(a)} and (${before}::bigint is null or r.id < ${before}::bigint) order by r.id desc limit ${limit}`);
export const underWay = async (db: Handle, a: Pick<Asker, 'kind' | 'id'>) => (await db.one<{ n: number }>(sql`select count(*)::int as n from export_run r where ${mine(a)} and r.state in ('waiting', 'running')`))?.n ?? 0;
export const insertExport = async (tx: Tx, r: { at: Date; principal: Asker; actor: Actor; language: string; what: string; form: string; view: string | null }) => (await tx.one<{ id: number }>(sql`insert into export_run (at, principal, actor, language, what, form, view)
  values (${r.at}, ${JSON.stringify(r.principal)}::jsonb, ${JSON.stringify(r.actor)}::jsonb, ${r.language}, ${r.what}, ${r.form}, ${r.view}) returning id`))?.id ?? 0;
/** False when somebody stopped it. */
export const progress = async (db: Handle, id: number, p: { done: number; total: number; counts: Record<string, number>; totals: Record<string, number> }) => (await db.run(sql`update export_run set state = 'running', done = ${p.done}, total = ${p.total}, counts = ${JSON.stringify(p.counts)}::jsonb, totals = ${JSON.stringify(p.totals)}::jsonb where id = ${id} and state in ('waiting', 'running')`)) > 0;
export const finish = async (db: Handle, id: number, f: { fileId: number; size: number; at: Date; expiresAt: Date }) => (await db.run(sql`update export_run set state = 'done', done = total, file_id = ${f.fileId}, size = ${f.size}, finished_at = ${f.at}, expires_at = ${f.expiresAt} where id = ${id} and state in ('waiting', 'running')`)) > 0;
export const fail = (db: Handle, id: number, state: 'failed' | 'stopped', error: string | null, at: Date) => db.run(sql`update export_run set state = ${state}, error = ${error}, finished_at = ${at} where id = ${id} and state in ('waiting', 'running')`);
export const forgetFile = (db: Handle, id: number) => db.run(sql`update export_run set file_id = null where id = ${id}`);
export const deleteExport = (tx: Tx, id: number) => tx.run(sql`delete from export_run where id = ${id}`);
export const expired = (db: Handle, now: Date) => db.rows<{ id: number; fileId: number }>(sql`select id, file_id as "fileId" from export_run where file_id is not null and expires_at <= ${now} order by expires_at limit 200`);

export interface PartRow { n: number; fileId: number | null; entries: Entry[]; place: Place; counts: Record<string, number> }
export const partsOf = (db: Handle, runId: number) => db.rows<PartRow>(sql`select n, file_id as "fileId", entries, place, counts from export_part where run_id = ${runId} order by n`);
export const addPart = (db: Handle, runId: number, p: PartRow) => db.run(sql`insert into export_part (run_id, n, file_id, entries, place, counts) values (${runId}, ${p.n}, ${p.fileId}, ${JSON.stringify(p.entries)}::jsonb, ${JSON.stringify(p.place)}::jsonb, ${JSON.stringify(p.counts)}::jsonb)`);
export const dropParts = (db: Handle, runId: number) => db.run(sql`delete from export_part where run_id = ${runId}`);
/** Bytes of a run that are none of its pieces and not its file: written when the work was killed, or not needed any more. */
export const strayFiles = (db: Handle, runId: number) => db.rows<{ id: number }>(sql`select f.id from file f where f.owner = ${`export:${runId}`} and not exists (select from export_part p where p.file_id = f.id) and not exists (select from export_run r where r.file_id = f.id)`);
/** Runs that will not go on and still have pieces. */
export const overWithParts = (db: Handle) => db.rows<{ id: number }>(sql`select r.id from export_run r where r.state not in ('waiting', 'running') and exists (select from export_part p where p.run_id = r.id)`);
