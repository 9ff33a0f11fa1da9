import { type Handle, type Sql, type Tx, all, hot, raw, sql } from '../../platform/db/index.ts';
import type { CountDelta } from './count-deltas.ts';
import type { Selection } from './views.ts';

export const subscriptionName = 'desk.counts';

/** Adds deltas to the cells, in a fixed order so that two writers never wait for each other in a ring. */
export const addCounts = (tx: Tx, deltas: readonly CountDelta[]) => tx.run(hot`insert into ticket_count as k (owner_id, team_id, status, channel, snoozed, n)
  select "ownerId", "teamId", status, channel, snoozed, n from json_to_recordset(${JSON.stringify(deltas)}::json) as d("ownerId" bigint, "teamId" bigint, status text, channel text, snoozed boolean, n int)
  order by 1, 2, 3, 4, 5
  on conflict (owner_id, team_id, status, channel, snoozed) do update set n = k.n + excluded.n`);

/** Can the kept counts tell how many rows a selection has? */
export const isCounted = (s: Selection): boolean => s.priority === undefined && s.type === undefined && s.tag === undefined && s.customerId === undefined && s.condition === undefined && s.fields === undefined && s.dueBefore === undefined;

export interface Cell { readonly owner: 'me' | 'nobody' | 'other'; readonly teamId: number; readonly status: string; readonly snoozed: boolean; readonly n: number }
/** The kept counts as one person's views tell them apart; of those they may see when `teams` is given. */
export const cellsFor = (db: Handle, scope: { teams: readonly number[] | null; me: number }) => db.rows<Cell>(hot`select case owner_id when 0 then 'nobody' when ${scope.me}::bigint then 'me' else 'other' end as owner, team_id as "teamId", status, snoozed, sum(n)::int as n
  from ticket_count where n <> 0 and (${scope.teams}::bigint[] is null or team_id = any(${scope.teams}::bigint[]) or owner_id = ${scope.me}) group by 1, 2, 3, 4`);

/** The same for whom more than teams limits: counted from the unfinished tickets they see, up to `most`; what is finished is not counted. */
export const cellsSeen = (db: Handle, visible: Sql, me: number, most = 10_000) => db.rows<Cell>(sql`select case when owner_id is null then 'nobody' when owner_id = ${me} then 'me' else 'other' end as owner, coalesce(team_id, 0) as "teamId", status, snoozed, count(*)::int as n
  from (select t.owner_id, t.team_id, t.status, t.snoozed_until is not null as snoozed from ticket t where t.status in ('new', 'open', 'pending', 'hold') and ${visible} limit ${most}) s group by 1, 2, 3, 4`);

/** The number of one selection that asks for more than `cellsFor` tells apart: other people's tickets, or single channels. */
export async function countOne(db: Handle, s: Selection, scope: { teams: readonly number[] | null; me: number }): Promise<number> {
  const conditions = [
    ...(s.status ? [sql`status = any(${s.status}::text[])`] : []),
    ...(s.ownerId === undefined ? [] : [sql`owner_id = ${s.ownerId ?? 0}`]),
    ...(s.teamId === undefined ? [] : [sql`team_id = ${s.teamId}`]),
    ...(s.channel ? [sql`channel = any(${s.channel}::text[])`] : []),
    ...(s.awake ? [raw('not snoozed')] : []),
    ...(scope.teams ? [sql`(team_id = any(${scope.teams}::bigint[]) or owner_id = ${scope.me})`] : []),
  ];
  return (await db.one<{ n: number }>(sql`select coalesce(sum(n), 0)::int as n from ticket_count where ${all(conditions)}`))?.n ?? 0;
}

/**
 * Counts anew from the tickets. Facts that the subscription has not handled yet are taken out again, because it will add
 * them: tickets and facts are read in one snapshot while the subscription's row is held.
 */
export async function recount(tx: Tx): Promise<void> {
  await tx.run(sql`select position from subscription where name = ${subscriptionName} for update`);
  await tx.run(sql`delete from ticket_count`);
  await tx.run(sql`with waiting as (
      select payload, payload || coalesce(payload -> 'before', '{}') as old, type from event
      where id > coalesce((select position from subscription where name = ${subscriptionName}), 0) and type in ('tickets.opened', 'tickets.changed', 'tickets.brought-in', 'tickets.taken-back')
    ), cell as (
      select coalesce(owner_id, 0) as owner_id, coalesce(team_id, 0) as team_id, status, channel, snoozed_until is not null as snoozed, 1 as n from ticket
      union all
      select coalesce((payload ->> 'ownerId')::bigint, 0), coalesce((payload ->> 'teamId')::bigint, 0), payload ->> 'status', payload ->> 'channel', payload ->> 'snoozedUntil' is not null, -1 from waiting where type in ('tickets.opened', 'tickets.changed')
      union all
      select coalesce((old ->> 'ownerId')::bigint, 0), coalesce((old ->> 'teamId')::bigint, 0), old ->> 'status', old ->> 'channel', old ->> 'snoozedUntil' is not null, 1 from waiting where type = 'tickets.changed'
      union all
      select c."ownerId", c."teamId", c.status, c.channel, c.snoozed, case type when 'tickets.taken-back' then c.n else -c.n end from waiting, jsonb_to_recordset(payload -> 'cells') as c("ownerId" bigint, "teamId" bigint, status text, channel text, snoozed boolean, n int) where type in ('tickets.brought-in', 'tickets.taken-back'))
    insert into ticket_count (owner_id, team_id, status, channel, snoozed, n)
    select owner_id, team_id, status, channel, snoozed, sum(n) from cell group by 1, 2, 3, 4, 5 having sum(n) <> 0`);
}
