import type { TicketStatus } from '@aftercare/contract/tickets';
import { type Handle, type Sql, all, prepared, raw, sql } from '../../../platform/db/index.ts';

/** A ticket in which the words are: its newest text with them, whether its subject has them, whether they stand together, and how often. */
export interface FoundTicket { ticketId: number; entryId: number; at: Date; inSubject: boolean; together: boolean; times: number }
export interface TextQuery {
  /** A tsquery. */
  readonly words: string;
  /** Texts that must stand in the entry. */
  readonly exact: readonly string[];
  /** The words as they were typed together. */
  readonly phrase: string;
  /** Only tickets below this number. */
  readonly before: number | null;
  /** Conditions on `t`: of rights and of filters. */
  readonly visible: Sql | null;
}

/** All of them; null when there are none. */
export const allOf = (conditions: readonly Sql[]): Sql | null => (conditions.length > 0 ? all(conditions) : null);

/** Tickets of one stretch of the index have numbers that differ in these many last bits only; as 0430-search.sql says. */
export const stretchBits = 12;

/** A value the planner does not see: the plan is the same for every value, so it is made once and kept. */
const hidden = (value: string | number, type: 'tsquery' | 'text' | 'bigint') => sql`(select ${value}::${raw(type)})`;
const count = (limit: number) => raw(String(Math.trunc(limit)));
const seen = (visible: Sql | null) => (visible ? [sql`exists (select from ticket t where t.id = e.ticket_id and ${visible})`] : []);
const stands = (exact: readonly string[]) => exact.map((x) => sql`strpos(e.body, ${hidden(x, 'text')}) > 0`);
const below = (before: number | null) => (before === null ? [] : [sql`e.ticket_id < ${hidden(before, 'bigint')}`]);
/** Texts of many combinations are not worth keeping prepared. */
const run = <R>(db: Handle, statement: Sql, q: TextQuery) => db.rows<R>(q.exact.length <= 2 && q.visible === null ? prepared(statement) : statement);
const summed = (q: TextQuery) => sql`max(e.id) as "entryId", max(e.at) as at, bool_or(e.kind = 'subject') as "inSubject", ${q.exact.length === 0 && q.phrase.includes(' ') ? sql`bool_or(strpos(e.body, ${hidden(q.phrase, 'text')}) > 0)` : raw('true')} as together, count(*)::int as times`;
const grouped = (q: TextQuery) => sql`e.ticket_id as "ticketId", ${summed(q)}`;

/**
 * For words that are everywhere: walks from the newest ticket down and stops when enough are found. Looks at tickets above
 * `downTo` only; what lies below is not seen.
 */
export const walkNewest = (db: Handle, q: TextQuery, downTo: number, limit: number) => run<FoundTicket>(db, sql`select ${grouped(q)} from search_entry e
  where ${all([sql`e.ticket_id > ${hidden(downTo, 'bigint')}`, ...below(q.before ?? Number.MAX_SAFE_INTEGER), ...stands(q.exact),
    // As a function the word index cannot answer it: this is the walk.
    sql`ts_match_vq(e.tokens, ${hidden(q.words, 'tsquery')})`, ...seen(q.visible)])} group by e.ticket_id order by e.ticket_id desc limit ${count(limit)}`, q);

/** Tickets of these stretches, the newest first: one stretch after the other, until so many are found. */
export const inStretches = (db: Handle, q: TextQuery, stretches: readonly number[], limit: number) => run<FoundTicket>(db, sql`select x.* from unnest((select ${stretches.toSorted((a, b) => b - a)}::bigint[])::bigint[]) s (stretch) cross join lateral (select ${grouped(q)} from search_entry e
  where ${all([sql`(e.ticket_id >> ${raw(String(stretchBits))}) = s.stretch`, sql`e.tokens @@ ${hidden(q.words, 'tsquery')}`, ...stands(q.exact), ...below(q.before), ...seen(q.visible)])} group by e.ticket_id order by e.ticket_id desc limit ${count(limit)}) x limit ${count(limit)}`, q);

/** What tickets of a list `l` say of the words, in the order of the list. */
const lookedInto = (q: TextQuery, list: Sql, limit: number) => sql`select l.id as "ticketId", x."entryId", x.at, x."inSubject", x.together, x.times from (${list}) l cross join lateral (
    select ${summed(q)} from search_entry e where ${all([sql`e.ticket_id = l.id`, sql`ts_match_vq(e.tokens, ${hidden(q.words, 'tsquery')})`, ...stands(q.exact)])}) x
  where x.times > 0 limit ${count(limit)}`;
const passing = (q: TextQuery) => [q.visible ?? raw('true'), ...(q.before === null ? [] : [sql`t.id < ${q.before}`])];
/** The newest tickets above `downTo` that a filter lets through, looked into one after the other until enough have the words. */
export const walkTickets = (db: Handle, q: TextQuery, downTo: number, limit: number) => db.rows<FoundTicket>(lookedInto(q, sql`select t.id from ticket t where ${all([...passing(q), sql`t.id > ${downTo}`])} order by t.id desc`, limit));
interface LookedInto { looked: number; lowest: number | null }
/** The same of all tickets that a filter lets through, no more than so many; for a filter that lets few. */
export async function ofTickets(db: Handle, q: TextQuery, most: number, limit: number): Promise<LookedInto & { found: FoundTicket[] }> {
  const rows = await db.rows<LookedInto & (FoundTicket | { ticketId: null })>(sql`with looked as materialized (select t.id from ticket t where ${all(passing(q))} order by t.id desc limit ${count(most)})
    select s.looked, s.lowest, f.* from (select count(*)::int as looked, min(id) as lowest from looked) s left join (${lookedInto(q, raw('select id from looked order by id desc'), limit)}) f on true order by f."ticketId" desc`);
  return { looked: rows[0]?.looked ?? 0, lowest: rows[0]?.lowest ?? null, found: rows.flatMap(({ looked: _, lowest: __, ...f }) => (f.ticketId === null ? [] : [f])) };
}
/** About how many tickets these conditions let through. */
export async function estimate(db: Handle, visible: Sql): Promise<number> {
  const [row] = await db.rows<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(sql`explain (format json) select from ticket t where ${visible}`);
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 1;
}

/** Everywhere, by the word index. */
export const everywhere = (db: Handle, q: TextQuery, limit: number) => run<FoundTicket & { total: number }>(db, sql`select f.*, (count(*) over ())::int as total from (select ${grouped(q)} from search_entry e
  where ${all([sql`e.tokens @@ ${hidden(q.words, 'tsquery')}`, ...stands(q.exact), ...below(q.before), ...seen(q.visible)])} group by e.ticket_id offset 0) f order by f."ticketId" desc limit ${count(limit)}`, q);

export interface HitRow { ticketId: number; at: Date; subject: string; status: TicketStatus; customerName: string; text: string }
/** What is shown of found tickets: a piece of the text as it was written; far inside a long one, of its compared form. */
export const show = (db: Handle, found: readonly { ticketId: number; entryId: number }[], mark: string) => db.rows<HitRow>(prepared(sql`select e.ticket_id as "ticketId", e.at, t.subject, t.status, c.name as "customerName",
    case when strpos(e.body, ${mark}) > 1500 then substr(e.body, strpos(e.body, ${mark}) - 200, 800) else left(case e.kind when 'message' then (select body from message where id = e.item_id) when 'note' then (select body from ticket_note where id = e.item_id) else t.subject end, 3000) end as text
  from unnest((select ${found.map((f) => f.entryId)}::bigint[])::bigint[]) with ordinality as f(id, n) join search_entry e on e.id = f.id join ticket t on t.id = e.ticket_id join customer c on c.id = t.customer_id order by f.n`));

/** Tickets by what stands in their rows alone: the newest first. */
export const byFilters = (db: Handle, where: Sql, before: number | null, limit: number) => db.rows<HitRow>(sql`select t.id as "ticketId", t.updated_at as at, t.subject, t.status, c.name as "customerName", t.preview as text
  from (select * from ticket t where ${all([where, ...(before === null ? [] : [sql`t.id < ${before}`])])} order by t.id desc limit ${count(limit)}) t join customer c on c.id = t.customer_id order by t.id desc`);
export const ticketByNumber = (db: Handle, id: number, conditions: readonly Sql[]) => db.one<HitRow>(sql`select t.id as "ticketId", t.updated_at as at, t.subject, t.status, c.name as "customerName", t.preview as text from ticket t join customer c on c.id = t.customer_id where t.id = ${id} and ${all(conditions)}`);

export interface Statistics { words: string[] | null; shares: number[] | null; entries: number; newest: number; oldest: number; isIndexed: boolean; wordsKnown: boolean; rebuildDone: number | null; rebuildOf: number | null }
/** How common words are, as the database last measured, how many entries there are, and how the index stands. */
export const wordStatistics = (db: Handle) => db.one<Statistics>(sql`select
    (select most_common_elems::text::text[] from pg_stats where schemaname = current_schema() and tablename = 'search_entry' and attname = 'tokens') as words,
    (select most_common_elem_freqs from pg_stats where schemaname = current_schema() and tablename = 'search_entry' and attname = 'tokens') as shares,
    greatest((select reltuples from pg_class where oid = 'search_entry'::regclass), 0)::float8 as entries,
    coalesce(x.newest, 0) as newest, coalesce(x.oldest, 0) as oldest, exists (select from pg_index where indexrelid = to_regclass('search_entry_words') and indisvalid) as "isIndexed",
    coalesce((select words_known from search_rebuild), true) as "wordsKnown", r.done as "rebuildDone", r.last as "rebuildOf"
  from (select (select max(id) from ticket) as newest, (select min(id) from ticket) as oldest) x left join lateral (select greatest(up_to - x.oldest + 1, 0) as done, last - x.oldest + 1 as last from search_rebuild where finished_at is null) r on true`);
