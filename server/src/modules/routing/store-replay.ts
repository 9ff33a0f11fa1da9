import type { ReplayChange } from '@aftercare/contract/routing';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import type { Facts } from './spots.ts';

export interface ReplayRow { id: number; state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'; progress: number; by: string; startedAt: Date; endedAt: Date | null; reason: string | null; request: ReplayChange & { days: number }; result: unknown }
const columns = sql`id, state, progress, by_name as "by", started_at as "startedAt", ended_at as "endedAt", reason, request, result`;
export const addReplay = (tx: Tx, r: { by: string; at: Date; request: unknown }) => tx.one<ReplayRow>(sql`insert into routing_replay (state, by_name, started_at, request) values ('waiting', ${r.by}, ${r.at}, ${JSON.stringify(r.request)}::jsonb) returning ${columns}`);
export const findReplay = (db: Handle, id: number) => db.one<ReplayRow>(sql`select ${columns} from routing_replay where id = ${id}`);
export const listReplays = (db: Handle) => db.rows<ReplayRow>(sql`select ${columns} from routing_replay order by id desc limit 20`);
/** Says how far it is; false when it was stopped meanwhile. */
export const advanceReplay = async (db: Handle, id: number, progress: number) => (await db.run(sql`update routing_replay set state = 'running', progress = ${progress} where id = ${id} and state in ('waiting', 'running')`)) > 0;
export const endReplay = (db: Handle, id: number, e: { state: 'done' | 'failed' | 'cancelled'; at: Date; reason?: string; result?: unknown }) => db.run(sql`update routing_replay set state = ${e.state}, ended_at = ${e.at}, reason = ${e.reason ?? null}, result = ${e.result === undefined ? null : JSON.stringify(e.result)}::jsonb, progress = case when ${e.state} = 'done' then 1 else progress end where id = ${id} and state in ('waiting', 'running')`);

export interface ArrivalRow extends Omit<Facts, 'dueAt' | 'openedAt' | 'status' | 'ownerId' | 'teamId' | 'tags'> {
  openedAt: Date; tags: string[]; teamFirst: number | null; givenAt: Date | null; answeredAt: Date | null; dueAt: Date | null; doneAt: Date | null; pausedSeconds: number; calendarId: number | null;
}
/**
 * Tickets that arrived in a span, as they were when they came; how long each stayed in hand is from being given until it left the
 * hands (solved, or waiting for the customer the last time), without the waiting between. Merged ones are one.
 */
export const arrivals = (db: Handle, from: Date, to: Date, limit: number) => db.rows<ArrivalRow>(sql`select t.id as "ticketId", t.type, t.priority, t.channel, t.language, t.customer_id as "customerId", c.tier, t.tags, t.opened_at as "openedAt",
    c.region, u.brand_id as "brandId", coalesce(b.key, '') as brand, coalesce(m.key, '') as model, coalesce(m.category, '') as category,
    (select case when count(*) = 0 then t.team_id else (array_agg(nullif(f ->> 'from', '')::bigint order by k.at, k.id))[1] end from ticket_change k, jsonb_array_elements(k.fields) f where k.ticket_id = t.id and f ->> 'field' = 'teamId') as "teamFirst",
    coalesce((select min(at) from routing_choice r where r.ticket_id = t.id), case when t.owner_id is not null then t.opened_at end) as "givenAt", t.first_answered_at as "answeredAt",
    (select coalesce(k.due_at, k.started_at + make_interval(secs => k.target_seconds)) from sla_clock k where k.ticket_id = t.id and k.target = 'first-response') as "dueAt",
    coalesce(t.solved_at, t.closed_at, case when t.status not in ('new', 'open') then t.status_since end) as "doneAt",
    coalesce((select sum(extract(epoch from w.until - w.at)) from (select k.at, lead(k.at, 1, k.at) over (order by k.at, k.id) as until, f ->> 'to' as became from ticket_change k, jsonb_array_elements(k.fields) f where k.ticket_id = t.id and f ->> 'field' = 'status') w where w.became in ('pending', 'hold')), 0)::float8 as "pausedSeconds",
    (select a.calendar_id from agent a where a.id = t.owner_id) as "calendarId"
  from ticket t join customer c on c.id = t.customer_id left join product_unit u on u.id = t.unit_id left join product_model m on m.id = u.model_id left join brand b on b.id = u.brand_id
  where t.opened_at >= ${from} and t.opened_at < ${to} and t.merged_into is null order by t.opened_at, t.id limit ${limit}`);
