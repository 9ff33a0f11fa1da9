import type { ViewFilter, ViewSort } from '@aftercare/contract/desk';
import { type Handle, type Sql, all, hot, raw, sql } from '../../platform/db/index.ts';

export interface SavedViewRow { id: number; agentId: number; name: string; filter: ViewFilter; sort: ViewSort; shared: boolean }
const columns = sql`id, agent_id as "agentId", name, filter, sort, shared`;
/** Somebody's own views and those shared by others. */
export const savedViews = (db: Handle, agentId: number) => db.rows<SavedViewRow>(sql`select ${columns} from saved_view where agent_id = ${agentId} or shared order by name, id`);
export const savedView = (db: Handle, id: number, agentId: number) => db.one<SavedViewRow>(sql`select ${columns} from saved_view where id = ${id} and (agent_id = ${agentId} or shared)`);
export const insertView = (db: Handle, v: Omit<SavedViewRow, 'id'>) =>
  db.one<{ id: number }>(sql`insert into saved_view (agent_id, name, filter, sort, shared) values (${v.agentId}, ${v.name}, ${JSON.stringify(v.filter)}::jsonb, ${v.sort}, ${v.shared}) returning id`);
export const deleteView = (db: Handle, id: number, agentId: number) => db.run(sql`delete from saved_view where id = ${id} and agent_id = ${agentId}`);
/** Teams somebody works for; all of them when `teams` is null. */
export const teamsFor = (db: Handle, teams: readonly number[] | null) => db.rows<{ id: number; name: string }>(hot`select id, name from team where ${teams}::bigint[] is null or id = any(${teams}) order by name`);
/** Tickets due before a moment, of those somebody may see. `t` is the ticket. */
export const countDue = async (db: Handle, before: Date, visible: Sql) =>
  (await db.one<{ n: number }>(sql`select count(*)::int as n from ticket t where ${all([raw(`t.due_at is not null and t.status in ('new', 'open', 'pending', 'hold')`), sql`t.due_at < ${before}`, visible])}`))?.n ?? 0;
