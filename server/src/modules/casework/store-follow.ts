import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

/** Plans the call of a process, once. */
export const planCall = (tx: Tx, p: { ticketId: number; instanceId: number; at: Date; dueAt: Date }) => tx.run(sql`insert into follow_up (ticket_id, instance_id, planned_at, due_at) values (${p.ticketId}, ${p.instanceId}, ${p.at}, ${p.dueAt}) on conflict (instance_id) do nothing`);
export interface Call { reached: string; satisfaction: number | null; words: string; at: Date; by: string; agentId: number | null }
/** Writes down a call; a customer who was not reached may be called again. Undefined when none was planned. */
export const recordCall = (tx: Tx, instanceId: number, c: Call) => tx.one<{ attempts: number }>(sql`update follow_up set attempts = attempts + 1, reached = ${c.reached}, satisfaction = ${c.satisfaction}, words = ${c.words}, called_at = ${c.at}, called_by = ${c.by}, agent_id = ${c.agentId} where instance_id = ${instanceId} returning attempts`);
/** What was planned and is not due any more. */
export const dropCalls = (tx: Tx, instanceIds: readonly number[]) => tx.run(sql`delete from follow_up where instance_id = any(${instanceIds}::bigint[]) and called_at is null`);

export interface FollowUpRow { id: number; ticketId: number; subject: string; customerName: string; plannedAt: Date; dueAt: Date; calledAt: Date | null; calledBy: string | null; attempts: number; reached: string | null; satisfaction: number | null; words: string }
/** Planned ones by when they are due, done ones newest first. `visible` speaks of the ticket as `t`. */
export const followUps = (db: Handle, o: { done: boolean; visible: Sql; after: readonly (string | number | null)[]; limit: number }) => db.rows<FollowUpRow>(sql`select f.id, t.id as "ticketId", t.subject, c.name as "customerName", f.planned_at as "plannedAt", f.due_at as "dueAt", f.called_at as "calledAt", f.called_by as "calledBy", f.attempts, f.reached, f.satisfaction, f.words
  from follow_up f join ticket t on t.id = f.ticket_id join customer c on c.id = t.customer_id
  where ${o.visible} and ${o.done ? sql`f.called_at is not null` : sql`f.called_at is null`} ${o.after.length === 0 ? sql`` : o.done ? sql`and (f.called_at, f.id) < (${o.after[0]}::timestamptz, ${o.after[1]}::bigint)` : sql`and (f.due_at, f.id) > (${o.after[0]}::timestamptz, ${o.after[1]}::bigint)`}
  order by ${o.done ? sql`f.called_at desc, f.id desc` : sql`f.due_at, f.id`} limit ${o.limit}`);
