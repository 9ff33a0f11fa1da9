import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { Demand } from './spots.ts';

export interface WaitRow {
  ticketId: number; queueId: number | null; teamId: number | null; language: string; priority: number; excludedId: number | null; excludedUntil: Date | null; since: Date; rankAt: Date; kind: string; demand: Demand;
  creditMinutes: number; pressureMinutes: number; overflowAt: Date | null;
}
/** Who waits already keeps the moment they came; who was moved on keeps when they are moved again. */
export const putWaits = (tx: Tx, rows: readonly WaitRow[]) => tx.run(hot`insert into routing_wait (ticket_id, queue_id, team_id, language, priority, excluded_id, excluded_until, since, rank_at, kind, demand, credit_minutes, pressure_minutes, overflow_at)
  select "ticketId", "queueId", "teamId", language, priority, "excludedId", "excludedUntil", since, "rankAt", kind, demand, "creditMinutes", "pressureMinutes", "overflowAt"
  from json_to_recordset(${JSON.stringify(rows)}::json) as w("ticketId" bigint, "queueId" bigint, "teamId" bigint, language text, priority int, "excludedId" bigint, "excludedUntil" timestamptz, since timestamptz, "rankAt" timestamptz, kind text, demand jsonb, "creditMinutes" int, "pressureMinutes" int, "overflowAt" timestamptz)
  on conflict (ticket_id) do update set queue_id = excluded.queue_id, team_id = excluded.team_id, language = excluded.language, priority = excluded.priority, excluded_id = excluded.excluded_id, excluded_until = excluded.excluded_until,
    rank_at = excluded.rank_at, kind = excluded.kind, demand = excluded.demand, credit_minutes = excluded.credit_minutes, pressure_minutes = excluded.pressure_minutes, overflow_at = case when routing_wait.hops > 0 then routing_wait.overflow_at else excluded.overflow_at end`);
export const dropWaits = (tx: Tx, ticketIds: readonly number[]) => tx.run(hot`delete from routing_wait where ticket_id = any(${ticketIds})`);
/** People who came back keep what they had left behind. */
export const keepOwn = (tx: Tx, agentIds: readonly number[]) => tx.run(sql`delete from routing_wait w using ticket t where w.excluded_id = any(${agentIds}) and t.id = w.ticket_id and t.owner_id = w.excluded_id
  and (t.team_id is null or exists (select from team_member m where m.team_id = t.team_id and m.agent_id = t.owner_id))`);
/** Deadlines that moved bring their tickets forward, or back to where their age puts them. */
export const renewRanks = (tx: Tx, rows: readonly { ticketId: number; dueAt: string | null }[]) => tx.run(hot`update routing_wait w
  set rank_at = least(w.since, v."dueAt" - make_interval(mins => w.pressure_minutes)) - make_interval(mins => w.credit_minutes)
  from json_to_recordset(${JSON.stringify(rows)}::json) as v("ticketId" bigint, "dueAt" timestamptz) where w.ticket_id = v."ticketId" and w.ticket_id = any(${rows.map((r) => r.ticketId)})`);

export interface Remembered { ticketId: number; excludedId: number | null; excludedUntil: Date | null; since: Date; toQueueId: number | null; toTeamId: number | null; hops: number }
export const waitsOf = (db: Handle, ticketIds: readonly number[]) => db.rows<Remembered>(hot`select ticket_id as "ticketId", excluded_id as "excludedId", excluded_until as "excludedUntil", since, to_queue_id as "toQueueId", to_team_id as "toTeamId", hops from routing_wait where ticket_id = any(${ticketIds})`);

export interface WaitingKind { kind: string; teamId: number; queueId: number | null; language: string; demand: Demand; n: number }
/** Kinds of tickets that wait in teams; all teams when none are named. */
export const waitingKinds = (db: Handle, teamIds: readonly number[] | null) => db.rows<WaitingKind>(sql`select k.kind, w.team_id as "teamId", w.queue_id as "queueId", w.language, w.demand, k.n
  from (select kind, min(ticket_id) as one, count(*)::int as n from routing_wait where team_id is not null and (${teamIds}::bigint[] is null or team_id = any(${teamIds})) group by kind) k join routing_wait w on w.ticket_id = k.one`);
/** The next of each kind, as many as its people have hands; all in their common order. */
export const nextWaiting = (db: Handle, kinds: readonly { kind: string; limit: number }[], most: number) => db.rows<{ ticketId: number; kind: string }>(hot`select n.ticket_id as "ticketId", k.kind from json_to_recordset(${JSON.stringify(kinds)}::json) as k(kind text, "limit" int),
  lateral (select ticket_id, rank_at from routing_wait w where w.kind = k.kind order by rank_at, ticket_id limit k."limit") n order by n.rank_at, n.ticket_id limit ${most}`);
export const waitingAfter = (db: Handle, after: number, limit: number) => db.rows<{ ticketId: number }>(sql`select ticket_id as "ticketId" from routing_wait where ticket_id > ${after} order by ticket_id limit ${limit}`);
export const waitingByQueue = (db: Handle) => db.rows<{ queueId: number; n: number }>(hot`select queue_id as "queueId", count(*)::int as n from routing_wait where queue_id is not null group by queue_id`);

/** Those who waited too long in their queue, held until the end of the transaction. */
export const overdue = (tx: Tx, now: Date, limit: number) => tx.rows<{ ticketId: number; queueId: number | null; hops: number }>(hot`select ticket_id as "ticketId", queue_id as "queueId", hops from routing_wait where overflow_at <= ${now} order by overflow_at limit ${limit} for update skip locked`);
export const moveOn = (tx: Tx, rows: readonly { ticketId: number; toQueueId: number | null; toTeamId: number | null; overflowAt: Date | null }[]) => tx.run(sql`update routing_wait w set to_queue_id = v."toQueueId", to_team_id = v."toTeamId", overflow_at = v."overflowAt", hops = w.hops + 1
  from json_to_recordset(${JSON.stringify(rows)}::json) as v("ticketId" bigint, "toQueueId" bigint, "toTeamId" bigint, "overflowAt" timestamptz) where w.ticket_id = v."ticketId"`);
