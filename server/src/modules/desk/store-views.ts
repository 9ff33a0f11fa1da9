import type { ViewFilter, ViewSort } from '@aftercare/contract/desk';
import { type Handle, type Sql, all, hot, raw, sql } from '../../platform/db/index.ts';

export interface SavedViewRow { id: number; agentId: number; by: string; name: string; filter: ViewFilter; sort: ViewSort; shared: boolean; teamId: number | null }
export interface ViewReader { readonly agentId: number; readonly teams: readonly number[] }
const saved = sql`select v.id, v.agent_id as "agentId", a.name as by, v.name, v.filter, v.sort, v.shared, v.team_id as "teamId" from saved_view v join agent a on a.id = v.agent_id`;
/** Somebody's own views, those of their teams, and those for everybody. */
const readable = (r: ViewReader) => sql`(v.agent_id = ${r.agentId} or v.shared or v.team_id = any(${r.teams}::bigint[]))`;
export const savedViews = (db: Handle, r: ViewReader) => db.rows<SavedViewRow>(sql`${saved} where ${readable(r)} order by v.name, v.id limit 500`);
export const savedView = (db: Handle, id: number, r: ViewReader) => db.one<SavedViewRow>(sql`${saved} where v.id = ${id} and ${readable(r)}`);
type Written = Pick<SavedViewRow, 'name' | 'filter' | 'sort' | 'shared' | 'teamId'>;
export const insertView = (db: Handle, agentId: number, v: Written) =>
  db.one<{ id: number }>(sql`insert into saved_view (agent_id, name, filter, sort, shared, team_id) values (${agentId}, ${v.name}, ${JSON.stringify(v.filter)}::jsonb, ${v.sort}, ${v.shared}, ${v.teamId}) returning id`);
export const updateView = (db: Handle, id: number, v: Written) => db.run(sql`update saved_view set name = ${v.name}, filter = ${JSON.stringify(v.filter)}::jsonb, sort = ${v.sort}, shared = ${v.shared}, team_id = ${v.teamId} where id = ${id}`);
export const deleteView = (db: Handle, id: number) => db.run(sql`delete from saved_view where id = ${id}`);
/** Teams somebody works for; all of them when `teams` is null. */
export const teamsFor = (db: Handle, teams: readonly number[] | null) => db.rows<{ id: number; name: string }>(hot`select id, name from team where ${teams}::bigint[] is null or id = any(${teams}) order by name`);
/** Tickets due before a moment, of those somebody may see. `t` is the ticket. */
export const countDue = async (db: Handle, before: Date, visible: Sql) =>
  (await db.one<{ n: number }>(sql`select count(*)::int as n from ticket t where ${all([raw(`t.due_at is not null and t.status in ('new', 'open', 'pending', 'hold')`), sql`t.due_at < ${before}`, visible])}`))?.n ?? 0;
