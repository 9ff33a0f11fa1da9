import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

/** Somebody began to take work; a stretch that was open goes on. */
export const openStretches = (tx: Tx, agentId: number, at: Date) => tx.run(hot`insert into agent_presence (agent_id, from_at) select ${agentId}, ${at} where not exists (select from agent_presence where agent_id = ${agentId} and to_at is null) on conflict do nothing`);
export const closeStretches = (tx: Tx, agentId: number, at: Date) => tx.run(hot`update agent_presence set to_at = greatest(from_at, ${at}) where agent_id = ${agentId} and to_at is null`);
export const forgetPresence = (db: Handle, before: Date) => db.run(sql`delete from agent_presence where to_at < ${before}`);

export interface LoadRow { queueId: number; agentId: number; given: number; weight: number }
/** Who was given how much by the router, by queue. */
export const loadOf = (db: Handle, from: Date, to: Date) => db.rows<LoadRow>(sql`select queue_id as "queueId", agent_id as "agentId", count(*)::int as given, sum(weight)::float8 as weight
  from routing_choice where at >= ${from} and at <= ${to} and outcome = 'assigned' and queue_id is not null group by 1, 2`);
/** Time present within a span, in seconds, by person. */
export const presentIn = (db: Handle, from: Date, to: Date) => db.rows<{ agentId: number; seconds: number }>(sql`select agent_id as "agentId", sum(extract(epoch from least(coalesce(to_at, ${to}), ${to}) - greatest(from_at, ${from})))::float8 as seconds
  from agent_presence where from_at < ${to} and (to_at is null or to_at > ${from}) group by 1`);

export interface EndingRow { agentId: number; agent: string; skillId: number; zh: string; en: string; expiresOn: string; daysLeft: number; leadIds: number[] }
/**
 * Certificates that run out within `days` of `today`, each told once per stretch: a month before, a week before, on the day it is over.
 * The lead: supervisors of one of their teams, else all supervisors.
 */
export const endingCertificates = (tx: Tx, today: string) => tx.rows<EndingRow>(sql`with due as (
    select k.agent_id, k.skill_id, k.expires_on, k.expires_on - ${today}::date as left_days, case when k.expires_on < ${today}::date then 'over' when k.expires_on <= ${today}::date + 7 then 'week' else 'month' end as stretch
    from agent_skill k join agent a on a.id = k.agent_id and a.status = 'active' where k.expires_on <= ${today}::date + 30 for update of k skip locked
  ), fresh as (
    update agent_skill k set warned_for = d.expires_on || ' ' || d.stretch from due d where k.agent_id = d.agent_id and k.skill_id = d.skill_id and k.warned_for <> d.expires_on || ' ' || d.stretch returning d.*
  )
  select f.agent_id as "agentId", a.name as agent, f.skill_id as "skillId", s.name ->> 'zh' as zh, s.name ->> 'en' as en, f.expires_on as "expiresOn", f.left_days as "daysLeft",
    coalesce((select array_agg(distinct l.id) from agent l where l.status = 'active' and 'supervisor' = any(l.roles) and l.id <> a.id and (
      exists (select from team_member x join team_member y on y.team_id = x.team_id where x.agent_id = l.id and y.agent_id = a.id)
      or not exists (select from agent o join team_member x on x.agent_id = o.id join team_member y on y.team_id = x.team_id and y.agent_id = a.id where 'supervisor' = any(o.roles) and o.status = 'active' and o.id <> a.id))), '{}') as "leadIds"
  from fresh f join agent a on a.id = f.agent_id join skill s on s.id = f.skill_id order by f.expires_on, f.agent_id`);
