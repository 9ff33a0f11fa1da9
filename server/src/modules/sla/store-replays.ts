import type { SlaReplay } from '@aftercare/contract/sla';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface ReplayRow { id: number; cause: SlaReplay['cause']; calendarId: number | null; total: number; done: number; endedAt: Date | null }
export const insertReplay = async (tx: Tx, r: { cause: SlaReplay['cause']; calendarId: number | null; at: Date }) => (await tx.one<{ id: number }>(sql`insert into sla_replay (cause, calendar_id, name, started_at)
  values (${r.cause}, ${r.calendarId}, coalesce((select name from calendar where id = ${r.calendarId}), ''), ${r.at}) returning id`))?.id ?? 0;
export const lockReplay = (tx: Tx, id: number) => tx.one<ReplayRow>(sql`select id, cause, calendar_id as "calendarId", total, done, ended_at as "endedAt" from sla_replay where id = ${id} for update`);
/** A newer one of the same scope reads everything again anyway. */
export const isOvertaken = async (db: Handle, r: ReplayRow) => (await db.one<{ id: number }>(sql`select id from sla_replay where id > ${r.id} and cause = ${r.cause} and calendar_id is not distinct from ${r.calendarId} limit 1`)) !== undefined;
export const countReplay = (tx: Tx, r: ReplayRow) => tx.run(r.calendarId === null
  ? sql`update sla_replay set total = (select count(*) from ticket where status <> 'closed') where id = ${r.id}`
  : sql`update sla_replay set total = (select count(distinct ticket_id) from sla_clock where calendar_id = ${r.calendarId} and state in ('running', 'paused', 'breached')) where id = ${r.id}`);
/** More tickets may have come since it was counted. */
export const moveReplay = (tx: Tx, id: number, by: number, endedAt: Date | null) => tx.run(sql`update sla_replay set done = done + ${by}, total = case when ${endedAt}::timestamptz is null then greatest(total, done + ${by}) else done + ${by} end, ended_at = ${endedAt} where id = ${id}`);
export const endReplay = (tx: Tx, id: number, at: Date) => tx.run(sql`update sla_replay set ended_at = ${at} where id = ${id}`);
export const listReplays = (db: Handle) => db.rows<SlaReplay & { startedAt: Date; endedAt: Date | null }>(sql`select id, cause, name, total, done, started_at as "startedAt", ended_at as "endedAt" from sla_replay order by id desc limit 5`);

/** Tickets it concerns, a page at a time: with a clock in the calendar that goes on, or all that are not closed. */
export const ticketsToReplay = (db: Handle, calendarId: number | null, after: number, limit: number) => db.rows<{ id: number }>(calendarId === null
  ? hot`select id from ticket where id > ${after} and status <> 'closed' order by id limit ${limit}`
  : hot`select distinct ticket_id as id from sla_clock where calendar_id = ${calendarId} and ticket_id > ${after} and state in ('running', 'paused', 'breached') order by ticket_id limit ${limit}`);
