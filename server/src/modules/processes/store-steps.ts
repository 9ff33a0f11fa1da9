import type { Words } from '@aftercare/contract/processes';
import { type Sql, type Tx, prepared, raw, sql } from '../../platform/db/index.ts';
import type { InstanceState } from './types.ts';

export interface InstanceWrite { id: number; key: string; version: number; stream: string; ticketId: number | null; state: InstanceState; startedAt: Date; endedAt: Date | null; reason: string | null; stuck: unknown; ends: readonly string[]; /** Base64. */ data: string | null; isNew: boolean }
export interface VisitWrite { instanceId: number; visit: number; element: string; type: string; model: string; via: string | null; enteredAt: Date; leftAt: Date | null; outcome: string | null; by: string | null; dueAt: Date | null }
export interface VisitEnd { instanceId: number; visit: number; leftAt: Date; outcome: string; by: string | null }
export interface TaskWrite {
  id: number; instanceId: number; wait: number; visit: number; key: string; version: number; stream: string; ticketId: number | null; element: string; kind: string; title: Words; role: string | null; teamId: number | null; assigneeId: number | null;
  openedAt: Date; dueAt: Date | null; words: unknown;
}
export interface TaskEnd { instanceId: number; wait: number; state: 'done' | 'cancelled'; at: Date; by: string | null; output: unknown }
export interface WaitWrite { instanceId: number; wait: number; kind: string; name: string; stream: string }
export interface TimerWrite { instanceId: number; wait: number; dueAt: Date }
export interface Gone { instanceId: number; wait: number }
export interface StepWrites { instances: InstanceWrite[]; visits: VisitWrite[]; ends: VisitEnd[]; tasks: TaskWrite[]; taskEnds: TaskEnd[]; waits: WaitWrite[]; timers: TimerWrite[]; gone: Gone[] }

/**
 * Says whose rows are meant beside the join, because a list of unknown length looks like a hundred rows: then reading the whole of a
 * young table looks cheaper than its index, and stays so while it grows. Hidden, so that the plan is made once.
 */
const those = (ids: readonly number[]) => sql`any((select ${ids}::bigint[])::bigint[])`;
const instance = (rows: string, ids: readonly number[], isNew: boolean) => (isNew
  ? sql`insert into process_instance (id, key, version, stream, ticket_id, state, started_at, ended_at, reason, stuck, ends, data) overriding system value
      select id, key, version, stream, "ticketId", state, "startedAt", "endedAt", reason, stuck, ends, decode(data, 'base64')
      from json_to_recordset(${rows}::json) as r(id bigint, key text, version int, stream text, "ticketId" bigint, state text, "startedAt" timestamptz, "endedAt" timestamptz, reason text, stuck jsonb, ends text[], data text)`
  : sql`update process_instance p set version = r.version, state = r.state, ended_at = r."endedAt", reason = r.reason, stuck = r.stuck, ends = r.ends, data = decode(r.data, 'base64')
      from json_to_recordset(${rows}::json) as r(id bigint, version int, state text, "endedAt" timestamptz, reason text, stuck jsonb, ends text[], data text) where p.id = r.id and p.id = ${those(ids)}`);
/** What is written of each kind. */
const parts: { readonly [K in Exclude<keyof StepWrites, 'instances'>]: (rows: string, ids: readonly number[]) => readonly Sql[] } = {
  visits: (rows) => [sql`insert into process_visit (instance_id, visit, element, type, model, via, entered_at, left_at, outcome, by_name, due_at)
      select "instanceId", visit, element, type, model, via, "enteredAt", "leftAt", outcome, by, "dueAt"
      from json_to_recordset(${rows}::json) as r("instanceId" bigint, visit int, element text, type text, model text, via text, "enteredAt" timestamptz, "leftAt" timestamptz, outcome text, by text, "dueAt" timestamptz)`],
  ends: (rows, ids) => [sql`update process_visit v set left_at = r."leftAt", outcome = r.outcome, by_name = r.by
      from json_to_recordset(${rows}::json) as r("instanceId" bigint, visit int, "leftAt" timestamptz, outcome text, by text) where v.instance_id = r."instanceId" and v.visit = r.visit and v.instance_id = ${those(ids)}`],
  gone: (rows, ids) => [sql`delete from process_timer t using json_to_recordset(${rows}::json) as g("instanceId" bigint, wait int) where t.instance_id = g."instanceId" and t.wait = g.wait and t.instance_id = ${those(ids)}`,
    sql`delete from process_wait t using json_to_recordset(${rows}::json) as g("instanceId" bigint, wait int) where t.instance_id = g."instanceId" and t.wait = g.wait and t.instance_id = ${those(ids)}`],
  timers: (rows) => [sql`insert into process_timer (instance_id, wait, due_at) select "instanceId", wait, "dueAt" from json_to_recordset(${rows}::json) as r("instanceId" bigint, wait int, "dueAt" timestamptz)`],
  waits: (rows) => [sql`insert into process_wait (instance_id, wait, kind, name, stream) select "instanceId", wait, kind, name, stream from json_to_recordset(${rows}::json) as r("instanceId" bigint, wait int, kind text, name text, stream text)`],
  taskEnds: (rows, ids) => [sql`update process_task t set state = r.state, done_at = r.at, done_by = r.by, output = r.output
      from json_to_recordset(${rows}::json) as r("instanceId" bigint, wait int, state text, at timestamptz, by text, output jsonb) where t.instance_id = r."instanceId" and t.wait = r.wait and t.instance_id = ${those(ids)}`],
  tasks: (rows) => [sql`insert into process_task (id, instance_id, wait, visit, key, version, stream, ticket_id, element, kind, title, role, team_id, assignee_id, state, opened_at, due_at, words) overriding system value
      select id, "instanceId", wait, visit, key, version, stream, "ticketId", element, kind, title, role, "teamId", "assigneeId", 'open', "openedAt", "dueAt", words
      from json_to_recordset(${rows}::json) as r(id bigint, "instanceId" bigint, wait int, visit int, key text, version int, stream text, "ticketId" bigint, element text, kind text, title jsonb, role text, "teamId" bigint, "assigneeId" bigint, "openedAt" timestamptz, "dueAt" timestamptz, words jsonb)`],
};

/** Writes what steps changed, of one instance or of many, in one statement that names only what there is to write. Sent without waiting. */
export function saveSteps(tx: Tx, w: StepWrites): void {
  const ids = w.instances.map((i) => i.id);
  const statements = [true, false].flatMap((isNew) => {
    const rows = w.instances.filter((i) => i.isNew === isNew);
    return rows.length > 0 ? [instance(JSON.stringify(rows), ids, isNew)] : [];
  });
  for (const [kind, write] of Object.entries(parts)) {
    const rows = w[kind as keyof typeof parts];
    if (rows.length > 0) statements.push(...write(JSON.stringify(rows), ids));
  }
  if (statements.length === 0) return;
  const last = statements.pop() as Sql;
  // Few combinations occur: what a diagram does in one step.
  const before = statements.map((statement, i) => sql`${raw(`${i === 0 ? 'with' : ','} p${i}`)} as (${statement})`).reduce((left, right) => sql`${left}${right}`, raw(''));
  tx.soon(prepared(sql`${before} ${last}`));
}
