import type { ChannelKind } from '@aftercare/contract/basics';
import { type Principal, reachOf } from '../../platform/auth/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { normalNumber, normalizeIdentity } from './normalize.ts';
import { all, hot, raw, sql } from '../../platform/db/index.ts';

export interface CustomerRow {
  id: number; kind: 'person' | 'company'; name: string; companyId: number | null; companyName: string | null; tier: 'standard' | 'silver' | 'gold' | 'vip';
  language: 'zh-CN' | 'en'; preferredChannel: ChannelKind | null; tags: string[]; note: string; region: string; number: string; role: string; serviceLevel: string;
  identities: { id: number; kind: 'email' | 'phone' | 'chat' | 'external'; value: string; verified: boolean }[]; createdAt: Date; version: number;
  /** Turned out to be this one. */
  joinedInto: number | null;
}
export interface NewIdentity { readonly kind: string; readonly value: string; readonly verified: boolean }

const columns = sql`c.id, c.kind, c.name, c.company_id as "companyId", (select p.name from customer p where p.id = c.company_id) as "companyName", c.tier, c.language,
  c.preferred_channel as "preferredChannel", c.tags, c.note, c.region, c.number, c.role, c.service_level as "serviceLevel", c.created_at as "createdAt", c.version, c.joined_into as "joinedInto",
  coalesce((select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'value', i.value, 'verified', i.verified) order by i.id) from identity i where i.customer_id = c.id), '[]') as identities`;

export const findCustomer = (db: Handle, id: number, condition: Sql = all([])) => db.one<CustomerRow>(sql`select ${columns} from customer c where c.id = ${id} and ${condition}`);
export const findCustomers = (db: Handle, ids: readonly number[]) => db.rows<CustomerRow>(sql`select ${columns} from customer c where c.id = any(${ids}) order by array_position(${ids}::bigint[], c.id)`);
export const retag = (tx: Tx, id: number, add: readonly string[], remove: readonly string[]) => tx.run(sql`with w as (select array(select distinct x from unnest(tags || ${add}::text[]) x where x <> all(${remove}::text[])) as tags from customer where id = ${id})
  update customer c set tags = w.tags, version = version + 1 from w where c.id = ${id} and not (c.tags @> w.tags and w.tags @> c.tags) and cardinality(w.tags) <= 30`);
export const nobody = () => raw('false');
/** Who asked for something the caller sees, lives in a region of theirs, or has asked for nothing yet: somebody must be able to take them in. */
export function visibleTo(principal: Principal, asked: (principal: Principal) => Sql): Sql {
  if (principal.scope === 'all') return raw('true');
  const regions = reachOf(principal).filter((r) => r.of === 'all' && r.regions.length > 0 && r.brands.length + r.sites.length + r.vendors.length === 0).flatMap((r) => r.regions);
  return sql`(${asked(principal)} or (c.region <> '' and c.region = any(${regions}::text[])) or (c.region = '' and not exists (select from ticket n where n.customer_id = c.id) and not exists (select from shop_order n where n.customer_id = c.id)))`;
}
/** Newest first; `q` matches any part of a name, mail or phone. */
export function listCustomers(db: Handle, options: { q?: string | undefined; kind?: 'person' | 'company' | undefined; before: number | null; limit: number; visible: Sql; within?: Sql; /** Phones are found by the whole number only. */ whole: boolean }): Promise<CustomerRow[]> {
  const conditions: Sql[] = [sql`c.joined_into is null`, options.visible, ...(options.within ? [options.within] : [])];
  if (options.kind) conditions.push(raw(`c.kind = '${options.kind}'`));
  if (options.before) conditions.push(sql`c.id < ${options.before}`);
  if (options.q) {
    const like = `%${options.q.replace(/[\\%_]/g, (x) => `\\${x}`)}%`;
    conditions.push(sql`c.id in (select id from customer where name ilike ${like} union select id from customer where number = ${normalNumber(options.q)} and number <> '' union select customer_id from identity where ${options.whole ? sql`(kind <> 'phone' and value ilike ${like} or kind = 'phone' and value = ${normalizeIdentity('phone', options.q) ?? ''})` : sql`value ilike ${like}`})`);
  }
  return db.rows<CustomerRow>(sql`select ${columns} from customer c where ${all(conditions)} order by c.id desc limit ${options.limit}`);
}
export const findByIdentities = (db: Handle, identities: readonly NewIdentity[]) =>
  db.rows<{ customerId: number; kind: string; value: string }>(hot`select i.customer_id as "customerId", i.kind, i.value from json_to_recordset(${JSON.stringify(identities)}::json) as w(kind text, value text)
    -- One at most; said so that each is looked up in the index and never the whole table read for a handful.
    cross join lateral (select * from identity i where i.kind = w.kind and i.value = w.value limit 1) i`);
/** Makes callers that bring the same addresses take turns until their commit. */
export const lockIdentities = (tx: Tx, keys: readonly string[]) =>
  tx.run(hot`select pg_advisory_xact_lock(hashtextextended('identity ' || k, 0)) from unnest(${keys}::text[]) with ordinality as u(k, n) order by k`);
export const insertIdentities = (tx: Tx, customerId: number, identities: readonly NewIdentity[]) =>
  tx.run(hot`insert into identity (customer_id, kind, value, verified) select ${customerId}::bigint, kind, value, verified
    from json_to_recordset(${JSON.stringify(identities)}::json) as w(kind text, value text, verified boolean)
    on conflict (kind, value) do update set verified = identity.verified or excluded.verified where identity.customer_id = excluded.customer_id`);
export const sameName = async (db: Handle, aId: number, bId: number) => (await db.one<{ same: boolean }>(sql`select customer_plain(a.name) = customer_plain(b.name) as same from customer a, customer b where a.id = ${aId} and b.id = ${bId}`))?.same === true;
export const deleteIdentity = (tx: Tx, customerId: number, id: number) => tx.run(sql`delete from identity where id = ${id} and customer_id = ${customerId}`);

const fields = { name: 'name', kind: 'kind', companyId: 'company_id', tier: 'tier', language: 'language', preferredChannel: 'preferred_channel', tags: 'tags', note: 'note', region: 'region', number: 'number', role: 'role' } as const;
export type CustomerPatch = Partial<Record<keyof typeof fields, unknown>>;
/** False when the version is not the newest. */
export async function patchCustomer(tx: Tx, id: number, patch: CustomerPatch, version: number | null): Promise<boolean> {
  const sets = Object.entries(fields).filter(([f]) => patch[f as keyof typeof fields] !== undefined).map(([f, column]) => sql`${raw(column)} = ${patch[f as keyof typeof fields]}`);
  const assignments = sets.reduce((left, right) => sql`${left}, ${right}`, raw('version = version + 1'));
  return (await tx.run(sql`update customer set ${assignments} where id = ${id} and (${version}::int is null or version = ${version}::int)`)) > 0;
}
export const numberTaken = async (tx: Tx, number: string, id: number) => (await tx.one(sql`select 1 as taken from customer where number = ${number} and number <> '' and id <> ${id}`)) !== undefined;
/** Ids in the order given. */
export const insertCustomers = (tx: Tx, list: readonly { name: string; language: string }[]) => list.length === 0 ? Promise.resolve([])
  : tx.rows<{ id: number }>(hot`insert into customer (name, language) select name, language from json_to_recordset(${JSON.stringify(list.map(({ name, language }, n) => ({ name, language, n })))}::json) as w(name text, language text, n int) order by n returning id`);
export const insertIdentitiesOf = (tx: Tx, list: readonly (NewIdentity & { customerId: number })[]) =>
  tx.run(hot`insert into identity (customer_id, kind, value, verified) select "customerId", kind, value, verified
    from json_to_recordset(${JSON.stringify(list)}::json) as w("customerId" bigint, kind text, value text, verified boolean)
    on conflict (kind, value) do update set verified = identity.verified or excluded.verified where identity.customer_id = excluded.customer_id`);
