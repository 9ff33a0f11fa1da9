import type { Tier } from '@aftercare/contract/basics';
import type { Handle, Tx } from '../../../platform/db/index.ts';
import { sql } from '../../../platform/db/index.ts';

export interface ContractRow { id: number; customerId: number; customerName: string; number: string; startsOn: string; endsOn: string | null; tier: Tier; serviceLevel: string; covers: string[]; note: string; files: number[]; endedAt: Date | null; inForce: boolean; version: number }
const columns = sql`k.id, k.customer_id as "customerId", c.name as "customerName", k.number, k.starts_on as "startsOn", k.ends_on as "endsOn", k.tier, k.service_level as "serviceLevel", k.covers, k.note, k.files, k.ended_at as "endedAt", k.in_force as "inForce", k.version`;
const from = sql`from customer_contract k join customer c on c.id = k.customer_id`;
export const findContract = (db: Handle, id: number) => db.one<ContractRow>(sql`select ${columns} ${from} where k.id = ${id}`);
/** Their own and those of the companies above them, what is in force first. */
export const contractsOf = (db: Handle, customerId: number) => db.rows<ContractRow>(sql`with recursive up as (select ${customerId}::bigint as id, 0 as depth union all select c.company_id, u.depth + 1 from up u join customer c on c.id = u.id where c.company_id is not null and u.depth < 12)
  select ${columns} ${from} join (select id, min(depth) as depth from up group by id) u on u.id = k.customer_id order by k.in_force desc, u.depth, k.starts_on desc, k.id desc limit 100`);
export interface ContractWrite { number: string; startsOn: string; endsOn: string | null; tier: Tier; serviceLevel: string; covers: readonly string[]; note: string; files: readonly number[] }
export const insertContract = async (tx: Tx, customerId: number, w: ContractWrite) => (await tx.one<{ id: number }>(sql`insert into customer_contract (customer_id, number, starts_on, ends_on, tier, service_level, covers, note, files)
  values (${customerId}, ${w.number}, ${w.startsOn}, ${w.endsOn}, ${w.tier}, ${w.serviceLevel}, ${w.covers}, ${w.note}, ${w.files}) on conflict do nothing returning id`))?.id;
export const updateContract = (tx: Tx, id: number, w: ContractWrite, version: number | null) => tx.run(sql`update customer_contract set number = ${w.number}, starts_on = ${w.startsOn}, ends_on = ${w.endsOn}, tier = ${w.tier}, service_level = ${w.serviceLevel}, covers = ${w.covers}, note = ${w.note}, files = ${w.files}, version = version + 1
  where id = ${id} and (${version}::int is null or version = ${version}::int)`);
export const endContract = (tx: Tx, id: number, at: Date) => tx.run(sql`update customer_contract set ended_at = ${at}, version = version + 1 where id = ${id} and ended_at is null`);
/** Says which contracts are in force on this day; returns whose changed. */
export const turnContracts = (tx: Tx, day: string, id: number | null) => tx.rows<{ customerId: number }>(sql`update customer_contract set in_force = not in_force
  where (${id}::bigint is null or id = ${id}::bigint) and in_force <> (ended_at is null and starts_on <= ${day}::date and (ends_on is null or ends_on >= ${day}::date)) returning customer_id as "customerId"`);

/** False spares whole imports the way up and down the companies. */
export const anyContract = async (db: Handle) => (await db.one<{ any: boolean }>(sql`select exists (select from customer_contract) as any`))?.any ?? false;
/**
 * What contracts give to these customers and everybody below them: their own contract, or that of the nearest company above. A tier that is
 * lifted by it is remembered, and given back when nothing lifts it any more – unless somebody has set another one meanwhile.
 * Returns whose service changed.
 */
export const serve = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; tierChanged: boolean }>(sql`with recursive
  tree as (select id from customer where id = any(${ids}) union select c.id from tree t join customer c on c.company_id = t.id),
  up as (select id, id as at, 0 as depth from tree union all select u.id, c.company_id, u.depth + 1 from up u join customer c on c.id = u.at where c.company_id is not null and u.depth < 12),
  best as (select distinct on (u.id) u.id, k.id as contract_id, k.service_level, k.tier from up u join customer_contract k on k.customer_id = u.at and k.in_force order by u.id, u.depth, k.starts_on desc, k.id desc),
  own as (select c.id, c.tier as now, case when c.lifted_to is not null and c.tier = c.lifted_to then c.lifted_from else c.tier end as base, b.contract_id, coalesce(b.service_level, '') as level, b.tier as granted from tree t join customer c on c.id = t.id left join best b on b.id = t.id),
  wanted as (select *, coalesce(array_position(array['standard', 'silver', 'gold', 'vip'], granted) > array_position(array['standard', 'silver', 'gold', 'vip'], base), false) as lifts from own)
  update customer c set contract_id = w.contract_id, service_level = w.level, tier = case when w.lifts then w.granted else w.base end, lifted_from = case when w.lifts then w.base end, lifted_to = case when w.lifts then w.granted end
  from wanted w where c.id = w.id and (c.contract_id is distinct from w.contract_id or c.service_level <> w.level or c.tier <> case when w.lifts then w.granted else w.base end or c.lifted_to is distinct from case when w.lifts then w.granted end)
  returning c.id, c.tier <> w.now as "tierChanged"`);

export interface Member { id: number; kind: 'person' | 'company'; name: string; role: string; tier: Tier; phone: string | null; email: string | null; open: number; people: number }
/** People or companies right below one, by id; `open` are requests under way, counted up to a hundred. */
export const membersOf = (db: Handle, companyId: number, kind: 'person' | 'company', visible: ReturnType<typeof sql>, after: number, limit: number) => db.rows<Member>(sql`select c.id, c.kind, c.name, c.role, c.tier,
  (select i.value from identity i where i.customer_id = c.id and i.kind = 'phone' order by i.id limit 1) as phone, (select i.value from identity i where i.customer_id = c.id and i.kind = 'email' order by i.id limit 1) as email,
  (select count(*)::int from (select 1 from ticket t where t.customer_id = c.id and t.status in ('new', 'open', 'pending', 'hold') limit 100) n) as open, (select count(*)::int from (select 1 from customer p where p.company_id = c.id limit 1000) n) as people
  from customer c where c.company_id = ${companyId} and c.kind = ${kind} and c.joined_into is null and c.id > ${after} and ${visible} order by c.id limit ${limit}`);
/** From the one right above to the top. */
export const above = (db: Handle, id: number) => db.rows<{ id: number; name: string }>(sql`with recursive up as (select c.company_id as id, 1 as depth from customer c where c.id = ${id} union all select c.company_id, u.depth + 1 from up u join customer c on c.id = u.id where u.depth < 12)
  select c.id, c.name from up u join customer c on c.id = u.id order by u.depth`);
/** A company and all below it, at most so many. */
export const treeBelow = async (db: Handle, id: number, most: number) => (await db.rows<{ id: number }>(sql`with recursive tree as (select id from customer where id = ${id} union select c.id from tree t join customer c on c.company_id = t.id where c.joined_into is null) select id from tree limit ${most}`)).map((r) => r.id);
export const isBelow = async (tx: Tx, id: number, ancestorId: number) => (await tx.one<{ below: boolean }>(sql`with recursive up as (select ${id}::bigint as id, 0 as depth union all select c.company_id, u.depth + 1 from up u join customer c on c.id = u.id where c.company_id is not null and u.depth < 50) select exists (select from up where id = ${ancestorId}) as below`))?.below === true;
/** Is this file a paper of a contract of somebody the caller sees? `visible` speaks of `c`. */
export const isPaper = async (db: Handle, fileId: number, visible: ReturnType<typeof sql>) => (await db.one(sql`select 1 as yes from customer_contract k join customer c on c.id = k.customer_id where k.files @> array[${fileId}::bigint] and ${visible} limit 1`)) !== undefined;
