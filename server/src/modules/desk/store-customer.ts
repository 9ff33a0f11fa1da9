import { type Handle, type Sql, prepared, raw, sql } from '../../platform/db/index.ts';
import { rowColumns } from './store-list.ts';

export interface CustomerFigures { tickets: string; open: number; total: number; satisfaction: number | null; lastContactAt: Date | null }
/** Newest tickets of a customer that the caller may see (`visible` speaks of `t`), and what they sum up to. */
export const customerFigures = (db: Handle, customerId: number, visible: Sql, limit: number) => db.one<CustomerFigures>(prepared(sql`select
  (select coalesce(json_agg(r order by k.id desc), '[]')::text from (select t.* from ticket t where t.customer_id = ${customerId} and ${visible} order by t.id desc limit ${raw(String(limit))}) k
    join customer c on c.id = k.customer_id left join agent o on o.id = k.owner_id cross join lateral (${rowColumns}) r) as tickets,
  n.open, n.total, (select avg(s.overall)::float8 from ticket x join survey s on s.ticket_id = x.id where x.customer_id = ${customerId} and s.answered_at is not null) as satisfaction,
  (select max(m.at) from conversation v cross join lateral (select at from message where conversation_id = v.id order by id desc limit 1) m where v.customer_id = ${customerId}) as "lastContactAt"
  from (select count(*) filter (where t.status in ('new', 'open', 'pending', 'hold'))::int as open, count(*)::int as total from ticket t where t.customer_id = ${customerId} and ${visible}) n`));
/** Newest tickets of many customers: each gives its newest, together they are cut to a page. */
export const ticketsOfAll = (db: Handle, customerIds: readonly number[], visible: Sql, before: number | null, limit: number) => db.one<{ items: string; last: number | null; count: number }>(sql`select coalesce(json_agg(r order by k.id desc), '[]')::text as items, min(k.id) as last, count(*)::int as count
  from (select t.* from unnest(${customerIds}::bigint[]) as p(id) cross join lateral (select t.* from ticket t where t.customer_id = p.id and (${before}::bigint is null or t.id < ${before}::bigint) and ${visible} order by t.id desc limit ${raw(String(limit))}) t order by t.id desc limit ${raw(String(limit))}) k
  join customer c on c.id = k.customer_id left join agent o on o.id = k.owner_id cross join lateral (${rowColumns}) r`);
