import type { TicketStatus } from '@aftercare/contract/tickets';
import { type Handle, type Sql, all, prepared, raw, sql } from '../../platform/db/index.ts';

export interface HitRow { ticketId: number; at: Date; subject: string; status: TicketStatus; customerName: string; text: string; total: number | null }
export interface TextQuery {
  /** A tsquery. */
  readonly words: string;
  /** Texts that must stand in the entry. */
  readonly exact: readonly string[];
  /** What is shown in the snippet. */
  readonly mark: string;
  /** Only tickets below this number. */
  readonly before: number | null;
  /** Condition on `t` for those who may not see every ticket. */
  readonly visible: Sql | null;
  readonly limit: number;
}

/** A value the planner does not see: the plan is the same for every value, so it is made once and kept. */
const hidden = (value: string | number, type: 'tsquery' | 'text' | 'bigint') => sql`(select ${value}::${raw(type)})`;
const count = (limit: number) => raw(String(Math.trunc(limit)));
const seen = (visible: Sql | null) => (visible ? [sql`exists (select from ticket t where t.id = e.ticket_id and ${visible})`] : []);
const stands = (exact: readonly string[]) => exact.map((x) => sql`strpos(e.body, ${hidden(x, 'text')}) > 0`);
/** Texts of many combinations are not worth keeping prepared. */
const run = (db: Handle, statement: Sql, q: TextQuery) => db.rows<HitRow>(q.exact.length <= 2 ? prepared(statement) : statement);

/** What is shown of the hits: a piece of the text as it was written; far inside a long one, of its compared form. */
const show = (hits: Sql, mark: string) => sql`select h.ticket_id as "ticketId", e.at, t.subject, t.status, c.name as "customerName", h.total,
    case when strpos(e.body, ${mark}) > 1500 then substr(e.body, strpos(e.body, ${mark}) - 200, 800) else left(case e.kind when 'message' then (select body from message where id = e.item_id) when 'note' then (select body from ticket_note where id = e.item_id) else t.subject end, 3000) end as text
  from (${hits}) h join search_entry e on e.id = h.id join ticket t on t.id = h.ticket_id join customer c on c.id = t.customer_id order by h.ticket_id desc`;

/**
 * For words that are everywhere: walks from the newest ticket down and stops when the page is full. Looks at tickets above
 * `downTo` only; what lies below is not seen.
 */
export const walkNewest = (db: Handle, q: TextQuery, downTo: number) => run(db, show(sql`select distinct on (e.ticket_id) e.ticket_id, e.id, null::int as total from search_entry e
  where ${all([sql`e.ticket_id > ${hidden(downTo, 'bigint')}`, sql`e.ticket_id < ${hidden(q.before ?? Number.MAX_SAFE_INTEGER, 'bigint')}`, ...stands(q.exact),
    // As a function the word index cannot answer it: this is the walk.
    sql`ts_match_vq(e.tokens, ${hidden(q.words, 'tsquery')})`, ...seen(q.visible)])} order by e.ticket_id desc, e.id desc limit ${count(q.limit)}`, q.mark), q);

/** For words that are not: all entries by the word index, then the newest tickets of them. `total` is exact when `before` is null. */
export const lookUp = (db: Handle, q: TextQuery) => run(db, show(sql`select f.ticket_id, f.id, ${q.before === null ? raw('(count(*) over ())::int') : raw('null::int')} as total from (
    select e.ticket_id, max(e.id) as id from search_entry e where ${all([sql`e.tokens @@ ${hidden(q.words, 'tsquery')}`, ...stands(q.exact), ...(q.before === null ? [] : [sql`e.ticket_id < ${hidden(q.before, 'bigint')}`]), ...seen(q.visible)])} group by e.ticket_id offset 0) f
  order by f.ticket_id desc limit ${count(q.limit)}`, q.mark), q);

/**
 * The same for words of thousands of entries: the newest entries by a heap that holds only these. Grouping all of them by ticket to count would
 * cost three times the search. Null when so many entries lie on few tickets that the page is not full: then `lookUp` knows.
 */
export async function lookUpFrequent(db: Handle, q: TextQuery): Promise<HitRow[] | null> {
  const entries = sql`select e.ticket_id, e.id from search_entry e where ${all([sql`e.tokens @@ ${hidden(q.words, 'tsquery')}`, ...stands(q.exact), ...(q.before === null ? [] : [sql`e.ticket_id < ${hidden(q.before, 'bigint')}`]), ...seen(q.visible)])} offset 0`;
  const rows = await run(db, show(sql`select distinct on (n.ticket_id) n.ticket_id, n.id, null::int as total from (select * from (${entries}) a order by a.ticket_id desc, a.id desc limit ${count(q.limit * 4)}) n order by n.ticket_id desc, n.id desc limit ${count(q.limit)}`, q.mark), q);
  return rows.length < q.limit ? null : rows;
}

export const ticketByNumber = (db: Handle, id: number, visible: Sql) => db.one<HitRow>(sql`select t.id as "ticketId", t.updated_at as at, t.subject, t.status, c.name as "customerName", t.preview as text, null as total from ticket t join customer c on c.id = t.customer_id where t.id = ${id} and ${visible}`);

export interface PersonRow { id: number; name: string; addresses: string[]; at: Date }
/** Customers by a part of their name, mail or phone. Two characters find only the beginning of a name: a Chinese one begins with its family name. */
export interface PeopleQuery { anywhere: string; atStart: string; isShort: boolean; /** Where phones are shown with stars: a phone is found by the whole number only. */ wholePhone: string | null; /** On `c`. */ visible: Sql; limit: number }
export const people = (db: Handle, { anywhere, atStart, isShort, wholePhone, visible, limit }: PeopleQuery) => {
  const part = hidden(isShort ? atStart : anywhere, 'text');
  const address = wholePhone === null ? sql`value ilike ${part}` : sql`(kind <> 'phone' and value ilike ${part} or kind = 'phone' and value = ${wholePhone})`;
  return db.rows<PersonRow>(prepared(sql`select c.id, c.name, c.created_at as at, array(select i.value from identity i where i.customer_id = c.id and i.kind in ('email', 'phone') order by i.id limit 3) as addresses
    from (select id from (select id from customer where name ilike ${part} limit 50) a ${isShort ? raw('') : sql`union select customer_id from (select customer_id from identity where ${address} limit 50) d`}) f
    join customer c on c.id = f.id where ${visible} order by c.id desc limit ${count(limit)}`));
};

/** How common words are, as the database last measured, and how many entries there are. */
export const wordStatistics = (db: Handle) => db.one<{ words: string[] | null; shares: number[] | null; entries: number; newest: number; oldest: number }>(sql`select
    (select most_common_elems::text::text[] from pg_stats where schemaname = current_schema() and tablename = 'search_entry' and attname = 'tokens') as words,
    (select most_common_elem_freqs from pg_stats where schemaname = current_schema() and tablename = 'search_entry' and attname = 'tokens') as shares,
    greatest((select reltuples from pg_class where oid = 'search_entry'::regclass), 0)::float8 as entries,
    coalesce((select max(id) from ticket), 0) as newest, coalesce((select min(id) from ticket), 0) as oldest`);
