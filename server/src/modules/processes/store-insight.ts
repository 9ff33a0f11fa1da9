import type { HeatElement } from '@aftercare/contract/processes';
import { type Handle, type Tx, sql } from '../../platform/db/index.ts';

interface Span { readonly key: string; readonly version: number | null; readonly from: Date; readonly to: Date; readonly now: Date }
/** Visits of a diagram's instances in a time. */
const visits = ({ key, version, from, to }: Span) => sql`from process_visit v join process_instance i on i.id = v.instance_id
  where i.key = ${key} and v.model = '' and (${version}::int is null or i.version = ${version}) and v.entered_at >= ${from} and v.entered_at <= ${to}`;

export const heat = (db: Handle, span: Span) => db.rows<HeatElement>(sql`select v.element as id, count(*)::int as entered, count(*) filter (where v.left_at is null and i.state in ('running', 'stuck'))::int as waiting,
    count(*) filter (where v.outcome = 'completed')::int as completed, count(*) filter (where v.outcome = 'cancelled')::int as cancelled,
    percentile_cont(0.5) within group (order by extract(epoch from v.left_at - v.entered_at))::float8 as "medianSeconds", percentile_cont(0.9) within group (order by extract(epoch from v.left_at - v.entered_at))::float8 as "p90Seconds",
    count(*) filter (where v.due_at is not null and coalesce(v.left_at, ${span.now}) > v.due_at)::int as overdue, coalesce(sum(extract(epoch from coalesce(v.left_at, ${span.now}) - v.entered_at)), 0)::float8 as "totalSeconds"
  ${visits(span)} group by v.element order by v.element`);
export const flowsTaken = async (db: Handle, span: Span): Promise<Record<string, number>> => Object.fromEntries((await db.rows<{ via: string; n: number }>(sql`select v.via, count(*)::int as n ${visits(span)} and v.via is not null group by v.via`)).map((r) => [r.via, r.n]));
export const instancesIn = async (db: Handle, { key, version, from, to }: Span) => (await db.one<{ n: number }>(sql`select count(*)::int as n from process_instance where key = ${key} and (${version}::int is null or version = ${version}) and started_at >= ${from} and started_at <= ${to}`))?.n ?? 0;

interface Range { readonly key: string; readonly from: Date; readonly to: Date }
/** Cases as they came (the latest of them where there are more): which flows they took how often, and what people filled in. `at` in epoch milliseconds. */
export const cases = (db: Handle, s: Range & { limit: number }) => db.rows<{ at: number; variables: Record<string, unknown>; flows: Record<string, number> }>(sql`with chosen as (
    select id, started_at from process_instance where key = ${s.key} and started_at >= ${s.from} and started_at < ${s.to} order by started_at desc limit ${s.limit}),
  ways as (select instance_id, jsonb_object_agg(via, n) as flows from (select v.instance_id, v.via, count(*)::int as n from process_visit v join chosen on chosen.id = v.instance_id where v.model = '' and v.via is not null group by 1, 2) x group by 1),
  filled as (select t.instance_id, jsonb_object_agg(o.key, o.value order by t.id) as variables from process_task t join chosen on chosen.id = t.instance_id, jsonb_each(t.output) o where t.state = 'done' and jsonb_typeof(t.output) = 'object' group by 1)
  select extract(epoch from chosen.started_at)::float8 * 1000 as at, coalesce(variables, '{}') as variables, coalesce(flows, '{}') as flows
  from chosen left join ways on ways.instance_id = chosen.id left join filled on filled.instance_id = chosen.id order by chosen.started_at`);
/** How long steps took: up to 400 durations in seconds per element, spread over the time. */
export const durations = (db: Handle, s: Range) => db.rows<{ element: string; seconds: number[] }>(sql`select element, (array_agg(seconds order by n))[1:400] as seconds from (
    select v.element, extract(epoch from v.left_at - v.entered_at)::float8 as seconds, hashint8(v.instance_id) as n
    from process_visit v join process_instance i on i.id = v.instance_id
    where i.key = ${s.key} and v.model = '' and v.entered_at >= ${s.from} and v.entered_at < ${s.to} and v.outcome = 'completed') x group by element`);
/** When people worked on steps: from taking it, or from when they had finished what they did before; up to 400 per element, spread over the time. */
export const work = (db: Handle, s: Range) => db.rows<{ element: string; began: Date; done: Date }>(sql`select element, began, done from (
    select element, began, done, row_number() over (partition by element order by hashint8(instance_id)) as n from (
      select key, element, instance_id, coalesce(claimed_at, greatest(opened_at, lag(done_at) over (partition by done_by order by done_at))) as began, done_at as done, opened_at
      from process_task where state = 'done' and done_at >= ${s.from} and done_at < ${s.to}) t where key = ${s.key} and began < done) x where n <= 400`);
/** Hours from beginning to end of the finished cases. */
export const caseHours = async (db: Handle, s: Range) => (await db.rows<{ hours: number }>(sql`select extract(epoch from ended_at - started_at)::float8 / 3600 as hours from process_instance where key = ${s.key} and state = 'completed' and started_at >= ${s.from} and started_at < ${s.to} limit 20000`)).map((r) => r.hours);
/** Who worked on steps: people at the same time, by role. */
export const staff = (db: Handle, s: { key: string; from: Date; to: Date }) => db.rows<{ role: string; people: number; visits: number }>(sql`select role, greatest(1, max(people))::int as people, sum(visits)::int as visits from (
    select coalesce(role, '') as role, date_trunc('day', done_at) as day, count(distinct done_by) as people, count(*) as visits from process_task
    where key = ${s.key} and state = 'done' and opened_at >= ${s.from} and opened_at < ${s.to} group by 1, 2) d group by role order by role`);

export interface SimulationRow { id: number; key: string; state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'; progress: number; by: string; startedAt: Date; endedAt: Date | null; reason: string | null; result: unknown; request: unknown }
const columns = sql`id, key, state, progress, by_name as by, started_at as "startedAt", ended_at as "endedAt", reason, result, request`;
export const addSimulation = (tx: Tx, s: { key: string; by: string; at: Date; request: unknown }) => tx.one<SimulationRow>(sql`insert into process_simulation (key, state, by_name, started_at, request) values (${s.key}, 'waiting', ${s.by}, ${s.at}, ${JSON.stringify(s.request)}::jsonb) returning ${columns}`);
export const findSimulation = (db: Handle, id: number) => db.one<SimulationRow>(sql`select ${columns} from process_simulation where id = ${id}`);
export const listSimulations = (db: Handle, key: string) => db.rows<SimulationRow>(sql`select ${columns} from process_simulation where key = ${key} order by id desc limit 20`);
/** Notes how far it is. @returns false when it was cancelled meanwhile */
export const advanceSimulation = async (db: Handle, id: number, progress: number) => (await db.run(sql`update process_simulation set state = 'running', progress = ${progress} where id = ${id} and state in ('waiting', 'running')`)) > 0;
export const endSimulation = (db: Handle, id: number, s: { state: 'done' | 'failed' | 'cancelled'; at: Date; reason?: string; result?: unknown }) => db.run(sql`update process_simulation set state = ${s.state}, ended_at = ${s.at}, reason = ${s.reason ?? null}, result = ${s.result === undefined ? null : JSON.stringify(s.result)}::jsonb, progress = case when ${s.state} = 'done' then 1 else progress end where id = ${id} and state in ('waiting', 'running')`);
