import { type Database, type Handle, type Sql, type Tx, prepared, raw, sql } from '../../../platform/db/index.ts';

export interface DueName { kind: 'customer' | 'agent'; itemId: number; name: string | null }
/** Takes names that wait to be listened to; they are gone with the commit. */
export const takeDue = (tx: Tx, limit: number) => tx.rows<DueName>(sql`with taken as (delete from search_name_due d using (select kind, item_id from search_name_due limit ${limit} for update skip locked) x where d.kind = x.kind and d.item_id = x.item_id returning d.kind, d.item_id)
  select k.kind, k.item_id as "itemId", case k.kind when 'customer' then (select name from customer where id = k.item_id) else (select name from agent where id = k.item_id) end as name from taken k`);
export const putSounds = (tx: Tx, list: readonly { kind: string; itemId: number; sounds: readonly string[] }[]) => tx.run(sql`insert into search_sound (kind, item_id, sounds)
  select kind, "itemId", array_to_tsvector(sounds) from json_to_recordset(${JSON.stringify(list)}::json) as s(kind text, "itemId" bigint, sounds text[]) on conflict (kind, item_id) do update set sounds = excluded.sounds`);
export const dropSounds = (tx: Tx, list: readonly { kind: string; itemId: number }[]) => tx.run(sql`delete from search_sound s using json_to_recordset(${JSON.stringify(list)}::json) as k(kind text, "itemId" bigint) where s.kind = k.kind and s.item_id = k."itemId"`);
/** All names anew that sound or are spelt. */
export const askAgain = (db: Database) => db.run(sql`insert into search_name_due select 'customer', id from customer where name ~ '[㐀-鿿]|[A-Za-zÀ-ɏ]{4}' union all select 'agent', id from agent where name ~ '[㐀-鿿]' on conflict do nothing`);
export const countDue = async (db: Handle) => (await db.one<{ n: number }>(sql`select count(*)::int as n from search_name_due`))?.n ?? 0;

/** Ids whose name sounds so: exactly, or from there on. */
export const sounding = (kind: 'customer' | 'agent', words: readonly string[], begins: boolean, most: number): Sql => sql`select item_id as id from search_sound where kind = ${kind} and sounds @@ (select ${words.map((w) => `'${w}'${begins ? ':*' : ''}`).join(' & ')}::tsquery) limit ${raw(String(most))}`;

export interface ColleagueRow { id: number; name: string; email: string; at: Date }
/** Colleagues by a part of their name or mail, or by how their name sounds. They are few. */
export const colleagues = (db: Handle, q: { part: string; sound: Sql | null; limit: number }) => db.rows<ColleagueRow>(prepared(sql`select a.id, a.name, a.email, a.created_at as at from agent a
  where a.status <> 'disabled' and (a.name ilike ${q.part} or a.email ilike ${q.part} ${q.sound ? sql`or a.id in (${q.sound})` : raw('')}) order by a.name limit ${raw(String(q.limit))}`));
