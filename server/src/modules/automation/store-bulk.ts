import type { BulkWork } from '@aftercare/contract/automation';
import type { Asker } from '../../platform/auth/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface BulkRow { id: number; at: Date; agentId: number | null; principal: Asker; work: BulkWork; view: string | null; total: number; done: number; failed: number; state: 'waiting' | 'gathering' | 'running' | 'done' | 'stopped'; finishedAt: Date | null; undoOf: number | null; undoneBy: number | null }
const columns = sql`b.id, b.at, b.agent_id as "agentId", b.principal, b.work, b.view, b.total, b.done, b.failed, b.state, b.finished_at as "finishedAt", b.undo_of as "undoOf", b.undone_by as "undoneBy"`;
export const findBulk = (db: Handle, id: number) => db.one<BulkRow>(sql`select ${columns} from bulk_run b where b.id = ${id}`);
export const lockBulk = async (tx: Tx, id: number) => { await tx.run(sql`select 1 from bulk_run where id = ${id} for update`); return findBulk(tx, id); };
export const bulksOf = (db: Handle, agentId: number) => db.rows<BulkRow>(sql`select ${columns} from bulk_run b where b.agent_id = ${agentId} order by b.id desc limit 20`);
export const insertBulk = async (tx: Tx, b: { at: Date; agentId: number | null; principal: Asker; work: BulkWork; view: string | null; undoOf: number | null }) => (await tx.one<{ id: number }>(sql`insert into bulk_run (at, agent_id, principal, work, view, undo_of, state)
  values (${b.at}, ${b.agentId}, ${JSON.stringify(b.principal)}::jsonb, ${JSON.stringify(b.work)}::jsonb, ${b.view}, ${b.undoOf}, ${b.view ? 'gathering' : 'waiting'}) returning id`))?.id ?? 0;
export const addItems = async (tx: Tx, runId: number, ids: readonly number[]) => {
  await tx.run(sql`insert into bulk_item (run_id, n, ticket_id) select ${runId}, n, id from unnest(${ids}::bigint[]) with ordinality as u(id, n)`);
  await tx.run(sql`update bulk_run set total = ${ids.length}, state = 'waiting' where id = ${runId}`);
};
/** What a run did, newest first, to be taken back. */
export const copyDone = async (tx: Tx, runId: number, from: number) => {
  await tx.run(sql`insert into bulk_item (run_id, n, ticket_id, change_ids, message_id) select ${runId}, row_number() over (order by n desc), ticket_id, change_ids, message_id from bulk_item where run_id = ${from} and state = 'done'`);
  await tx.run(sql`update bulk_run set total = (select count(*) from bulk_item where run_id = ${runId}), state = 'waiting' where id = ${runId}`);
  await tx.run(sql`update bulk_run set undone_by = ${runId} where id = ${from}`);
};
export interface ItemRow { n: number; ticketId: number; changeIds: number[]; messageId: number | null }
export const nextItems = (tx: Tx, runId: number, limit: number) => tx.rows<ItemRow>(hot`select n, ticket_id as "ticketId", change_ids as "changeIds", message_id as "messageId" from bulk_item where run_id = ${runId} and state = 'waiting' order by n limit ${limit}`);
export interface ItemDone { n: number; state: 'done' | 'failed'; code: string | null; key: string | null; params: Readonly<Record<string, unknown>> | null; changeIds: readonly number[]; messageId: number | null }
/** What came of a chunk, and the run's numbers with it. */
export async function saveItems(tx: Tx, runId: number, items: readonly ItemDone[], now: Date): Promise<void> {
  await tx.run(sql`update bulk_item i set state = w.state, code = w.code, key = w.key, params = w.params, change_ids = coalesce((select array_agg(v::bigint) from json_array_elements_text(w."changeIds") v), '{}'), message_id = w."messageId"
    from json_to_recordset(${JSON.stringify(items)}::json) as w(n int, state text, code text, key text, params jsonb, "changeIds" json, "messageId" bigint) where i.run_id = ${runId} and i.n = w.n`);
  await tx.run(sql`update bulk_run set done = done + ${items.filter((i) => i.state === 'done').length}, failed = failed + ${items.filter((i) => i.state === 'failed').length}, state = case when state = 'stopped' then state when done + failed + ${items.length} >= total then 'done' else 'running' end,
    finished_at = case when done + failed + ${items.length} >= total then ${now}::timestamptz else finished_at end where id = ${runId}`);
}
export const setBulkState = (tx: Tx, id: number, state: string, at: Date | null) => tx.run(sql`update bulk_run set state = ${state}, finished_at = coalesce(finished_at, ${at}) where id = ${id} and state not in ('done', 'stopped')`);
/** Whoever named a ticket they do not see learns nothing of it. `visible` speaks of `t`. */
export const failuresOf = (db: Handle, runId: number, visible: Sql, after: number, limit: number) => db.rows<{ n: number; ticketId: number; subject: string; code: string; key: string | null; params: Record<string, unknown> | null }>(sql`select i.n, i.ticket_id as "ticketId", coalesce(t.subject, '') as subject, i.code, i.key, i.params
  from bulk_item i left join ticket t on t.id = i.ticket_id and ${visible} where i.run_id = ${runId} and i.state = 'failed' and i.n > ${after} order by i.n limit ${limit}`);
