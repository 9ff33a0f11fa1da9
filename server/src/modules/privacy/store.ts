import type { Handle, Tx } from '../../platform/db/index.ts';
import { raw, sql } from '../../platform/db/index.ts';
import type { Part } from './closure.ts';
import type { Key } from './edges.ts';

const name = (word: string) => { if (!/^[a-z_][a-z0-9_]*$/.test(word)) throw new Error(`no name of a table or column: ${word}`); return raw(`"${word}"`); };
const where = (p: Part) => sql`${name(p.column)}::text = any(${p.values.map(String)}::text[])`;

export const foreignKeys = (db: Handle) => db.rows<Key>(sql`select k.relname as child, a.attname as column, p.relname as parent, b.attname as target from pg_constraint f
  join pg_class k on k.oid = f.conrelid join pg_class p on p.oid = f.confrelid join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1] join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
  join pg_namespace n on n.oid = k.relnamespace where f.contype = 'f' and n.nspname = 'public' and cardinality(f.conkey) = 1 order by 1, 2`);
export const valuesOf = async (db: Handle, p: Part, column: string) => (await db.rows<{ v: unknown }>(sql`select distinct ${name(column)} as v from ${name(p.table)} where ${where(p)}`)).map((r) => r.v);
export const countOf = async (db: Handle, p: Part) => (await db.one<{ n: number }>(sql`select count(*)::int as n from ${name(p.table)} where ${where(p)}`))?.n ?? 0;
export const rowsOf = async (db: Handle, p: Part) => (await db.rows<{ row: Record<string, unknown> }>(sql`select to_jsonb(t) as row from ${name(p.table)} t where ${where(p)}`)).map((r) => r.row);
export const dropRows = (tx: Tx, p: Part) => tx.run(sql`delete from ${name(p.table)} where ${where(p)}`);
export const blankRows = (tx: Tx, p: Part, blanks: Readonly<Record<string, string>>) => {
  const sets = Object.entries(blanks).map(([column, value]) => sql`${name(column)} = ${raw(value)}`).reduce((a, b) => sql`${a}, ${b}`);
  return tx.run(sql`update ${name(p.table)} set ${sets} where ${where(p)}`);
};

export interface Column { table: string; column: string; type: string; /** Two rows may not have the same words here. */ unique: boolean }
/** Columns that hold words, but for those of our own people and of what cannot be written: the audit trail holds no words of customers. */
export const wordColumns = (db: Handle) => db.rows<Column>(sql`select c.table_name as table, c.column_name as column, case c.data_type when 'ARRAY' then 'text[]' else c.data_type end as type,
  exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indisunique and i.indrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and a.attname = c.column_name) as unique
  from information_schema.columns c
  join information_schema.tables k using (table_schema, table_name) where c.table_schema = 'public' and k.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and (c.data_type in ('text', 'jsonb', 'json') or c.udt_name = '_text')
  and c.table_name not in ('agent', 'api_key', 'installation', 'channel_account', 'company', 'privacy_request', 'role', 'team', 'site', 'vendor', 'vendor_user', 'template', 'subscription', 'audit_entry')`);
/** Takes these words out of a column, wherever they stand; `part` narrows it to rows of the person. */
export const takeOut = (tx: Tx, c: Column, words: readonly string[], part?: Part) => {
  const pattern = words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const column = name(c.column);
  return tx.run(sql`update ${name(c.table)} set ${column} = regexp_replace(${column}::text, ${pattern}, ${c.unique ? raw(`'•••' || gen_random_uuid()`) : raw(`'•••'`)}, 'gi')::${raw(c.type)} where ${column}::text ~* ${pattern} and ${part ? where(part) : raw('true')}`);
};
/** Papers keep their sums; whom they were for is masked. */
export const maskBuyers = async (tx: Tx, tickets: readonly unknown[], mask: string) => {
  for (const paper of ['invoice', 'credit_note']) await tx.run(sql`update ${raw(paper)} set buyer = (select jsonb_object_agg(k, case when jsonb_typeof(v) = 'string' and k = 'name' then to_jsonb(${mask}::text) when jsonb_typeof(v) = 'string' and k not in ('country', 'kind', 'type') then '""'::jsonb else v end) from jsonb_each(buyer) as e(k, v))
    where ticket_id = any(${tickets.map(Number)})`);
};
export const maskEvents = (tx: Tx, streams: readonly string[], fields: readonly string[]) => tx.run(sql`update event e set
  payload = e.payload || coalesce((select jsonb_object_agg(k, '') from jsonb_object_keys(e.payload) k where k = any(${fields}) and jsonb_typeof(e.payload -> k) = 'string'), '{}') || case when e.payload ? 'before' and jsonb_typeof(e.payload -> 'before') = 'object' then '{"before":{}}'::jsonb else '{}' end,
  actor = case e.actor ->> 'kind' when 'customer' then e.actor || '{"name":""}' else e.actor end where stream = any(${streams})`);
export const maskMerges = (tx: Tx, ids: readonly number[]) => tx.run(sql`update customer_merge set reasons = '[]', before = '{}', after = '{}', actor = case actor ->> 'kind' when 'customer' then actor || '{"name":""}' else actor end where from_id = any(${ids}) or into_id = any(${ids})`);
export const dropProposals = (tx: Tx, ids: readonly number[]) => tx.run(sql`delete from customer_proposal where a_id = any(${ids}) or b_id = any(${ids})`);
export const dropSessions = (tx: Tx, ids: readonly number[]) => tx.run(sql`delete from session where subject = 'customer' and subject_id = any(${ids})`);
/** Answers kept for a retry within moments; whoever was answered longer ago will not ask again. */
export const dropAnswers = (tx: Tx) => tx.run(sql`delete from idempotency_key where status is not null`);
export const dropRaw = (tx: Tx, ids: readonly unknown[]) => tx.run(sql`update raw_item set content = ''::bytea, meta = '{}', error = null, external_id = 'erased:' || id where id = any(${ids.map(Number)})`);
export const rawOf = async (db: Handle, parts: readonly Part[]) => {
  const message = parts.filter((p) => p.table === 'message');
  return (await Promise.all(message.map((p) => valuesOf(db, p, 'raw_item_id')))).flat().filter((v) => v !== null);
};
export const addressesOf = (db: Handle, ids: readonly number[]) => db.rows<{ value: string }>(sql`select value from identity where customer_id = any(${ids})
  union select address from shop_order where customer_id = any(${ids}) union select v.address from visit v join ticket t on t.id = v.ticket_id where t.customer_id = any(${ids}) union select v.phone from visit v join ticket t on t.id = v.ticket_id where t.customer_id = any(${ids})
  union select fields ->> 'address' from ticket where customer_id = any(${ids}) and fields ->> 'address' is not null`);
export const namesOf = async (db: Handle, ids: readonly number[]) => (await db.rows<{ name: string }>(sql`select name from customer where id = any(${ids}) union select author_name from message m join conversation c on c.id = m.conversation_id where m.author_kind = 'customer' and c.customer_id = any(${ids})`)).map((r) => r.name);
export const openTickets = async (db: Handle, ids: readonly number[]) => (await db.one<{ n: number }>(sql`select count(*)::int as n from ticket where customer_id = any(${ids}) and status not in ('solved', 'closed')`))?.n ?? 0;
export const ownFiles = (db: Handle, owners: readonly string[]) => db.rows<{ id: number }>(sql`select id from file where owner = any(${owners})`);

export interface RequestRow { id: number; customerId: number; kind: 'export' | 'erase'; state: 'waiting' | 'running' | 'done' | 'failed'; askedBy: { name: string }; askedAt: Date; doneAt: Date | null; progress: number; step: string; counts: Record<string, number>; error: string | null; fileId: number | null; fileKey: string | null }
const request = sql`select r.id, r.customer_id as "customerId", r.kind, r.state, r.asked_by as "askedBy", r.asked_at as "askedAt", r.done_at as "doneAt", r.progress, r.step, r.counts, r.error, r.file_id as "fileId", f.key as "fileKey" from privacy_request r left join file f on f.id = r.file_id`;
export const insertRequest = async (tx: Tx, r: { customerId: number; kind: string; askedBy: unknown; at: Date }) => (await tx.one<{ id: number }>(sql`insert into privacy_request (customer_id, kind, asked_by, asked_at) values (${r.customerId}, ${r.kind}, ${JSON.stringify(r.askedBy)}::jsonb, ${r.at}) returning id`))?.id ?? 0;
export const findRequest = (db: Handle, id: number) => db.one<RequestRow>(sql`${request} where r.id = ${id}`);
export const requestsOf = (db: Handle, ids: readonly number[]) => db.rows<RequestRow>(sql`${request} where r.customer_id = any(${ids}) order by r.id desc limit 50`);
export const moveOn = (db: Handle, id: number, progress: number, step: string) => db.run(sql`update privacy_request set state = 'running', progress = ${progress}, step = ${step}, error = null where id = ${id} and state <> 'done'`);
export const finish = (tx: Handle, id: number, o: { at: Date; counts: Record<string, number>; fileId: number | null }) => tx.run(sql`update privacy_request set state = 'done', progress = 100, step = '', done_at = ${o.at}, counts = ${JSON.stringify(o.counts)}::jsonb, file_id = ${o.fileId} where id = ${id}`);
export const fail = (db: Handle, id: number, error: string) => db.run(sql`update privacy_request set state = 'failed', error = ${error.slice(0, 300)} where id = ${id} and state <> 'done'`);
