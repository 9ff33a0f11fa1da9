import type { Binding } from '@aftercare/contract/casework';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export type BindingRow = Binding;
export type Moment = Binding['moment'];
export interface Words { zh: string; en: string }
export type StepKind = 'task' | 'wait' | 'action' | 'note';

export const bindings = (db: Handle) => db.rows<BindingRow>(hot`select ticket_type as "ticketType", moment, process_key as process, enabled from casework_binding order by ticket_type, moment`);
export async function saveBindings(tx: Tx, rows: readonly BindingRow[]): Promise<void> {
  await tx.run(sql`delete from casework_binding`);
  await tx.run(sql`insert into casework_binding (ticket_type, moment, process_key, enabled) select "ticketType", moment, process, enabled from json_to_recordset(${JSON.stringify(rows)}::json) as w("ticketType" text, moment text, process text, enabled boolean)`);
}

export interface CaseRow { instanceId: number; ticketId: number; process: string; moment: Moment | null }
/** Processes that go on, of these tickets. */
export const runningCases = (db: Handle, ticketIds: readonly number[]) => db.rows<CaseRow>(hot`select instance_id as "instanceId", ticket_id as "ticketId", process_key as process, moment from casework_case where ticket_id = any(${ticketIds}::bigint[]) and ended_at is null order by instance_id`);
/** Which of these tickets have a process that goes on. */
export const ticketsWithCases = async (db: Handle, ticketIds: readonly number[]): Promise<Set<number>> => {
  if (ticketIds.length === 0) return new Set();
  return new Set((await db.rows<{ id: number }>(hot`select distinct ticket_id as id from casework_case where ticket_id = any(${ticketIds}::bigint[]) and ended_at is null`)).map((r) => r.id));
};
export interface NewCase { instanceId: number; ticketId: number; process: string; moment: Moment | null; at: string }
/** The moment is kept where the fact of the start was read before we wrote it down ourselves. */
export const insertCases = (tx: Tx, rows: readonly NewCase[]) => tx.run(hot`insert into casework_case (instance_id, ticket_id, process_key, moment, started_at)
  select "instanceId", "ticketId", process, moment, at from json_to_recordset(${JSON.stringify(rows)}::json) as w("instanceId" bigint, "ticketId" bigint, process text, moment text, at timestamptz)
  on conflict (instance_id) do update set moment = coalesce(casework_case.moment, excluded.moment)`);
export const endCases = async (tx: Tx, rows: readonly { instanceId: number; at: string; outcome: string }[]): Promise<void> => {
  await tx.run(hot`update casework_case c set ended_at = w.at from json_to_recordset(${JSON.stringify(rows)}::json) as w("instanceId" bigint, at timestamptz) where c.instance_id = w."instanceId"`);
  await tx.run(hot`update casework_step s set left_at = w.at, outcome = case w.outcome when 'completed' then 'completed' else 'cancelled' end from json_to_recordset(${JSON.stringify(rows)}::json) as w("instanceId" bigint, at timestamptz, outcome text) where s.instance_id = w."instanceId" and s.left_at is null`);
};

export interface StepWrite {
  ticketId: number; instanceId: number; process: string; visit: string; elementId: string; kind: StepKind; title: Words; customer: Words | null; enteredAt: string;
  leftAt?: string | null; outcome?: string | null; taskId?: number | null; role?: string | null; assigneeId?: number | null; dueAt?: string | null; doneBy?: string | null;
}
export const insertSteps = (tx: Tx, rows: readonly StepWrite[]) => tx.run(hot`insert into casework_step (ticket_id, instance_id, process_key, visit, element_id, kind, title, customer, entered_at, left_at, outcome, task_id, role, assignee_id, due_at, done_by)
  select "ticketId", "instanceId", process, visit, "elementId", kind, title, customer, "enteredAt", "leftAt", outcome, "taskId", role, "assigneeId", "dueAt", "doneBy"
  from json_to_recordset(${JSON.stringify(rows)}::json) as w("ticketId" bigint, "instanceId" bigint, process text, visit text, "elementId" text, kind text, title jsonb, customer jsonb, "enteredAt" timestamptz, "leftAt" timestamptz, outcome text, "taskId" bigint, role text, "assigneeId" bigint, "dueAt" timestamptz, "doneBy" text)
  on conflict (visit) do nothing`);
export interface StepPatch { visit: string; leftAt?: string | null; outcome?: string | null; taskId?: number | null; role?: string | null; /** Undefined leaves it. */ assigneeId?: number | null; dueAt?: string | null; doneBy?: string | null }
export const patchSteps = (tx: Tx, rows: readonly StepPatch[]) => tx.run(hot`update casework_step s set left_at = coalesce(w."leftAt", s.left_at), outcome = coalesce(w.outcome, s.outcome), task_id = coalesce(w."taskId", s.task_id), role = coalesce(w.role, s.role),
    assignee_id = case when w."placed" then w."assigneeId" else s.assignee_id end, due_at = coalesce(w."dueAt", s.due_at), done_by = coalesce(w."doneBy", s.done_by)
  from json_to_recordset(${JSON.stringify(rows.map((r) => ({ ...r, placed: r.assigneeId !== undefined })))}::json) as w(visit text, "leftAt" timestamptz, outcome text, "taskId" bigint, role text, "assigneeId" bigint, placed boolean, "dueAt" timestamptz, "doneBy" text)
  where s.visit = w.visit`);

export interface StepRow { id: number; ticketId: number; instanceId: number; process: string; elementId: string; kind: StepKind; title: Words; customer: Words | null; enteredAt: Date; leftAt: Date | null; outcome: string | null; taskId: number | null; role: string | null; assigneeName: string | null; dueAt: Date | null; doneBy: string | null }
/** Steps of tickets, oldest first. */
export const stepsOf = (db: Handle, ticketIds: readonly number[]) => db.rows<StepRow>(sql`select s.id, s.ticket_id as "ticketId", s.instance_id as "instanceId", s.process_key as process, s.element_id as "elementId", s.kind, s.title, s.customer, s.entered_at as "enteredAt", s.left_at as "leftAt", s.outcome, s.task_id as "taskId", s.role, a.name as "assigneeName", s.due_at as "dueAt", s.done_by as "doneBy"
  from casework_step s left join agent a on a.id = s.assignee_id where s.ticket_id = any((select ${ticketIds}::bigint[])::bigint[]) order by s.entered_at, s.id`);

export interface OpenTask { taskId: number; ticketId: number; role: string | null; assigneeId: number | null }
export const openTasksOf = (db: Handle, ticketIds: readonly number[]) => db.rows<OpenTask>(sql`select task_id as "taskId", ticket_id as "ticketId", role, assignee_id as "assigneeId" from casework_step where ticket_id = any(${ticketIds}::bigint[]) and left_at is null and task_id is not null`);
/** Roles of people. */
export const rolesOf = (db: Handle, agentIds: readonly number[]) => db.rows<{ id: number; roles: string[] }>(sql`select id, roles from agent where id = any(${agentIds}::bigint[])`);

export interface ProgressRow { taskId: number; checked: string[]; answers: Record<string, unknown>; at: Date; by: string }
export const progressOf = (db: Handle, taskIds: readonly number[]) => db.rows<ProgressRow>(sql`select task_id as "taskId", checked, answers, at, by_name as by from casework_progress where task_id = any(${taskIds}::bigint[])`);
export const saveProgress = (tx: Tx, p: ProgressRow) => tx.run(sql`insert into casework_progress (task_id, checked, answers, at, by_name) values (${p.taskId}, ${p.checked}, ${JSON.stringify(p.answers)}::jsonb, ${p.at}, ${p.by})
  on conflict (task_id) do update set checked = excluded.checked, answers = excluded.answers, at = excluded.at, by_name = excluded.by_name`);

/** False when this execution of a step has told the customer already. */
export const claimTold = async (tx: Tx, taskKey: string, ticketId: number, at: Date): Promise<boolean> => (await tx.run(sql`insert into casework_told (task_key, ticket_id, at) values (${taskKey}, ${ticketId}, ${at}) on conflict do nothing`)) > 0;
export const saveTold = (tx: Tx, taskKey: string, messageId: number) => tx.run(sql`update casework_told set message_id = ${messageId} where task_key = ${taskKey}`);

export interface MyStepRow { taskId: number; ticketId: number; subject: string; customerName: string; status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'; process: string; title: Words; role: string | null; assigneeId: number | null; assigneeName: string | null; openedAt: Date; dueAt: Date | null }
export interface Whose { readonly agentId: number; readonly whose: 'mine' | 'roles' | 'all'; readonly visible: Sql }
const whoseSteps = ({ agentId, whose }: Pick<Whose, 'agentId' | 'whose'>): Sql => whose === 'mine' ? sql`s.assignee_id = ${agentId}` : whose === 'roles' ? sql`s.assignee_id is null and s.role = any(array(select unnest(roles) from agent where id = ${agentId}))` : sql`true`;
/** Open tasks, most urgent first. `visible` speaks of the ticket as `t`. */
export const openSteps = (db: Handle, o: Whose & { process: string | null; ticketId: number | null; after: readonly (string | number | null)[]; limit: number }) => db.rows<MyStepRow>(sql`select s.task_id as "taskId", t.id as "ticketId", t.subject, c.name as "customerName", t.status, s.process_key as process, s.title, s.role, s.assignee_id as "assigneeId", a.name as "assigneeName", s.entered_at as "openedAt", s.due_at as "dueAt"
  from casework_step s join ticket t on t.id = s.ticket_id join customer c on c.id = t.customer_id left join agent a on a.id = s.assignee_id
  where s.left_at is null and s.task_id is not null and ${whoseSteps(o)} and ${o.visible} and (${o.process}::text is null or s.process_key = ${o.process}) and (${o.ticketId}::bigint is null or s.ticket_id = ${o.ticketId})
    ${o.after.length > 0 ? sql`and (coalesce(s.due_at, 'infinity'), s.task_id) > (${o.after[0]}::timestamptz, ${o.after[1]}::bigint)` : sql``}
  order by coalesce(s.due_at, 'infinity'), s.task_id limit ${o.limit}`);
export interface StepOfTask { taskId: number; ticketId: number; subject: string; product: string; serial: string; customerName: string; language: 'zh-CN' | 'en'; role: string | null; assigneeId: number | null; leftAt: Date | null; /** Whether `within` holds for its ticket. */ reached: boolean }
/** Conditions, of which one must hold; of none, nothing holds. */
export const anyOf = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? sql`false` : sql`(${conditions.reduce((all, one) => sql`${all} or ${one}`)})`);
export const everything = sql`true`;
export const stepOfTask = (db: Handle, taskId: number, within: Sql) => db.one<StepOfTask>(sql`select s.task_id as "taskId", t.id as "ticketId", t.subject, t.product, t.serial, c.name as "customerName", t.language, s.role, s.assignee_id as "assigneeId", s.left_at as "leftAt", ${within} as reached
  from casework_step s join ticket t on t.id = s.ticket_id join customer c on c.id = t.customer_id where s.task_id = ${taskId}`);
/** Of these files, those that this person brought. */
export const ownFiles = async (db: Handle, ids: readonly number[], owner: string) => (ids.length === 0 ? [] : (await db.rows<{ id: number }>(sql`select id from file where id = any(${ids}::bigint[]) and owner = ${owner}`)).map((r) => r.id));
/** Files that belong to a step now, whatever else they came to belong to meanwhile. */
export const keepFiles = (tx: Tx, ids: readonly number[]) => tx.run(sql`update file set claimed = true where id = any(${ids}::bigint[]) and not claimed`);
export const countSteps = async (db: Handle, o: { agentId: number; visible: Sql; now: Date }) => (await db.one<{ mine: number; roles: number; late: number }>(sql`select count(*) filter (where ${whoseSteps({ ...o, whose: 'mine' })})::int as mine, count(*) filter (where ${whoseSteps({ ...o, whose: 'roles' })})::int as roles,
    count(*) filter (where ${whoseSteps({ ...o, whose: 'mine' })} and s.due_at < ${o.now})::int as late
  from casework_step s join ticket t on t.id = s.ticket_id where s.left_at is null and s.task_id is not null and ${o.visible}`)) ?? { mine: 0, roles: 0, late: 0 };
