import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface WaitRow { ticketId: number; queueId: number | null; teamId: number | null; language: string; priority: number; excludedId: number | null; since: Date }
/** Who waits already keeps their place. */
export const putWaits = (tx: Tx, rows: readonly WaitRow[]) => tx.run(hot`insert into routing_wait (ticket_id, queue_id, team_id, language, priority, excluded_id, since)
  select "ticketId", "queueId", "teamId", language, priority, "excludedId", since from json_to_recordset(${JSON.stringify(rows)}::json) as w("ticketId" bigint, "queueId" bigint, "teamId" bigint, language text, priority int, "excludedId" bigint, since timestamptz)
  on conflict (ticket_id) do update set queue_id = excluded.queue_id, team_id = excluded.team_id, language = excluded.language, priority = excluded.priority, excluded_id = coalesce(excluded.excluded_id, routing_wait.excluded_id)`);
export const dropWaits = (tx: Tx, ticketIds: readonly number[]) => tx.run(hot`delete from routing_wait where ticket_id = any(${ticketIds})`);
/** People who came back keep what they had left behind. */
export const keepOwn = (tx: Tx, agentIds: readonly number[]) => tx.run(sql`delete from routing_wait w using ticket t where w.excluded_id = any(${agentIds}) and t.id = w.ticket_id and t.owner_id = w.excluded_id
  and (t.team_id is null or exists (select from team_member m where m.team_id = t.team_id and m.agent_id = t.owner_id))`);
export const waitOf = (db: Handle, ticketId: number) => db.one<WaitRow>(sql`select ticket_id as "ticketId", queue_id as "queueId", team_id as "teamId", language, priority, excluded_id as "excludedId", since from routing_wait where ticket_id = ${ticketId}`);
export const waitsOf = (db: Handle, ticketIds: readonly number[]) => db.rows<{ ticketId: number; excludedId: number | null }>(hot`select ticket_id as "ticketId", excluded_id as "excludedId" from routing_wait where ticket_id = any(${ticketIds})`);

/** Kinds of tickets that wait in teams; all teams when none are named. */
export const waitingKinds = (db: Handle, teamIds: readonly number[] | null) => db.rows<{ teamId: number; queueId: number | null; language: string; n: number }>(sql`select team_id as "teamId", queue_id as "queueId", language, count(*)::int as n
  from routing_wait where team_id is not null and (${teamIds}::bigint[] is null or team_id = any(${teamIds})) group by 1, 2, 3`);
/** The most urgent of one kind. */
export const nextWaiting = (db: Handle, kind: { teamId: number; queueId: number | null; language: string }, limit: number) => db.rows<{ ticketId: number }>(sql`select ticket_id as "ticketId" from routing_wait
  where team_id = ${kind.teamId} and queue_id is not distinct from ${kind.queueId}::bigint and language = ${kind.language} order by priority desc, since, ticket_id limit ${limit}`);
export const waitingAfter = (db: Handle, after: number, limit: number) => db.rows<{ ticketId: number }>(sql`select ticket_id as "ticketId" from routing_wait where ticket_id > ${after} order by ticket_id limit ${limit}`);
export const waitingByQueue = (db: Handle) => db.rows<{ queueId: number; n: number }>(hot`select queue_id as "queueId", count(*)::int as n from routing_wait where queue_id is not null group by queue_id`);
