import { type Handle, type Sql, raw, sql } from '../../platform/db/index.ts';
import type { HourRow, Standing } from './store.ts';

/** What a person limited to a part is shown is worked out from the tickets they see, for kept numbers know only the whole house; at most so many, newest first. */
const most = raw('50000');
const live = raw(`t.status in ('new', 'open', 'pending', 'hold')`);
const counted = raw(`not 'automatic' = any(t.tags)`);

/** Hours since a moment, as `hours` has them; `visible` speaks of `t`. */
export const hoursSeen = (db: Handle, from: Date, visible: Sql) => db.rows<HourRow>(sql`with seen as materialized (
    select t.id, t.opened_at, t.solved_at from ticket t where ${visible} and ${counted} and (t.opened_at >= ${from} or t.solved_at >= ${from} or ${live}) order by t.id desc limit ${most})
  select to_char(x.at at time zone k.time_zone, 'YYYY-MM-DD') as day, extract(hour from x.at at time zone k.time_zone)::int as hour,
    sum(arrivals)::int as arrivals, sum(solved)::int as solved, sum(breached)::int as breached, sum(met)::int as met, sum(rated)::int as rated, sum(rating)::int as "ratingSum", sum(asked)::int as asked
  from company k cross join (
    select opened_at as at, 1 as arrivals, 0 as solved, 0 as breached, 0 as met, 0 as rated, 0 as rating, 0 as asked from seen
    union all select solved_at, 0, 1, 0, 0, 0, 0, 0 from seen
    union all select c.breached_at, 0, 0, 1, 0, 0, 0, 0 from sla_clock c join seen s on s.id = c.ticket_id
    union all select c.met_at, 0, 0, 0, 1, 0, 0, 0 from sla_clock c join seen s on s.id = c.ticket_id where c.breached_at is null
    union all select v.answered_at, 0, 0, 0, 0, 1, v.overall, 0 from survey v join seen s on s.id = v.ticket_id
    union all select v.asked_at, 0, 0, 0, 0, 0, 0, 1 from survey v join seen s on s.id = v.ticket_id) x where x.at >= ${from} group by 1, 2`);

export interface TodaySeen { byChannel: { channel: string; arrivals: number }[]; firstResponse: number | null; solution: number | null }
export const todaySeen = (db: Handle, now: Date, visible: Sql) => db.one<TodaySeen>(sql`with seen as materialized (
    select t.channel, t.opened_at, t.first_answered_at, t.solved_at, d.start from company k cross join lateral (select date_trunc('day', ${now}::timestamptz, k.time_zone) as start) d
    join ticket t on t.opened_at >= d.start or t.first_answered_at >= d.start or t.solved_at >= d.start where ${visible} and ${counted} order by t.id desc limit ${most})
  select coalesce((select json_agg(json_build_object('channel', channel, 'arrivals', n)) from (select channel, count(*)::int as n from seen where opened_at >= start group by channel) c), '[]') as "byChannel",
    (select percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - opened_at)) from seen where first_answered_at >= start)::float8 as "firstResponse",
    (select percentile_cont(0.5) within group (order by extract(epoch from solved_at - opened_at)) from seen where solved_at >= start)::float8 as solution`);

export const standingSeen = (db: Handle, visible: Sql) => db.rows<Standing>(sql`select t.channel, count(*)::int as open, count(*) filter (where t.owner_id is null)::int as unassigned, count(*) filter (where t.status = 'pending')::int as waiting, count(*) filter (where t.breached)::int as "inBreach"
  from ticket t where ${live} and ${visible} group by t.channel`);
export const dueSeen = async (db: Handle, before: Date, visible: Sql) => (await db.one<{ n: number }>(sql`select count(*)::int as n from ticket t where t.due_at is not null and ${live} and t.due_at < ${before} and ${visible}`))?.n ?? 0;
/** People of their teams and they themselves, with what of theirs is seen. */
export const peopleSeen = (db: Handle, who: { id: number; teams: readonly number[] }, visible: Sql) => db.rows<{ id: number; name: string; presence: 'online' | 'away' | 'offline'; open: number; capacity: number }>(sql`select a.id, a.name, a.presence, a.capacity, coalesce(k.n, 0)::int as open
  from agent a left join (select t.owner_id, count(*) as n from ticket t where ${live} and ${visible} group by t.owner_id) k on k.owner_id = a.id
  where a.status = 'active' and (a.id = ${who.id} or exists (select from team_member m where m.agent_id = a.id and m.team_id = any(${who.teams}::bigint[]))) order by array_position(array['online', 'away', 'offline'], a.presence), a.name, a.id`);
