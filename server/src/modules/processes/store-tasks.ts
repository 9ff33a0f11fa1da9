import type { ProcessTask } from '@aftercare/contract/processes';
import { type Handle, type Tx, all, hot, prepared, sql } from '../../platform/db/index.ts';
import type { LockedInstance } from './store.ts';
import type { TaskFilter, TaskRow } from './types.ts';

interface Stored { words: Pick<ProcessTask, 'standard' | 'script' | 'checklist' | 'form' | 'customer'> }
type Flat = Omit<TaskRow, keyof Stored['words']> & Stored & { wait: number; visit: number };
const columns = sql`id, instance_id as "instanceId", wait, visit, key as process, version, stream, ticket_id as "ticketId", element as "elementId", title, kind, role, team_id as "teamId", assignee_id as "assigneeId", state,
  opened_at as "openedAt", due_at as "dueAt", done_at as "doneAt", done_by as "doneBy", words, output`;
export type FoundTask = TaskRow & { readonly wait: number; readonly visit: number };
const full = ({ words, ...row }: Flat): FoundTask => ({ ...row, ...words });

export const findTask = async (db: Handle, id: number): Promise<FoundTask | undefined> => {
  const row = await db.one<Flat>(sql`select ${columns} from process_task where id = ${id}`);
  return row && full(row);
};
/** A task with its instance, which is locked for the rest of the transaction. Whether it is still open says the instance: this row may be older than the lock. */
export async function lockTask(tx: Tx, id: number): Promise<{ task: FoundTask; instance: LockedInstance } | undefined> {
  const row = await tx.one<Flat & { instance: Omit<LockedInstance, 'startedAt' | 'data'>; startedAt: Date; data: Buffer | null }>(prepared(sql`select t.*, i.started_at as "startedAt", i.data,
      json_build_object('id', i.id, 'key', i.key, 'version', i.version, 'stream', i.stream, 'ticketId', i.ticket_id, 'state', i.state) as instance
    from (select ${columns} from process_task where id = ${id}) t, lateral (select id, key, version, stream, ticket_id, state, started_at, data from process_instance p where p.id = t."instanceId" for update) i`));
  if (!row) return undefined;
  const { instance, startedAt, data, ...task } = row;
  return { task: full(task), instance: { ...instance, startedAt, data } };
}
export async function listTasks(db: Handle, f: TaskFilter & { after?: readonly (string | number | null)[]; limit?: number; roles?: readonly string[] }): Promise<FoundTask[]> {
  const [dueAt, id] = f.after ?? [];
  const rows = await db.rows<Flat>(sql`select ${columns} from process_task where ${all([
    sql`state = ${f.state ?? 'open'}`, ...(f.stream ? [sql`stream = ${f.stream}`] : []), ...(f.instanceId ? [sql`instance_id = ${f.instanceId}`] : []),
    ...(f.agentId ? [sql`assignee_id = ${f.agentId}`] : []), ...(f.teamId ? [sql`team_id = ${f.teamId}`] : []), ...(f.role ? [sql`role = ${f.role}`] : []),
    ...(id ? [sql`(coalesce(due_at, 'infinity'), id) > (${dueAt ?? 'infinity'}::timestamptz, ${id})`] : []),
  ])} order by coalesce(due_at, 'infinity'), id limit ${f.limit ?? 500}`);
  return rows.map(full);
}
/** Undefined when it is not open any more. */
export const assign = (tx: Tx, id: number, agentId: number | null, now: Date) => tx.one<{ id: number }>(hot`update process_task set assignee_id = ${agentId}, claimed_at = case when ${agentId}::bigint is null then null else ${now}::timestamptz end where id = ${id} and state = 'open' returning id`);
