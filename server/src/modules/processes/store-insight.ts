import type { HeatElement } from '@aftercare/contract/processes';
import { type Handle, type Tx, sql } from '../../platform/db/index.ts';

interface Span { readonly key: string; readonly version: number | null; readonly from: Date; readonly to: Date; readonly now: Date }
/** Visits of a diagram's instances in a time. */
const visits = ({ key, version, from, to }: Span) => sql`from process_visit v join process_instance i on i.id = v.instance_id
  where i.key = ${key} and v.model = '' and (${version}::int is null or i.version = ${version}) and v.entered_at >= ${from} and v.entered_at < ${to}`;

export const heat = (db: Handle, span: Span) => db.rows<HeatElement>(sql`select v.element as id, count(*)::int as entered, count(*) filter (where v.left_at is null and i.state in ('running', 'stuck'))::int as waiting,
    count(*) filter (where v.outcome = 'completed')::int as completed, count(*) filter (where v.outcome = 'cancelled')::int as cancelled,
    percentile_cont(0.5) within group (order by extract(epoch from v.left_at - v.entered_at))::float8 as "medianSeconds", percentile_cont(0.9) within group (order by extract(epoch from v.left_at - v.entered_at))::float8 as "p90Seconds",
    count(*) filter (where v.due_at is not null and coalesce(v.left_at, ${span.now}) > v.due_at)::int as overdue, coalesce(sum(extract(epoch from coalesce(v.left_at, ${span.now}) - v.entered_at)), 0)::float8 as "totalSeconds"
  ${visits(span)} group by v.element order by v.element`);
export const flowsTaken = async (db: Handle, span: Span): Promise<Record<string, number>> => Object.fromEntries((await db.rows<{ via: string; n: number }>(sql`select v.via, count(*)::int as n ${visits(span)} and v.via is not null group by v.via`)).map((r) => [r.via, r.n]));
export const instancesIn = async (db: Handle, { key, version, from, to }: Span) => (await db.one<{ n: number }>(sql`select count(*)::int as n from process_instance where key = ${key} and (${version}::int is null or version = ${version}) and started_at >= ${from} and started_at < ${to}`))?.n ?? 0;

/** When cases began. */
export const arrivals = async (db: Handle, s: { key: string; from: Date; to: Date; limit: number }) => (await db.rows<{ at: Date }>(sql`select started_at as at from process_instance where key = ${s.key} and started_at >= ${s.from} and started_at < ${s.to} order by started_at limit ${s.limit}`)).map((r) => r.at);
/** How long steps took: up to 400 durations in seconds per element, spread over the time. */
export const durations = (db: Handle, s: { key: string; from: Date; to: Date }) => db.rows<{ element: string; seconds: number[]; worked: number[] }>(sql`select element, (array_agg(seconds order by n))[1:400] as seconds, coalesce((array_agg(worked order by n) filter (where worked is not null))[1:400], '{}') as worked from (
    select v.element, extract(epoch from v.left_at - v.entered_at)::float8 as seconds, extract(epoch from t.done_at - t.claimed_at)::float8 as worked, hashint8(v.instance_id) as n
    from process_visit v join process_instance i on i.id = v.instance_id left join process_task t on t.instance_id = v.instance_id and t.visit = v.visit
    where i.key = ${s.key} and v.model = '' and v.entered_at >= ${s.from} and v.entered_at < ${s.to} and v.outcome = 'completed') x group by element`);
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
