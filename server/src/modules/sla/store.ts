import type { ClockTarget } from '@aftercare/contract/sla';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { Climb } from './chain.ts';
import type { LedgerEntry, LedgerKind } from './ledger.ts';
import type { ClockColumns } from './reading.ts';

export interface ClockRow extends ClockColumns, Climb {
  id: number; ticketId: number; target: ClockTarget; policyId: number | null; policyName: string; warnShare: number; warnedAt: Date | null;
  /** When the next rung of its chain comes. */
  escalateAt: Date | null;
}
const columns = sql`id, ticket_id as "ticketId", target, policy_id as "policyId", policy_name as "policyName", calendar_id as "calendarId", target_seconds as "targetSeconds", warn_share as "warnShare", state,
  started_at as "startedAt", due_at as "dueAt", warn_at as "warnAt", warned_at as "warnedAt", met_at as "metAt", breached_at as "breachedAt", used_seconds as "usedSeconds", counted_at as "countedAt",
  climbed, told_at as "toldAt", escalate_at as "escalateAt", acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy"`;

/** Clocks of tickets, held until the end of the transaction. */
export const lockClocks = (tx: Tx, ticketIds: readonly number[]) => tx.rows<ClockRow>(sql`select ${columns} from sla_clock where ticket_id = any(${ticketIds}) order by id for update`);
/** Clocks of tickets that nobody else holds; a ticket of which another transaction has a clock is left out. */
export const tryLockClocks = async (tx: Tx, ticketIds: readonly number[]): Promise<ClockRow[]> => {
  const rows = await tx.rows<ClockRow>(sql`select ${columns} from sla_clock where ticket_id = any(${ticketIds}) order by id for update skip locked`);
  const all = await tx.rows<{ ticketId: number; n: number }>(hot`select ticket_id as "ticketId", count(*)::int as n from sla_clock where ticket_id = any(${ticketIds}) group by ticket_id`);
  const held = Map.groupBy(rows, (r) => r.ticketId);
  const whole = new Set(all.filter(({ ticketId, n }) => held.get(ticketId)?.length === n).map((a) => a.ticketId));
  return rows.filter((r) => whole.has(r.ticketId));
};
export const clocksOf = (db: Handle, ticketIds: readonly number[]) => db.rows<ClockRow>(sql`select ${columns} from sla_clock where ticket_id = any(${ticketIds}) order by ticket_id, id`);

/** Tickets with a warning or a deadline that has come, the longest overdue first. */
export const dueTickets = (db: Handle, now: Date, limit: number) => db.rows<{ ticketId: number }>(hot`select ticket_id as "ticketId", min(moment) as moment from (
    (select ticket_id, due_at as moment from sla_clock where state = 'running' and due_at <= ${now} order by due_at limit ${limit}::int)
    union all
    (select ticket_id, warn_at from sla_clock where state = 'running' and warned_at is null and warn_at <= ${now} order by warn_at limit ${limit}::int)
    union all
    (select ticket_id, escalate_at from sla_clock where escalate_at is not null and escalate_at <= ${now} order by escalate_at limit ${limit}::int)) as d
  group by ticket_id order by moment limit ${limit}::int`);
/** The next moment at which something falls due. */
export const nextMoment = async (db: Handle): Promise<Date | null> => (await db.one<{ at: Date | null }>(hot`select least(
  (select min(due_at) from sla_clock where state = 'running'), (select min(warn_at) from sla_clock where state = 'running' and warned_at is null), (select min(escalate_at) from sla_clock where escalate_at is not null)) as at`))?.at ?? null;

export interface LedgerRow { clockId: number; at: Date; kind: LedgerKind | 'warned' | 'escalated' | 'acknowledged'; reason: string; targetSeconds: number | null; calendarId: string | null }
/** Lines of clocks in the order they were written. */
export const ledgerOf = (db: Handle, clockIds: readonly number[]) => db.rows<LedgerRow>(hot`select clock_id as "clockId", at, kind, reason, target_seconds as "targetSeconds", calendar_id::text as "calendarId"
  from sla_ledger where clock_id = any(${clockIds}) order by clock_id, id`);
export const insertLedger = (tx: Tx, lines: readonly (Omit<LedgerEntry, 'kind'> & { clockId: number; kind: LedgerRow['kind'] })[]) => tx.run(hot`insert into sla_ledger (clock_id, at, kind, reason, target_seconds, calendar_id)
  select "clockId", at, kind, reason, "targetSeconds", "calendarId" from rows from (json_to_recordset(${JSON.stringify(lines)}::json) as ("clockId" bigint, at timestamptz, kind text, reason text, "targetSeconds" int, "calendarId" bigint)) with ordinality
    as w("clockId", at, kind, reason, "targetSeconds", "calendarId", n) order by n`);

export type ClockWrite = Omit<ClockRow, 'id'>;
/** Ids by ticket and target. */
export const insertClocks = (tx: Tx, clocks: readonly ClockWrite[]) => tx.rows<{ id: number; ticketId: number; target: ClockTarget }>(hot`insert into sla_clock
    (ticket_id, target, policy_id, policy_name, calendar_id, target_seconds, warn_share, state, started_at, due_at, warn_at, warned_at, met_at, breached_at, used_seconds, counted_at, climbed, told_at, escalate_at, acknowledged_at, acknowledged_by)
  select "ticketId", target, "policyId", "policyName", "calendarId", "targetSeconds", "warnShare", state, "startedAt", "dueAt", "warnAt", "warnedAt", "metAt", "breachedAt", "usedSeconds", "countedAt", climbed, "toldAt", "escalateAt", "acknowledgedAt", "acknowledgedBy"
  from json_to_recordset(${JSON.stringify(clocks)}::json) as w("ticketId" bigint, target text, "policyId" bigint, "policyName" text, "calendarId" bigint, "targetSeconds" int, "warnShare" float8, state text,
    "startedAt" timestamptz, "dueAt" timestamptz, "warnAt" timestamptz, "warnedAt" timestamptz, "metAt" timestamptz, "breachedAt" timestamptz, "usedSeconds" int, "countedAt" timestamptz, climbed int, "toldAt" timestamptz, "escalateAt" timestamptz, "acknowledgedAt" timestamptz, "acknowledgedBy" text)
  returning id, ticket_id as "ticketId", target`);
export const updateClocks = (tx: Tx, clocks: readonly ClockRow[]) => tx.run(hot`update sla_clock c set policy_id = w."policyId", policy_name = w."policyName", calendar_id = w."calendarId", target_seconds = w."targetSeconds", warn_share = w."warnShare",
    state = w.state, started_at = w."startedAt", due_at = w."dueAt", warn_at = w."warnAt", warned_at = w."warnedAt", met_at = w."metAt", breached_at = w."breachedAt", used_seconds = w."usedSeconds", counted_at = w."countedAt",
    climbed = w.climbed, told_at = w."toldAt", escalate_at = w."escalateAt", acknowledged_at = w."acknowledgedAt", acknowledged_by = w."acknowledgedBy"
  from json_to_recordset(${JSON.stringify(clocks)}::json) as w(id bigint, "policyId" bigint, "policyName" text, "calendarId" bigint, "targetSeconds" int, "warnShare" float8, state text,
    "startedAt" timestamptz, "dueAt" timestamptz, "warnAt" timestamptz, "warnedAt" timestamptz, "metAt" timestamptz, "breachedAt" timestamptz, "usedSeconds" int, "countedAt" timestamptz, climbed int, "toldAt" timestamptz, "escalateAt" timestamptz, "acknowledgedAt" timestamptz, "acknowledgedBy" text)
  where c.id = w.id and c.id = any((select ${clocks.map((c) => c.id)}::bigint[])::bigint[])`);

/** Warnings, breaches, kept promises and rungs of a ticket, for its timeline. */
export const moments = (db: Handle, ticketId: number) => db.rows<{ at: Date; target: ClockTarget; event: 'warned' | 'breached' | 'met' | 'escalated' | 'acknowledged' }>(hot`select l.at, c.target, l.kind as event from sla_clock c join sla_ledger l on l.clock_id = c.id
  where c.ticket_id = ${ticketId} and l.kind in ('warned', 'breached', 'met', 'escalated', 'acknowledged') order by l.at, l.id`);
export const openTicketsOf = (db: Handle, customerIds: readonly number[]) => db.rows<{ id: number }>(sql`select id from ticket where customer_id = any(${customerIds}) and status <> 'closed'`);
/** What a policy may ask beside a ticket's own facts. A designed field says more than the unit. */
export const moreFacts = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; product: string; model: string; category: string; company: string }>(sql`select t.id, t.product, coalesce(m.key, '') as model, coalesce(m.category, '') as category,
    coalesce(f.name, '') as company
  from ticket t join customer c on c.id = t.customer_id left join customer f on f.id = c.company_id left join product_unit u on u.id = t.unit_id left join product_model m on m.id = u.model_id where t.id = any(${ids}::bigint[])`);
