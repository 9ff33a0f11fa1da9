import type { Words } from '@aftercare/contract/processes';
import { type Handle, type Tx, hot, sql } from '../../platform/db/index.ts';
import type { InstanceRow, InstanceState } from './types.ts';

export interface LockedInstance {
  readonly id: number; readonly key: string; readonly version: number; readonly stream: string; readonly ticketId: number | null;
  readonly state: InstanceState; readonly startedAt: Date; readonly data: Buffer | null;
}
/** An instance for the rest of the transaction; whoever comes second waits here. */
export const lockInstance = (tx: Tx, id: number) => tx.one<LockedInstance>(hot`select id, key, version, stream, ticket_id as "ticketId", state, started_at as "startedAt", data from process_instance where id = ${id} for update`);
/** As above, undefined when somebody else has it in hand. */
export const tryLockInstance = (tx: Tx, id: number) => tx.one<LockedInstance>(hot`select id, key, version, stream, ticket_id as "ticketId", state, started_at as "startedAt", data from process_instance where id = ${id} for update skip locked`);
export const newIds = async (tx: Tx, count: number): Promise<number[]> => (await tx.rows<{ id: number }>(hot`select nextval('process_instance_id_seq') as id from generate_series(1, ${count}::int)`)).map((r) => r.id);
/** Takes places for instances that may be started once only. @returns ids that are taken now, by key, ours or another's */
export async function takeOnce(tx: Tx, rows: readonly { id: number; key: string; version: number; stream: string; ticketId: number | null; once: string; startedAt: Date }[]): Promise<Map<string, number>> {
  await tx.run(sql`insert into process_instance (id, key, version, stream, ticket_id, state, started_at, once) overriding system value
    select id, key, version, stream, "ticketId", 'running', "startedAt", once from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, key text, version int, stream text, "ticketId" bigint, "startedAt" timestamptz, once text) order by once on conflict (once) do nothing`);
  const taken = await tx.rows<{ once: string; id: number }>(sql`select once, id from process_instance where once = any(${rows.map((r) => r.once)})`);
  return new Map(taken.map((t) => [t.once, t.id]));
}

export interface InstanceWrite { id: number; key: string; version: number; stream: string; ticketId: number | null; state: InstanceState; startedAt: Date; endedAt: Date | null; reason: string | null; stuck: unknown; ends: readonly string[]; /** Base64. */ data: string | null; isNew: boolean }
export interface VisitWrite { instanceId: number; visit: number; element: string; type: string; model: string; via: string | null; enteredAt: Date; leftAt: Date | null; outcome: string | null; by: string | null; dueAt: Date | null }
export interface VisitEnd { instanceId: number; visit: number; leftAt: Date; outcome: string; by: string | null }
export interface TaskWrite {
  instanceId: number; wait: number; visit: number; key: string; version: number; stream: string; ticketId: number | null; element: string; kind: string; title: Words; role: string | null; teamId: number | null; assigneeId: number | null;
  openedAt: Date; dueAt: Date | null; words: unknown;
}
export interface TaskEnd { instanceId: number; wait: number; state: 'done' | 'cancelled'; at: Date; by: string | null; output: unknown }
export interface WaitWrite { instanceId: number; wait: number; kind: string; name: string; stream: string }
export interface TimerWrite { instanceId: number; wait: number; dueAt: Date }
export interface Gone { instanceId: number; wait: number }
export interface StepWrites { instances: InstanceWrite[]; visits: VisitWrite[]; ends: VisitEnd[]; tasks: TaskWrite[]; taskEnds: TaskEnd[]; waits: WaitWrite[]; timers: TimerWrite[]; gone: Gone[] }

/** Writes what steps changed, of one instance or of many, in one statement. @returns ids of the tasks that opened and of those that ended */
export async function saveSteps(tx: Tx, w: StepWrites): Promise<{ id: number; instanceId: number; wait: number }[]> {
  return tx.rows(hot`with input as (select ${JSON.stringify(w)}::jsonb as j),
    made as (insert into process_instance (id, key, version, stream, ticket_id, state, started_at, ended_at, reason, stuck, ends, data) overriding system value
      select id, key, version, stream, "ticketId", state, "startedAt", "endedAt", reason, stuck, ends, decode(data, 'base64')
      from input, jsonb_to_recordset(j->'instances') as r(id bigint, key text, version int, stream text, "ticketId" bigint, state text, "startedAt" timestamptz, "endedAt" timestamptz, reason text, stuck jsonb, ends text[], data text, "isNew" boolean) where "isNew"),
    moved as (update process_instance p set version = r.version, state = r.state, ended_at = r."endedAt", reason = r.reason, stuck = r.stuck, ends = r.ends, data = decode(r.data, 'base64')
      from input, jsonb_to_recordset(j->'instances') as r(id bigint, version int, state text, "endedAt" timestamptz, reason text, stuck jsonb, ends text[], data text, "isNew" boolean) where p.id = r.id and not r."isNew"),
    entered as (insert into process_visit (instance_id, visit, element, type, model, via, entered_at, left_at, outcome, by_name, due_at)
      select "instanceId", visit, element, type, model, via, "enteredAt", "leftAt", outcome, by, "dueAt"
      from input, jsonb_to_recordset(j->'visits') as r("instanceId" bigint, visit int, element text, type text, model text, via text, "enteredAt" timestamptz, "leftAt" timestamptz, outcome text, by text, "dueAt" timestamptz)),
    left_ as (update process_visit v set left_at = r."leftAt", outcome = r.outcome, by_name = r.by
      from input, jsonb_to_recordset(j->'ends') as r("instanceId" bigint, visit int, "leftAt" timestamptz, outcome text, by text) where v.instance_id = r."instanceId" and v.visit = r.visit),
    gone as (select "instanceId", wait from input, jsonb_to_recordset(j->'gone') as r("instanceId" bigint, wait int)),
    no_timer as (delete from process_timer t using gone g where t.instance_id = g."instanceId" and t.wait = g.wait),
    no_wait as (delete from process_wait t using gone g where t.instance_id = g."instanceId" and t.wait = g.wait),
    timers as (insert into process_timer (instance_id, wait, due_at) select "instanceId", wait, "dueAt" from input, jsonb_to_recordset(j->'timers') as r("instanceId" bigint, wait int, "dueAt" timestamptz)),
    waits as (insert into process_wait (instance_id, wait, kind, name, stream) select "instanceId", wait, kind, name, stream from input, jsonb_to_recordset(j->'waits') as r("instanceId" bigint, wait int, kind text, name text, stream text)),
    closed as (update process_task t set state = r.state, done_at = r.at, done_by = r.by, output = r.output
      from input, jsonb_to_recordset(j->'taskEnds') as r("instanceId" bigint, wait int, state text, at timestamptz, by text, output jsonb) where t.instance_id = r."instanceId" and t.wait = r.wait returning t.id, t.instance_id, t.wait),
    opened as (insert into process_task (instance_id, wait, visit, key, version, stream, ticket_id, element, kind, title, role, team_id, assignee_id, state, opened_at, due_at, words)
      select "instanceId", wait, visit, key, version, stream, "ticketId", element, kind, title, role, "teamId", "assigneeId", 'open', "openedAt", "dueAt", words
      from input, jsonb_to_recordset(j->'tasks') as r("instanceId" bigint, wait int, visit int, key text, version int, stream text, "ticketId" bigint, element text, kind text, title jsonb, role text, "teamId" bigint, "assigneeId" bigint, "openedAt" timestamptz, "dueAt" timestamptz, words jsonb)
      returning id, instance_id, wait)
    select id, instance_id as "instanceId", wait from opened union all select id, instance_id, wait from closed`);
}

export const waitingFor = (tx: Handle, kind: 'message' | 'signal', name: string, stream: string | null) => (stream === null
  ? tx.rows<{ instanceId: number }>(hot`select distinct instance_id as "instanceId" from process_wait where kind = 'signal' and name = ${name} order by 1`)
  : tx.rows<{ instanceId: number }>(hot`select distinct instance_id as "instanceId" from process_wait where kind = 'message' and stream = ${stream} and name = ${name} order by 1`));
/** Between looking for who waits and keeping a message nobody may begin to wait, and the other way round. */
export const lockMailbox = (tx: Tx, stream: string) => tx.run(hot`select pg_advisory_xact_lock(7264, hashtext(${stream}))`);
export const keepMessage = (tx: Tx, m: { stream: string; name: string; payload: unknown; at: Date; expiresAt: Date }) => tx.run(hot`insert into process_message (stream, name, payload, at, expires_at) values (${m.stream}, ${m.name}, ${JSON.stringify(m.payload)}::jsonb, ${m.at}, ${m.expiresAt})`);
/** The oldest kept message of each name, taken out. */
export const takeMessages = (tx: Tx, stream: string, names: readonly string[], now: Date) => tx.rows<{ name: string; payload: Record<string, unknown> }>(sql`delete from process_message where id in (select min(id) from process_message where stream = ${stream} and name = any(${names}) and expires_at > ${now} group by name) returning name, payload`);
export const sweepMessages = (db: Handle, now: Date) => db.run(sql`delete from process_message where expires_at <= ${now}`);

export const dueTimers = (db: Handle, now: Date, limit: number) => db.rows<{ instanceId: number; wait: number }>(hot`select instance_id as "instanceId", wait from process_timer where due_at <= ${now} order by due_at limit ${limit}`);
export const nextTimer = async (db: Handle): Promise<Date | null> => (await db.one<{ at: Date | null }>(hot`select min(due_at) as at from process_timer`))?.at ?? null;

export const instancesOf = (db: Handle, stream: string) => db.rows<InstanceRow>(hot`select id, key, version, stream, state, started_at as "startedAt", ended_at as "endedAt", reason from process_instance where stream = ${stream} order by id`);
export const runningOn = (db: Handle, key: string, version: number) => db.rows<{ id: number; data: Buffer }>(sql`select id, data from process_instance where key = ${key} and version = ${version} and state in ('running', 'stuck') order by id`);
/** A timer whose step failed as a whole: later, and seen. */
export async function postpone(tx: Tx, instanceId: number, wait: number, until: Date, reason: string): Promise<void> {
  await tx.run(sql`update process_timer set due_at = ${until} where instance_id = ${instanceId} and wait = ${wait}`);
  await tx.run(sql`update process_instance set state = 'stuck', stuck = jsonb_build_object('elementId', null, 'reason', ${reason}::text, 'attempts', 1, 'nextTryAt', ${until}::timestamptz) where id = ${instanceId} and state in ('running', 'stuck')`);
}
