import { type Handle, type Sql, raw, sql } from '../../platform/db/index.ts';

const most = raw('10000');
/** Up to ten thousand; `visible` speaks of `t`. */
export const countTickets = async (db: Handle, visible: Sql) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select from ticket t where ${visible} limit ${most}) x`))?.n ?? 0;
/** The same for customers, `c`. */
export const countCustomers = async (db: Handle, visible: Sql) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select from customer c where c.joined_into is null and ${visible} limit ${most}) x`))?.n ?? 0;
/** Names of what roles are limited to: of brands and sites in both languages, of vendors one. */
export const names = (db: Handle, o: { brands: readonly number[]; sites: readonly number[]; vendors: readonly number[] }) => db.rows<{ kind: string; id: number; name: unknown }>(sql`select 'brand' as kind, id, name from brand where id = any(${o.brands}::bigint[])
  union all select 'site', id, name from site where id = any(${o.sites}::bigint[]) union all select 'vendor', id, to_jsonb(name) from vendor where id = any(${o.vendors}::bigint[])`);
