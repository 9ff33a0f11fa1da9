import type { ChannelKind } from '@aftercare/contract/basics';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { Dimensions, Hand, Verdict } from './person.ts';
import type { RuleUsed } from './rules.ts';

export interface PersonRow {
  id: number; presence: 'online' | 'away' | 'offline'; presenceAt: Date; capacity: number; limits: Partial<Record<Hand, number | null>>; languages: string[]; calendarId: number | null; teams: number[];
  skills: { skillId: number; level: number; expiresOn: string | null }[];
  roles: { scope: string; regions: string[] | null; brands: number[] | null; may: boolean }[];
}
const personColumns = sql`a.id, a.presence, a.presence_at as "presenceAt", a.capacity, a.channel_capacity as limits, a.languages, a.calendar_id as "calendarId",
    coalesce((select json_agg(json_build_object('skillId', k.skill_id, 'level', k.level, 'expiresOn', k.expires_on)) from agent_skill k where k.agent_id = a.id), '[]') as skills,
    coalesce((select json_agg(json_build_object('scope', r.scope, 'regions', r.limits -> 'regions', 'brands', r.limits -> 'brands', 'may', '*' = any(r.rights) or 'tickets.reply' = any(r.rights))) from role r where r.key = any(a.roles)), '[]') as roles`;
/** Active members of teams. */
export const people = (db: Handle, teamIds: readonly number[]) => db.rows<PersonRow>(sql`select ${personColumns}, m.teams
  from (select agent_id, array_agg(team_id) as teams from team_member where team_id = any(${teamIds}) group by agent_id) m join agent a on a.id = m.agent_id and a.status = 'active' order by a.id`);
export const onePerson = (db: Handle, id: number) => db.rows<PersonRow>(sql`select ${personColumns}, coalesce((select array_agg(team_id) from team_member m where m.agent_id = a.id), '{}') as teams from agent a where a.id = ${id} and a.status = 'active'`);
/** Makes routers take turns over these people until their commit. */
export async function lockLoads(tx: Tx, agentIds: readonly number[]): Promise<void> {
  await tx.run(hot`insert into agent_load (agent_id) select id from unnest(${agentIds}::bigint[]) as w(id) where not exists (select from agent_load l where l.agent_id = w.id) order by id on conflict do nothing`);
  await tx.run(hot`select from agent_load where agent_id = any(${agentIds}) order by agent_id for update`);
}
/** When somebody got their last one, and what they were given lately. Read it under the lock. */
export const standings = (db: Handle, agentIds: readonly number[]) => db.rows<{ id: number; lastAssignedAt: Date | null; given: number; levelAt: Date | null }>(hot`select agent_id as id, last_assigned_at as "lastAssignedAt", given, level_at as "levelAt" from agent_load where agent_id = any(${agentIds})`);
/** Tickets in hand, by channel. Read it under the lock. */
export const inHand = (db: Handle, agentIds: readonly number[]) => db.rows<{ id: number; channel: ChannelKind; n: number }>(hot`select owner_id as id, channel, count(*)::int as n from ticket where owner_id = any(${agentIds}) and status in ('new', 'open') group by owner_id, channel`);
export const touchLoads = (tx: Tx, rows: readonly { agentId: number; at: Date; given: number }[]) => tx.run(hot`update agent_load l set last_assigned_at = w.at, given = w.given
  from json_to_recordset(${JSON.stringify(rows)}::json) as w("agentId" bigint, at timestamptz, given float8) where l.agent_id = w."agentId" and l.agent_id = any(${rows.map((r) => r.agentId)})`);
/** From where on what is given to those who came counts. */
export const setLevels = (tx: Tx, rows: readonly { agentId: number; at: Date; given: number }[]) => tx.run(hot`update agent_load l set level_at = w.at, given = w.given
  from json_to_recordset(${JSON.stringify(rows)}::json) as w("agentId" bigint, at timestamptz, given float8) where l.agent_id = w."agentId" and l.agent_id = any(${rows.map((r) => r.agentId)})`);

/** Tickets as they stand, held until the end of the transaction. */
export const lockTickets = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; ownerId: number | null; status: string; dueAt: Date | null }>(hot`select id, owner_id as "ownerId", status, due_at as "dueAt" from ticket where id = any(${ids}) order by id for no key update`);
/** Where the customer is, and what the unit is. */
export const dimensions = (db: Handle, ids: readonly number[]) => db.rows<Dimensions & { ticketId: number; dueAt: Date | null }>(hot`select t.id as "ticketId", t.due_at as "dueAt", c.region, u.brand_id as "brandId", coalesce(b.key, '') as brand, coalesce(m.key, '') as model, coalesce(m.category, '') as category
  from ticket t join customer c on c.id = t.customer_id left join product_unit u on u.id = t.unit_id left join product_model m on m.id = u.model_id left join brand b on b.id = u.brand_id where t.id = any(${ids})`);
/** Who owned the customers' last tickets, and for which team, within `since`, the latest first. Of their newest fifty alone: a customer with thousands that nobody took would be read whole for each new one. */
export const recentOwners = (db: Handle, customerIds: readonly number[], except: readonly number[], since: Date) => db.rows<{ customerId: number; ownerId: number; teamId: number | null; at: Date }>(hot`select w.id as "customerId", o.owner_id as "ownerId", o.team_id as "teamId", o.opened_at as at
  from unnest(${customerIds}::bigint[]) as w(id), lateral (select owner_id, team_id, opened_at from (select * from ticket where customer_id = w.id order by id desc limit 50 + cardinality(${except}::bigint[])) t
    where t.owner_id is not null and t.id <> all(${except}) and t.opened_at > ${since} order by t.id desc limit 5) o`);
/** Open tickets of people whose customer waits for an answer; with `all` every open one. */
export const waitingFor = (db: Handle, agentIds: readonly number[], every: boolean) => db.rows<{ id: number; ownerId: number }>(sql`select t.id, t.owner_id as "ownerId" from ticket t where t.owner_id = any(${agentIds}) and t.status in ('new', 'open')
  and (${every}::boolean or (select m.direction from ticket_conversation c join message m on m.conversation_id = c.conversation_id
    where c.ticket_id = t.id and m.author_kind <> 'system' order by m.id desc limit 1) = 'in') order by t.id`);
/** Tickets whose owner is not of their team. */
export const outsiders = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; ownerId: number }>(sql`select t.id, t.owner_id as "ownerId" from ticket t where t.id = any(${ids}) and t.owner_id is not null and t.team_id is not null
  and t.status in ('new', 'open') and not exists (select from team_member m where m.team_id = t.team_id and m.agent_id = t.owner_id)`);
export const teamsOf = async (db: Handle, agentIds: readonly number[]): Promise<number[]> => (await db.rows<{ id: number }>(hot`select distinct team_id as id from team_member where agent_id = any(${agentIds})`)).map((r) => r.id);

export interface NewChoice { ticketId: number; at: Date; outcome: 'assigned' | 'manual'; queueId: number | null; queueName: string | null; agentId: number; weight: number; rule: RuleUsed | null; candidates: readonly Verdict[] }
export const insertChoices = (tx: Tx, choices: readonly NewChoice[]) => tx.run(hot`insert into routing_choice (ticket_id, at, outcome, queue_id, queue_name, agent_id, weight, rule, candidates)
  select "ticketId", at, outcome, (select id from queue q where q.id = w."queueId"), "queueName", "agentId", weight, rule, candidates
  from json_to_recordset(${JSON.stringify(choices)}::json) as w("ticketId" bigint, at timestamptz, outcome text, "queueId" bigint, "queueName" text, "agentId" bigint, weight real, rule jsonb, candidates jsonb)`);
/** The latest first. */
export const choicesOf = (db: Handle, ticketId: number) => db.rows<Omit<NewChoice, 'candidates'> & { candidates: Verdict[] }>(hot`select ticket_id as "ticketId", at, outcome, queue_id as "queueId", queue_name as "queueName", agent_id as "agentId", weight, nullif(rule, 'null') as rule, candidates from routing_choice where ticket_id = ${ticketId} order by id desc limit 20`);
