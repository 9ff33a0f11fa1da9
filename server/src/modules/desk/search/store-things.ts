import { type Handle, type Sql, prepared, raw, sql } from '../../../platform/db/index.ts';

const count = (limit: number) => raw(String(Math.trunc(limit)));
const escaped = (text: string) => text.replaceAll(/[\\%_]/g, (x) => `\\${x}`);
const anywhere = (text: string) => `%${escaped(text)}%`;

export interface PersonRow { id: number; name: string; addresses: string[]; at: Date }
/** Customers by a part of their name, mail or phone, or by how their name sounds. Two characters find only the beginning of a name: a Chinese one begins with its family name. */
export interface PeopleQuery {
  readonly person: string;
  readonly isShort: boolean;
  /** Part of a number, where one was typed. */
  readonly digits: string | null;
  /** Where phones are shown with stars: a phone is found by the whole number only. */
  readonly wholePhone: string | null;
  readonly sounds: readonly Sql[];
  /** The same sound in other characters: shown only where nothing was found as it was typed. */
  readonly heard: readonly Sql[];
  /** On `c`. */
  readonly visible: Sql;
  readonly limit: number;
}
/** So many of each kind are weighed: each costs a look at its customer. */
const candidates = raw('60');
export async function people(db: Handle, { person, isShort, digits, wholePhone, sounds, heard, visible, limit }: PeopleQuery): Promise<PersonRow[]> {
  const part = isShort ? `${escaped(person)}%` : anywhere(person);
  const phone = wholePhone === null ? sql`kind = 'phone' and value like ${anywhere(digits ?? '')}` : sql`kind = 'phone' and value = ${wholePhone}`;
  const address = sql`kind <> 'phone' and value ilike ${anywhere(person)} ${digits === null ? raw('') : sql`or ${phone}`}`;
  const typed = [sql`(select id from customer where name ilike ${part} limit ${candidates})`, ...(isShort ? [] : [sql`(select customer_id from identity where ${address} limit ${candidates})`]), ...sounds.map((s) => sql`(${s})`)];
  const sources = [...typed.map((s) => sql`select s.*, false from ${s} s`), ...heard.map((s) => sql`select s.*, true from (${s}) s`)];
  // Not prepared: whether a name is rare or common decides how it is looked for.
  const rows = await db.rows<PersonRow & { heard: boolean }>(sql`select c.id, c.name, c.created_at as at, f.heard, array(select i.value from identity i where i.customer_id = c.id and i.kind in ('email', 'phone') order by i.id limit 3) as addresses
    from (select id, bool_and(heard) as heard from (${sources.reduce((a, b) => sql`${a} union all ${b}`)}) s (id, heard) group by id) f join customer c on c.id = f.id where c.joined_into is null and ${visible}
    order by f.heard, (lower(c.name) = ${person}) desc, (c.name ilike ${`${escaped(person)}%`}) desc, c.id desc limit ${count(limit)}`);
  const asTyped = rows.filter((r) => !r.heard);
  return asTyped.length > 0 ? asTyped : rows;
}
export const peopleById = (db: Handle, ids: readonly number[], visible: Sql, limit: number) => db.rows<PersonRow>(sql`select c.id, c.name, c.created_at as at, '{}'::text[] as addresses from unnest(${ids}::bigint[]) with ordinality as f(id, n) join customer c on c.id = f.id where c.joined_into is null and ${visible} order by f.n limit ${count(limit)}`);

export interface ThingRow { id: number; title: string; text: string; at: Date; customerName: string | null; path: string | null }
/** Units by any part of their number; `visible` speaks of `u`. */
export const units = (db: Handle, key: string, visible: Sql, language: string, limit: number) => db.rows<ThingRow>(sql`select u.id, u.serial as title, m.name->>${language} as text, u.created_at as at, c.name as "customerName", null as path
  from (select * from product_unit where serial_key like ${anywhere(key)} limit 200) u join product_model m on m.id = u.model_id left join customer c on c.id = u.customer_id where ${visible} order by (u.serial_key = ${key}) desc, u.id desc limit ${count(limit)}`);
/** Orders by any part of their number, of their parcel's, or by a whole serial number in them; `visible` speaks of `o`. */
export const orders = (db: Handle, number: string, key: string, visible: Sql, limit: number) => db.rows<ThingRow>(sql`select o.id, o.number as title, s.name || coalesce(' · ' || nullif(o.tracking, ''), '') as text, o.ordered_at as at, c.name as "customerName", null as path
  from (select id from shop_order where number ilike ${anywhere(number)} union select x.order_id from order_unit k join shop_order_line x on x.id = k.order_line_id join product_unit u on u.id = k.unit_id where u.serial_key = ${key}) f
  join shop_order o on o.id = f.id join shop s on s.id = o.shop_id join customer c on c.id = o.customer_id where ${visible} order by (o.number ilike ${escaped(number)}) desc, o.ordered_at desc, o.id desc limit ${count(limit)}`);

const said = (text: Sql, words: readonly string[]) => words.map((w) => sql`${text} ilike ${anywhere(w)}`).reduce((a, b) => sql`${a} and ${b}`);
/** Prepared answers with all of these words. */
const templates = (words: readonly string[], language: string, limit: number) => sql`(select id, name->>${language} as title, left(body, 1000) as text, now() as at, null as "customerName", 'template:' || id as path from template
  where ${said(raw(`(coalesce(name->>'zh', '') || ' ' || coalesce(name->>'en', '') || ' ' || body || ' ' || shortcut)`), words)} order by ${said(raw(`(coalesce(name->>'zh', '') || ' ' || coalesce(name->>'en', ''))`), words)} desc, id limit ${count(limit)})`;
/** Known faults of models we still sell or serve, with what to do about them. */
const faults = (words: readonly string[], language: string, limit: number) => sql`(select f.id, m.name->>${language} || ' · ' || (f.title->>${language}) as title, f.advice->>${language} as text, now() as at, null as "customerName", 'fault:' || f.model_id as path from known_fault f join product_model m on m.id = f.model_id
  where f.active and ${said(raw(`(coalesce(f.title->>'zh', '') || ' ' || coalesce(f.title->>'en', '') || ' ' || coalesce(f.advice->>'zh', '') || ' ' || coalesce(f.advice->>'en', '') || ' ' || (m.name->>'zh') || ' ' || (m.name->>'en'))`), words)}
  order by f.safety desc, ${said(raw(`(coalesce(f.title->>'zh', '') || ' ' || coalesce(f.title->>'en', ''))`), words)} desc, f.id limit ${count(limit)})`;
/** What is written down: faults first, then prepared answers. */
export const articles = (db: Handle, words: readonly string[], language: string, withFaults: boolean, limit: number) =>
  db.rows<ThingRow>(prepared(withFaults ? sql`${faults(words, language, limit)} union all ${templates(words, language, limit)}` : templates(words, language, limit)));
