import type { Names } from '@aftercare/contract/basics';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface SegmentRow { id: number; name: Names; condition: string; tag: string | null; /** What it gave before, until everybody has the new one. */ formerTag: string | null; members: number; countedTo: number | null; countUntil: number | null; countedAt: Date | null; version: number }
const columns = sql`s.id, s.name, s.condition, s.tag, s.former_tag as "formerTag", s.members, s.counted_to as "countedTo", s.count_until as "countUntil", s.counted_at as "countedAt", s.version`;
export const listSegments = (db: Handle) => db.rows<SegmentRow>(sql`select ${columns} from segment s where not s.removed order by s.id`);
export const findSegment = (db: Handle, id: number) => db.one<SegmentRow>(sql`select ${columns} from segment s where s.id = ${id} and not s.removed`);
export const insertSegment = async (tx: Tx, s: { name: Names; condition: string; tag: string | null }) => (await tx.one<{ id: number }>(sql`insert into segment (name, condition, tag) values (${JSON.stringify(s.name)}::jsonb, ${s.condition}, ${s.tag}) returning id`))?.id ?? 0;
export const updateSegment = (tx: Tx, id: number, s: { name: Names; condition: string; tag: string | null }, version: number | null) => tx.run(sql`update segment set name = ${JSON.stringify(s.name)}::jsonb, condition = ${s.condition}, tag = ${s.tag}, former_tag = case when tag is distinct from ${s.tag}::text then tag else former_tag end, version = version + 1 where id = ${id} and not removed and (${version}::int is null or version = ${version}::int)`);
export const hideSegment = (tx: Tx, id: number) => tx.run(sql`update segment set removed = true, version = version + 1 where id = ${id}`);
/** A count from the first customer to whoever is the last today. */
export const beginCount = (tx: Tx, id: number | null) => tx.run(sql`update segment set counted_to = 0, count_until = coalesce((select max(id) from customer), 0) where not removed and (${id}::bigint is null or id = ${id}::bigint)`);
export const moveCount = (tx: Tx, ids: readonly number[], to: number) => tx.run(sql`update segment set counted_to = ${to} where id = any(${ids}) and counted_to is not null`);
export const endCount = (tx: Tx, ids: readonly number[], at: Date) => tx.run(sql`update segment set counted_to = null, count_until = null, counted_at = ${at} where id = any(${ids})`);
export const customersAfter = async (db: Handle, after: number, limit: number) => (await db.rows<{ id: number }>(hot`select id from customer where id > ${after} order by id limit ${limit}`)).map((r) => r.id);
export const newest = async (db: Handle, visible: Sql, limit: number) => (await db.rows<{ id: number }>(sql`select c.id from customer c where c.joined_into is null and ${visible} order by c.id desc limit ${limit}`)).map((r) => r.id);
/** Held to the end of the transaction, in this order: what two learn of one customer at once comes one after the other. */
export const lockSegments = (tx: Tx, ids: readonly number[]) => tx.rows<SegmentRow>(sql`select ${columns} from segment s where s.id = any(${ids}) order by s.id for no key update`);

interface Pair { segmentId: number; customerId: number }
export const insertMembers = (tx: Tx, pairs: readonly Pair[]) => tx.rows<Pair>(hot`insert into segment_member (segment_id, member_id) select "segmentId", "customerId" from json_to_recordset(${JSON.stringify(pairs)}::json) as w("segmentId" bigint, "customerId" bigint) on conflict do nothing returning segment_id as "segmentId", member_id as "customerId"`);
/** Takes out of these segments those of the customers who are not among the pairs. */
export const dropMembers = (tx: Tx, segmentIds: readonly number[], customerIds: readonly number[], stay: readonly Pair[]) => tx.rows<Pair & { tagged: boolean }>(hot`delete from segment_member m where m.member_id = any((select ${customerIds}::bigint[])::bigint[]) and m.segment_id = any(${segmentIds}::bigint[])
  and not exists (select from json_to_recordset(${JSON.stringify(stay)}::json) as w("segmentId" bigint, "customerId" bigint) where w."segmentId" = m.segment_id and w."customerId" = m.member_id) returning m.segment_id as "segmentId", m.member_id as "customerId", m.tagged`);
export const addToCounts = (tx: Tx, deltas: readonly { id: number; by: number }[]) => tx.run(hot`update segment s set members = members + w.by from json_to_recordset(${JSON.stringify(deltas)}::json) as w(id bigint, by int) where s.id = w.id`);
/** Sets a tag on those who lack it, and remembers that it came by the segment. */
export async function setTag(tx: Tx, segmentId: number, tag: string, ids: readonly number[]): Promise<number[]> {
  const set = (await tx.rows<{ id: number }>(sql`update customer set tags = array_append(tags, ${tag}), version = version + 1 where id = any(${ids}) and not tags @> array[${tag}] and cardinality(tags) < 30 returning id`)).map((r) => r.id);
  if (set.length > 0) await tx.run(sql`update segment_member set tagged = true where segment_id = ${segmentId} and member_id = any(${set})`);
  return set;
}
/** Takes a tag away; where another segment gives the same one it stays, and goes with that. */
export async function takeTag(tx: Tx, tag: string, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  await tx.run(sql`update segment_member m set tagged = true from segment s where s.id = m.segment_id and s.tag = ${tag} and not s.removed and m.member_id = any(${ids})`);
  return (await tx.rows<{ id: number }>(sql`update customer set tags = array_remove(tags, ${tag}), version = version + 1 where id = any(${ids}) and tags @> array[${tag}]
  and not exists (select from segment_member m join segment s on s.id = m.segment_id and s.tag = ${tag} and not s.removed where m.member_id = customer.id) returning id`)).map((r) => r.id);
}
/** The next members, with whether they have the tag by this segment. */
export const membersOn = (tx: Tx, id: number, after: number, limit: number) => tx.rows<{ customerId: number; tagged: boolean }>(sql`select member_id as "customerId", tagged from segment_member where segment_id = ${id} and member_id > ${after} order by member_id limit ${limit}`);
export const untag = (tx: Tx, id: number, ids: readonly number[]) => tx.run(sql`update segment_member set tagged = false where segment_id = ${id} and member_id = any(${ids}) and tagged`);
export const endRetag = (tx: Tx, id: number) => tx.run(sql`update segment set former_tag = null where id = ${id}`);
export const membersAfter = (tx: Tx, id: number, limit: number) => tx.rows<{ customerId: number; tagged: boolean }>(sql`delete from segment_member where segment_id = ${id} and member_id in (select member_id from segment_member where segment_id = ${id} limit ${limit}) returning member_id as "customerId", tagged`);
export const memberIds = async (db: Handle, id: number, visible: Sql, before: number | null, limit: number) => (await db.rows<{ id: number }>(sql`select m.member_id as id from segment_member m join customer c on c.id = m.member_id and c.joined_into is null and ${visible} where m.segment_id = ${id} and (${before}::bigint is null or m.member_id < ${before}::bigint) order by m.member_id desc limit ${limit}`)).map((r) => r.id);
export const memberIdsAfter = async (db: Handle, id: number, visible: Sql, after: number, limit: number) => (await db.rows<{ id: number }>(sql`select m.member_id as id from segment_member m join customer c on c.id = m.member_id and c.joined_into is null and ${visible} where m.segment_id = ${id} and m.member_id > ${after} order by m.member_id limit ${limit}`)).map((r) => r.id);
/** Condition on `c`: is in this segment. */
export const within = (id: number): Sql => sql`c.id in (select m.member_id from segment_member m where m.segment_id = ${id})`;
export const segmentsOf = (db: Handle, customerId: number) => db.rows<{ id: number; name: Names; tag: string | null }>(sql`select s.id, s.name, case when m.tagged then s.tag end as tag from segment_member m join segment s on s.id = m.segment_id and not s.removed where m.member_id = ${customerId} order by s.id`);
export const namesOfMany = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; names: string[] }>(sql`select m.member_id as id, array_agg(s.name ->> 'zh') || array_agg(s.name ->> 'en') as names from segment_member m join segment s on s.id = m.segment_id and not s.removed where m.member_id = any(${ids}) group by m.member_id`);
/** Customers these tickets are of. */
export const customersOfTickets = async (db: Handle, ids: readonly number[]) => (await db.rows<{ id: number }>(sql`select distinct customer_id as id from ticket where id = any(${ids})`)).map((r) => r.id);
