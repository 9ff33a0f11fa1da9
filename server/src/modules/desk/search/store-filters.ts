import { type Handle, type Sql, raw, sql } from '../../../platform/db/index.ts';

export interface Named { id: number; name: string }
const numeric = (value: string) => (/^\d{1,15}$/.test(value) ? Number(value) : 0);
const like = (value: string) => `%${value.replaceAll(/[\\%_]/g, (x) => `\\${x}`)}%`;
const orSound = (sound: Sql | null) => (sound ? sql`or id in (${sound})` : raw(''));

export const agentsNamed = (db: Handle, value: string, sound: Sql | null) => db.rows<Named>(sql`select id, name from agent where id = ${numeric(value)} or name ilike ${like(value)} or lower(email) = lower(${value}) ${orSound(sound)} order by (lower(name) = lower(${value})) desc, name limit 20`);
export const teamsNamed = (db: Handle, value: string) => db.rows<Named>(sql`select id, name from team where id = ${numeric(value)} or name ilike ${like(value)} order by (lower(name) = lower(${value})) desc, name limit 20`);
/** `visible` speaks of `c`. */
export const customersNamed = (db: Handle, value: string, sound: Sql | null, visible: Sql) => db.rows<Named>(sql`select c.id, c.name from customer c where c.id in (select id from (select id from customer where name ilike ${like(value)} limit 200) x union select ${numeric(value)}::bigint ${sound ? sql`union (${sound})` : raw('')}) and ${visible} order by (lower(c.name) = lower(${value})) desc, c.id desc limit 200`);
export const typesNamed = (db: Handle, value: string) => db.rows<{ key: string; name: { zh: string; en: string } }>(sql`select key, name from ticket_type where lower(key) = lower(${value}) or lower(name->>'zh') = lower(${value}) or lower(name->>'en') = lower(${value})
  union all select key, name from ticket_type where name->>'zh' ilike ${like(value)} or name->>'en' ilike ${like(value)} limit 10`);

// Conditions on `t`.
export const oneOf = { status: (v: readonly string[]) => sql`t.status = any(${v}::text[])`, priority: (v: readonly string[]) => sql`t.priority = any(${v}::text[])`, channel: (v: readonly string[]) => sql`t.channel = any(${v}::text[])`, type: (v: readonly string[]) => sql`t.type = any(${v}::text[])` };
export const ownedBy = (ids: readonly number[], orNobody: boolean) => sql`(t.owner_id = any(${ids}::bigint[]) ${orNobody ? raw('or t.owner_id is null') : raw('')})`;
export const ofTeams = (ids: readonly number[]) => sql`t.team_id = any(${ids}::bigint[])`;
export const ofCustomers = (ids: readonly number[]) => sql`t.customer_id = any(${ids}::bigint[])`;
export const tagged = (tags: readonly string[]) => sql`t.tags && ${tags}::text[]`;
export const aboutProduct = (values: readonly string[]) => sql`(t.product ilike any(${values.map(like)}::text[]) or t.unit_id in (select u.id from product_unit u join product_model m on m.id = u.model_id where m.name->>'zh' ilike any(${values.map(like)}::text[]) or m.name->>'en' ilike any(${values.map(like)}::text[])))`;
export const openedFrom = (at: Date) => sql`t.opened_at >= ${at}`;
export const openedUntil = (at: Date) => sql`t.opened_at < ${at}`;

/** Tags of the newest tickets, the most used first; `visible` speaks of `t`. */
export const newestTags = (db: Handle, visible: Sql | null) => db.rows<{ tag: string }>(sql`select tag from (select t.tags from ticket t where t.id > (select coalesce(max(id), 0) - 20000 from ticket) and ${visible ?? raw('true')} order by t.id desc limit 2000) t cross join unnest(t.tags) tag group by tag order by count(*) desc, tag limit 1000`);
/** Tags that are common among all tickets, as the database last measured. */
export const commonTags = (db: Handle) => db.rows<{ tag: string }>(sql`select x.tag from pg_stats s cross join unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs[:cardinality(s.most_common_elems::text::text[])]) x (tag, share) where s.schemaname = current_schema() and s.tablename = 'ticket' and s.attname = 'tags' order by x.share desc, x.tag limit 1000`);
