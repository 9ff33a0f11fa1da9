import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { Verdict } from './policy.ts';

export interface PersonRow {
  id: number; presence: 'online' | 'away' | 'offline'; capacity: number; languages: string[]; calendarId: number | null; teams: number[];
  skills: { skillId: number; level: number }[]; lastAssignedAt: Date | null;
}
/** Active members of teams. */
export const people = (db: Handle, teamIds: readonly number[]) => db.rows<PersonRow>(hot`select a.id, a.presence, a.capacity, a.languages, a.calendar_id as "calendarId", m.teams, l.last_assigned_at as "lastAssignedAt",
    coalesce((select json_agg(json_build_object('skillId', k.skill_id, 'level', k.level)) from agent_skill k where k.agent_id = a.id), '[]') as skills
  from (select agent_id, array_agg(team_id) as teams from team_member where team_id = any(${teamIds}) group by agent_id) m
  join agent a on a.id = m.agent_id and a.status = 'active' left join agent_load l on l.agent_id = a.id order by a.id`);
/** Makes routers take turns over these people until their commit. */
export async function lockLoads(tx: Tx, agentIds: readonly number[]): Promise<void> {
  await tx.run(hot`insert into agent_load (agent_id) select id from unnest(${agentIds}::bigint[]) as w(id) order by id on conflict do nothing`);
  await tx.run(hot`select from agent_load where agent_id = any(${agentIds}) order by agent_id for update`);
}
/** Tickets in hand, and when somebody got their last one. Read it under the lock. */
export const loads = (db: Handle, agentIds: readonly number[]) => db.rows<{ id: number; open: number; lastAssignedAt: Date | null }>(hot`select w.id, l.last_assigned_at as "lastAssignedAt",
    (select count(*)::int from ticket t where t.owner_id = w.id and t.status in ('new', 'open')) as open
  from unnest(${agentIds}::bigint[]) as w(id) left join agent_load l on l.agent_id = w.id`);
export const touchLoads = (tx: Tx, rows: readonly { agentId: number; at: Date }[]) => tx.run(hot`update agent_load l set last_assigned_at = w.at
  from json_to_recordset(${JSON.stringify(rows)}::json) as w("agentId" bigint, at timestamptz) where l.agent_id = w."agentId"`);

/** Tickets as they stand, held until the end of the transaction. */
export const lockTickets = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; ownerId: number | null; status: string }>(hot`select id, owner_id as "ownerId", status from ticket where id = any(${ids}) order by id for no key update`);
/** Who owned the customers' last tickets within `since`, the latest first. */
export const recentOwners = (db: Handle, customerIds: readonly number[], except: readonly number[], since: Date) => db.rows<{ customerId: number; ownerId: number }>(hot`select w.id as "customerId", o.owner_id as "ownerId"
  from unnest(${customerIds}::bigint[]) as w(id), lateral (select owner_id from ticket t where t.customer_id = w.id and t.owner_id is not null and t.id <> all(${except}) and t.opened_at > ${since} order by t.id desc limit 5) o`);
/** Open tickets of people whose customer waits for an answer; with `all` every open one. */
export const waitingFor = (db: Handle, agentIds: readonly number[], every: boolean) => db.rows<{ id: number; ownerId: number }>(sql`select t.id, t.owner_id as "ownerId" from ticket t where t.owner_id = any(${agentIds}) and t.status in ('new', 'open')
  and (${every}::boolean or (select m.direction from ticket_conversation c join message m on m.conversation_id = c.conversation_id
    where c.ticket_id = t.id and m.author_kind <> 'system' order by m.id desc limit 1) = 'in') order by t.id`);
/** Tickets whose owner is not of their team. */
export const outsiders = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; ownerId: number }>(sql`select t.id, t.owner_id as "ownerId" from ticket t where t.id = any(${ids}) and t.owner_id is not null and t.team_id is not null
  and t.status in ('new', 'open') and not exists (select from team_member m where m.team_id = t.team_id and m.agent_id = t.owner_id)`);
export const teamsOf = async (db: Handle, agentIds: readonly number[]): Promise<number[]> => (await db.rows<{ id: number }>(hot`select distinct team_id as id from team_member where agent_id = any(${agentIds})`)).map((r) => r.id);

export interface NewChoice { ticketId: number; at: Date; outcome: 'assigned' | 'manual'; queueName: string | null; agentId: number; candidates: readonly Verdict[] }
export const insertChoices = (tx: Tx, choices: readonly NewChoice[]) => tx.run(hot`insert into routing_choice (ticket_id, at, outcome, queue_name, agent_id, candidates)
  select "ticketId", at, outcome, "queueName", "agentId", candidates from json_to_recordset(${JSON.stringify(choices)}::json) as w("ticketId" bigint, at timestamptz, outcome text, "queueName" text, "agentId" bigint, candidates jsonb)`);
/** The latest first. */
export const choicesOf = (db: Handle, ticketId: number) => db.rows<Omit<NewChoice, 'candidates'> & { candidates: Verdict[] }>(hot`select ticket_id as "ticketId", at, outcome, queue_name as "queueName", agent_id as "agentId", candidates from routing_choice where ticket_id = ${ticketId} order by id desc limit 20`);
