import type { Actor } from '../../../platform/bus/index.ts';
import type { Handle, Tx } from '../../../platform/db/index.ts';
import { hot, raw, sql } from '../../../platform/db/index.ts';
import type { Belonging } from '../../../platform/module/index.ts';

/** Who has these numbers today: whoever a joined one became. The index knows only numbers that are there; said so, that it is taken. */
export const byNumbers = (db: Handle, numbers: readonly string[]) => db.rows<{ id: number; number: string }>(hot`select coalesce(c.joined_into, c.id) as id, c.number from unnest(${numbers}::text[]) as w(number) cross join lateral (select * from customer x where x.number = w.number and x.number <> '' limit 1) c`);
/** Companies by their names as they are compared. Gathered, not the first by number: for that all customers would be walked in the order of their numbers; and without the words of any index but that of companies' names. */
export const companiesByName = (db: Handle, names: readonly string[]) => db.rows<{ id: number; name: string }>(hot`select c.ids[1] as id, w.name from unnest(${names}::text[]) as w(name) cross join lateral (select array_agg(c.id order by c.id) as ids from customer c where customer_plain(c.name) = customer_plain(w.name) and c.kind = 'company' and coalesce(c.joined_into, 0) = 0) c where c.ids is not null`);
export interface NewCustomer { name: string; kind: string; companyId: number | null; role: string; tier: string; language: string; region: string; tags: readonly string[]; note: string; number: string }
/** Ids in the order given. */
export const insertWhole = (tx: Tx, list: readonly NewCustomer[]) => tx.rows<{ id: number }>(hot`insert into customer (name, kind, company_id, role, tier, language, region, tags, note, number)
  select name, kind, "companyId", role, tier, language, region, coalesce((select array_agg(x) from json_array_elements_text(tags) x), '{}'), note, number from json_to_recordset(${JSON.stringify(list.map((c, n) => ({ ...c, n })))}::json)
  as w(name text, kind text, "companyId" bigint, role text, tier text, language text, region text, tags json, note text, number text, n int) order by n returning id`);
export interface Whole { id: number; tier: string; region: string; tags: string[]; note: string; number: string; companyId: number | null; role: string; version: number }
/** Locked, as they stand. */
export const lockWhole = (tx: Tx, ids: readonly number[]) => tx.rows<Whole>(sql`select id, tier, region, tags, note, number, company_id as "companyId", role, version from customer where id = any(${ids}) order by id for update`);
export const writeWhole = (tx: Tx, list: readonly Whole[]) => tx.run(hot`update customer c set tier = w.tier, region = w.region, tags = coalesce((select array_agg(x) from json_array_elements_text(w.tags) x), '{}'), note = w.note, number = w.number, company_id = w."companyId", role = w.role, version = w.version
  from json_to_recordset(${JSON.stringify(list)}::json) as w(id bigint, tier text, region text, tags json, note text, number text, "companyId" bigint, role text, version int) where c.id = w.id and c.id = any((select ${list.map((c) => c.id)}::bigint[])::bigint[])`);
export const insertAddresses = (tx: Tx, list: readonly { customerId: number; kind: string; value: string }[]) => tx.rows<{ id: number; customerId: number }>(hot`insert into identity (customer_id, kind, value) select "customerId", kind, value
  from json_to_recordset(${JSON.stringify(list)}::json) as w("customerId" bigint, kind text, value text) on conflict (kind, value) do nothing returning id, customer_id as "customerId"`);
export const dropAddresses = (tx: Tx, ids: readonly number[]) => tx.run(sql`delete from identity where id = any(${ids}) and not verified`);
/** Those of these who have nothing of their own but what the import gave them. */
export async function untouched(tx: Tx, ids: readonly number[], belongings: readonly Belonging[]): Promise<number[]> {
  await tx.run(sql`select 1 from customer where id = any(${ids}) order by id for update`);
  const uses = belongings.filter((b) => b.table !== 'identity' && b.column !== 'company_id').map((b) => sql`select ${raw(b.column ?? 'customer_id')} as id from ${raw(b.table)} where ${raw(b.column ?? 'customer_id')} = any(${ids})`);
  const ours = [sql`select company_id from customer where company_id = any(${ids}) and id <> all(${ids})`, sql`select joined_into from customer where joined_into = any(${ids})`, sql`select from_id from customer_merge where from_id = any(${ids})`, sql`select into_id from customer_merge where into_id = any(${ids})`,
    sql`select customer_id from identity where customer_id = any(${ids}) and verified`, sql`select id from customer where id = any(${ids}) and version > 1`];
  const used = new Set((await tx.rows<{ id: number }>([...uses, ...ours].reduce((a, b) => sql`${a} union ${b}`))).map((r) => r.id));
  return ids.filter((id) => !used.has(id));
}
/** They came without a line each in the audit trail; one line says who took these back. */
export async function deleteCustomers(tx: Tx, ids: readonly number[], act: string, actor: Actor): Promise<void> {
  await tx.run(sql`select set_config('aftercare.in_bulk', ${act}, true), set_config('aftercare.actor', ${JSON.stringify(actor)}, true)`);
  await tx.run(sql`delete from customer_proposal where a_id = any(${ids}) or b_id = any(${ids})`);
  await tx.run(sql`delete from identity where customer_id = any(${ids})`);
  await tx.run(sql`delete from customer where id = any(${ids})`);
  await tx.run(sql`select set_config('aftercare.in_bulk', '', true), set_config('aftercare.actor', '', true)`);
}
