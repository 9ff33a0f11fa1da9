import type { Names } from '@aftercare/contract/basics';
import { type Handle, type Sql, prepared, raw, sql } from '../../platform/db/index.ts';
import { type ValueRow, lastWords, marks, valueOf } from './customer/store-value.ts';
import { rowColumns } from './store-list.ts';

interface Said { at: string; text: string }
export interface CustomerPageRow {
  tickets: string; open: number; total: number; satisfaction: number | null; lastContactAt: Date | null; value: ValueRow[] | null; words: Said[]; marks: { at: string; overall: number }[]; segments: { id: number; name: Names; tag: string | null }[];
}
const listOf = (rows: Sql) => sql`(select coalesce(json_agg(x), '[]') from (${rows}) x)`;
/**
 * One screen of a customer in one statement: newest tickets that the caller may see (`visible` speaks of `t`), what they sum up to, value, words, marks, segments.
 * @param may what the caller may see beside tickets
 */
export const customerPage = (db: Handle, customerId: number, visible: Sql, limit: number, may: { readonly orders: boolean; readonly words: boolean }) => db.one<CustomerPageRow>(prepared(sql`select
  (select coalesce(json_agg(r order by k.id desc), '[]')::text from (select t.* from ticket t where t.customer_id = ${customerId} and ${visible} order by t.id desc limit ${raw(String(limit))}) k
    join customer c on c.id = k.customer_id left join agent o on o.id = k.owner_id cross join lateral (${rowColumns}) r) as tickets,
  n.open, n.total, (select avg(s.overall)::float8 from ticket x join survey s on s.ticket_id = x.id where x.customer_id = ${customerId} and s.answered_at is not null) as satisfaction,
  (select max(v.last_message_at) from conversation v where v.customer_id = ${customerId}) as "lastContactAt",
  ${may.orders ? listOf(valueOf(customerId, visible)) : raw('null::json')} as value, ${may.words ? listOf(lastWords(customerId, visible)) : raw(`'[]'::json`)} as words, ${listOf(marks(customerId, visible))} as marks,
  ${listOf(sql`select s.id, s.name, case when m.tagged then s.tag end as tag from segment_member m join segment s on s.id = m.segment_id and not s.removed where m.member_id = ${customerId} order by s.id`)} as segments
  from (select count(*) filter (where t.status in ('new', 'open', 'pending', 'hold'))::int as open, count(*)::int as total from ticket t where t.customer_id = ${customerId} and ${visible}) n`));
/** Newest tickets of many customers: each gives its newest, together they are cut to a page. */
export const ticketsOfAll = (db: Handle, customerIds: readonly number[], visible: Sql, before: number | null, limit: number) => db.one<{ items: string; last: number | null; count: number }>(sql`select coalesce(json_agg(r order by k.id desc), '[]')::text as items, min(k.id) as last, count(*)::int as count
  from (select t.* from unnest(${customerIds}::bigint[]) as p(id) cross join lateral (select t.* from ticket t where t.customer_id = p.id and (${before}::bigint is null or t.id < ${before}::bigint) and ${visible} order by t.id desc limit ${raw(String(limit))}) t order by t.id desc limit ${raw(String(limit))}) k
  join customer c on c.id = k.customer_id left join agent o on o.id = k.owner_id cross join lateral (${rowColumns}) r`);
