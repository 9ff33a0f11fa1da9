import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface AsideRow { id: number; ticketId: number; kind: 'department' | 'vendor' | 'other'; name: string; address: string; subject: string; openedBy: string | null; openedAt: Date; closedAt: Date | null; answerMinutes: number | null; unread: boolean }
const aside = sql`s.conversation_id as id, s.ticket_id as "ticketId", s.kind, s.name, s.address, s.subject, o.name as "openedBy", s.opened_at as "openedAt", s.closed_at as "closedAt", s.answer_minutes as "answerMinutes", s.unread from ticket_aside s left join agent o on o.id = s.opened_by`;
export const asidesOf = (db: Handle, ticketId: number) => db.rows<AsideRow>(sql`select ${aside} where s.ticket_id = ${ticketId} order by s.opened_at desc limit 50`);
export const findAside = (db: Handle, id: number) => db.one<AsideRow>(sql`select ${aside} where s.conversation_id = ${id}`);
export const insertAside = (tx: Tx, a: { id: number; ticketId: number; kind: string; name: string; address: string; subject: string; by: number | null; at: Date; answerMinutes: number | null }) => tx.run(sql`insert into ticket_aside (conversation_id, ticket_id, kind, name, address, subject, opened_by, opened_at, asked_at, answer_minutes)
  values (${a.id}, ${a.ticketId}, ${a.kind}, ${a.name}, ${a.address}, ${a.subject}, ${a.by}, ${a.at}, ${a.at}, ${a.answerMinutes})`);
/** Which of these conversations stand beside a ticket. */
export const asidesAmong = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; ticketId: number }>(hot`select conversation_id as id, ticket_id as "ticketId" from ticket_aside where conversation_id = any(${ids})`);
export const markAside = (tx: Tx, id: number, unread: boolean) => tx.run(sql`update ticket_aside set unread = ${unread}, closed_at = case when ${unread} then null else closed_at end where conversation_id = ${id}`);
/** They are asked again: their time begins anew, unless they still owe an answer. */
export const askAside = (tx: Tx, id: number, at: Date) => tx.run(sql`update ticket_aside set asked_at = case when answered_at is null and closed_at is null then asked_at else ${at} end, answered_at = null where conversation_id = ${id}`);
export const answerAside = (tx: Tx, id: number, at: Date) => tx.run(sql`update ticket_aside set answered_at = coalesce(answered_at, ${at}) where conversation_id = ${id}`);
export const closeAside = (tx: Tx, id: number, at: Date | null) => tx.run(sql`update ticket_aside set closed_at = ${at} where conversation_id = ${id}`);
export const moveAsides = async (tx: Tx, fromId: number, toId: number, only: readonly number[] | null) => (await tx.rows<{ id: number }>(sql`update ticket_aside set ticket_id = ${toId} where ticket_id = ${fromId} and (${only}::bigint[] is null or conversation_id = any(${only}::bigint[])) returning conversation_id as id`)).map((r) => r.id);

export interface TaskRow { id: number; ticketId: number; title: string; assigneeId: number | null; assigneeName: string | null; dueAt: Date | null; createdAt: Date; createdBy: Actor; doneAt: Date | null; doneBy: string | null }
const task = sql`k.id, k.ticket_id as "ticketId", k.title, k.assignee_id as "assigneeId", a.name as "assigneeName", k.due_at as "dueAt", k.created_at as "createdAt", k.created_by as "createdBy", k.done_at as "doneAt", k.done_by as "doneBy" from ticket_task k left join agent a on a.id = k.assignee_id`;
export const tasksOf = (db: Handle, ticketId: number) => db.rows<TaskRow>(sql`select ${task} where k.ticket_id = ${ticketId} order by (k.done_at is not null), k.due_at nulls last, k.id limit 100`);
export const findTask = (db: Handle, id: number) => db.one<TaskRow>(sql`select ${task} where k.id = ${id}`);
export const insertTask = async (tx: Tx, t: { ticketId: number; title: string; assigneeId: number | null; dueAt: string | null; at: Date; by: Actor }) => (await tx.one<{ id: number }>(sql`insert into ticket_task (ticket_id, title, assignee_id, due_at, created_at, created_by)
  values (${t.ticketId}, ${t.title}, ${t.assigneeId}, ${t.dueAt}, ${t.at}, ${JSON.stringify(t.by)}::jsonb) returning id`))?.id ?? 0;
export const saveTask = (tx: Tx, t: Pick<TaskRow, 'id' | 'title' | 'assigneeId' | 'doneAt' | 'doneBy'> & { dueAt: Date | string | null }) => tx.run(sql`update ticket_task set title = ${t.title}, assignee_id = ${t.assigneeId}, due_at = ${t.dueAt}, done_at = ${t.doneAt}, done_by = ${t.doneBy} where id = ${t.id}`);

export const watchersOf = (db: Handle, ticketId: number) => db.rows<{ id: number; name: string }>(sql`select a.id, a.name from ticket_watcher w join agent a on a.id = w.agent_id where w.ticket_id = ${ticketId} order by w.at`);
export const watchersAmong = (db: Handle, ticketIds: readonly number[]) => db.rows<{ ticketId: number; agentId: number }>(hot`select ticket_id as "ticketId", agent_id as "agentId" from ticket_watcher where ticket_id = any(${ticketIds})`);
export const addWatcher = (tx: Tx, ticketId: number, agentId: number, at: Date) => tx.run(sql`insert into ticket_watcher (ticket_id, agent_id, at) values (${ticketId}, ${agentId}, ${at}) on conflict do nothing`);
export const removeWatcher = (tx: Tx, ticketId: number, agentId: number) => tx.run(sql`delete from ticket_watcher where ticket_id = ${ticketId} and agent_id = ${agentId}`);
