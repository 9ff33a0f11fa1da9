import { type Handle, type Tx, hot, sql } from '../../platform/db/index.ts';

/** What one fact adds to its hour. `channel` null: that of the ticket. */
export interface HourDelta {
  readonly at: string; readonly ticketId: number; readonly channel: string | null;
  readonly arrivals?: number; readonly solved?: number; readonly breached?: number; readonly met?: number; readonly rated?: number; readonly ratingSum?: number; readonly asked?: number;
}
export interface DurationSample { readonly kind: 'first-response' | 'solution'; readonly at: string; readonly ticketId: number; readonly seconds: number }

/** Adds to hours of the company's time zone, each hour and channel once. */
export const addToHours = (tx: Tx, deltas: readonly HourDelta[]) => tx.run(hot`insert into hour_stat as h (hour, channel, arrivals, solved, breached, met, rated, rating_sum, asked)
  select date_trunc('hour', d.at, k.time_zone) as hour, coalesce(d.channel, t.channel) as channel, sum(coalesce(d.arrivals, 0)), sum(coalesce(d.solved, 0)), sum(coalesce(d.breached, 0)), sum(coalesce(d.met, 0)), sum(coalesce(d.rated, 0)), sum(coalesce(d."ratingSum", 0)), sum(coalesce(d.asked, 0))
  from json_to_recordset(${JSON.stringify(deltas)}::json) as d(at timestamptz, "ticketId" bigint, channel text, arrivals int, solved int, breached int, met int, rated int, "ratingSum" int, asked int)
  cross join company k join ticket t on t.id = d."ticketId" group by 1, 2 order by 1, 2
  on conflict (hour, channel) do update set arrivals = h.arrivals + excluded.arrivals, solved = h.solved + excluded.solved, breached = h.breached + excluded.breached, met = h.met + excluded.met,
    rated = h.rated + excluded.rated, rating_sum = h.rating_sum + excluded.rating_sum, asked = h.asked + excluded.asked`);
export const addSamples = (tx: Tx, samples: readonly DurationSample[]) => tx.run(hot`insert into duration_sample (kind, at, ticket_id, seconds)
  select kind, at, "ticketId", seconds from json_to_recordset(${JSON.stringify(samples)}::json) as d(kind text, at timestamptz, "ticketId" bigint, seconds int) on conflict do nothing`);

export interface HourRow { day: string; hour: number; arrivals: number; solved: number; breached: number; met: number; rated: number; ratingSum: number; asked: number }
/** Hours of today, or of the 29 days before it; local days as 'YYYY-MM-DD'. */
export const hours = (db: Handle, now: Date, which: 'today' | 'before') => db.rows<HourRow>(hot`select to_char(h.hour at time zone k.time_zone, 'YYYY-MM-DD') as day, extract(hour from h.hour at time zone k.time_zone)::int as hour, h.arrivals, h.solved, h.breached, h.met, h.rated, h."ratingSum", h.asked
  from company k cross join lateral (select hour, sum(arrivals)::int as arrivals, sum(solved)::int as solved, sum(breached)::int as breached, sum(met)::int as met, sum(rated)::int as rated, sum(rating_sum)::int as "ratingSum", sum(asked)::int as asked
    from hour_stat
    where hour >= date_trunc('day', ${now}::timestamptz, k.time_zone) - case when ${which === 'today'}::boolean then interval '0' else interval '29 days' end
      and (${which === 'today'}::boolean or hour < date_trunc('day', ${now}::timestamptz, k.time_zone)) group by hour) h`);

export interface Today { timeZone: string; days: string[]; usualDays: string[]; byChannel: { channel: string; arrivals: number }[]; firstResponse: number | null; solution: number | null }
/** Today in the company's time zone: its last 14 days, the same weekday of the last four weeks that are recorded, and medians. */
export const today = (db: Handle, now: Date) => db.one<Today>(hot`select k.time_zone as "timeZone",
    array(select to_char(d.local - n * interval '1 day', 'YYYY-MM-DD') from generate_series(13, 0, -1) n) as days,
    array(select to_char(d.local - n * interval '7 days', 'YYYY-MM-DD') from generate_series(1, 4) n where d.local - n * interval '7 days' >= (select date_trunc('day', min(hour) at time zone k.time_zone) from hour_stat)) as "usualDays",
    coalesce((select json_agg(json_build_object('channel', channel, 'arrivals', arrivals)) from (select channel, sum(arrivals)::int as arrivals from hour_stat where hour >= d.start group by channel) c), '[]') as "byChannel",
    (select percentile_cont(0.5) within group (order by seconds) from duration_sample where kind = 'first-response' and at >= d.start) as "firstResponse",
    (select percentile_cont(0.5) within group (order by seconds) from duration_sample where kind = 'solution' and at >= d.start) as solution
  from company k cross join lateral (select date_trunc('day', ${now}::timestamptz, k.time_zone) as start, date_trunc('day', ${now}::timestamptz at time zone k.time_zone) as local) d`);

export interface Standing { channel: string; open: number; unassigned: number; waiting: number; inBreach: number }
/** What stands open now, by channel: out of the kept counts and the small index of what is late. */
export const standing = (db: Handle) => db.rows<Standing>(hot`select channel, sum(open)::int as open, sum(unassigned)::int as unassigned, sum(waiting)::int as waiting, sum(breach)::int as "inBreach" from (
    select channel, n as open, case when owner_id = 0 then n else 0 end as unassigned, case when status = 'pending' then n else 0 end as waiting, 0 as breach from ticket_count where status in ('new', 'open', 'pending', 'hold') and n <> 0
    union all select channel, 0, 0, 0, count(*) from ticket where breached and status in ('new', 'open', 'pending', 'hold') group by channel) x group by channel`);
export const dueBefore = async (db: Handle, before: Date) => (await db.one<{ n: number }>(hot`select count(*)::int as n from ticket where due_at is not null and status in ('new', 'open', 'pending', 'hold') and due_at < ${before}`))?.n ?? 0;
export const people = (db: Handle) => db.rows<{ id: number; name: string; presence: 'online' | 'away' | 'offline'; open: number; capacity: number }>(hot`select a.id, a.name, a.presence, a.capacity, coalesce(k.n, 0)::int as open
  from agent a left join (select owner_id, sum(n) as n from ticket_count where status in ('new', 'open', 'pending', 'hold') and n <> 0 group by owner_id) k on k.owner_id = a.id
  where a.status = 'active' order by array_position(array['online', 'away', 'offline'], a.presence), a.name, a.id`);

/** Works out all hours and samples from what is stored, for data that came without facts. Only while no facts are being handled. */
export async function recompute(tx: Tx): Promise<void> {
  await tx.run(sql`delete from hour_stat`);
  await tx.run(sql`delete from duration_sample`);
  await tx.run(sql`insert into hour_stat (hour, channel, arrivals, solved, breached, met, rated, rating_sum, asked)
    select date_trunc('hour', at, k.time_zone), channel, sum(arrivals), sum(solved), sum(breached), sum(met), sum(rated), sum(rating), sum(asked) from company k cross join (
      select opened_at as at, channel, 1 as arrivals, 0 as solved, 0 as breached, 0 as met, 0 as rated, 0 as rating, 0 as asked from ticket where not 'automatic' = any(tags)
      union all select solved_at, channel, 0, 1, 0, 0, 0, 0, 0 from ticket where solved_at is not null and not 'automatic' = any(tags)
      union all select c.breached_at, t.channel, 0, 0, 1, 0, 0, 0, 0 from sla_clock c join ticket t on t.id = c.ticket_id where c.breached_at is not null
      union all select c.met_at, t.channel, 0, 0, 0, 1, 0, 0, 0 from sla_clock c join ticket t on t.id = c.ticket_id where c.met_at is not null and c.breached_at is null
      union all select s.answered_at, t.channel, 0, 0, 0, 0, 1, s.overall, 0 from survey s join ticket t on t.id = s.ticket_id where s.answered_at is not null
      union all select s.asked_at, t.channel, 0, 0, 0, 0, 0, 0, 1 from survey s join ticket t on t.id = s.ticket_id) x group by 1, 2`);
  await tx.run(sql`insert into duration_sample (kind, at, ticket_id, seconds)
    select 'first-response', first_answered_at, id, greatest(0, extract(epoch from first_answered_at - opened_at)) from ticket where first_answered_at is not null
    union all select 'solution', solved_at, id, greatest(0, extract(epoch from solved_at - opened_at)) from ticket where solved_at is not null and not 'automatic' = any(tags)`);
}
/** Medians are of today: older samples are of no use. */
export const forgetSamples = (db: Handle, before: Date) => db.run(sql`delete from duration_sample where at < ${before}`);
