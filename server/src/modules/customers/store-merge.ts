import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { raw, sql } from '../../platform/db/index.ts';
import type { Belonging } from '../../platform/module/index.ts';

export type Proof = 'mail' | 'phone' | 'order' | 'unit' | 'qr' | 'sign-in' | 'said' | 'person';
export interface Reason { code: string; value: string }
export interface Traits { name: string; tier: string; tags: string[]; note: string; companyId: number | null; preferredChannel: string | null }
export interface MergeRow {
  id: number; fromId: number; fromName: string; intoId: number; intoName: string; proof: Proof; reasons: Reason[]; actor: Actor; at: Date; moved: { table: string; count: number }[];
  before: Traits; after: Traits; undoneAt: Date | null; undoneBy: Actor | null;
}

/** Joinings and their undoing take turns: each sees the whole tree as it is. */
export const takeTurns = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(hashtextextended('customers joining', 0))`);
/** Whoever writes a row for one of these waits until we are done. */
export const lockCustomers = (tx: Tx, ids: readonly number[]) => tx.run(sql`select from customer where id = any(${ids}) order by id for update`);
/** Who a customer is now: the last of the chain. */
export const rootOf = (db: Handle, id: number) => db.one<{ id: number }>(sql`with recursive up as (select id, joined_into from customer where id = ${id}
  union all select c.id, c.joined_into from up join customer c on c.id = up.joined_into) select id from up where joined_into is null`);
/** This one and everybody who was joined into it. */
export const treeOf = async (db: Handle, id: number) => (await db.rows<{ id: number }>(sql`with recursive down as (select id from customer where id = ${id}
  union all select c.id from down join customer c on c.joined_into = down.id) select id from down`)).map((r) => r.id);
export const traitsOf = (db: Handle, id: number) => db.one<Traits>(sql`select name, tier, tags, note, company_id as "companyId", preferred_channel as "preferredChannel" from customer where id = ${id}`);
export const setTraits = (tx: Tx, id: number, t: Traits) => tx.run(sql`update customer set name = ${t.name}, tier = ${t.tier}, tags = ${t.tags}, note = ${t.note}, company_id = ${t.companyId}, preferred_channel = ${t.preferredChannel}, version = version + 1 where id = ${id}`);
export const joining = (tx: Tx, on: boolean) => tx.run(sql`select set_config('aftercare.joining', ${on ? 'on' : ''}, true)`);
export const setEdge = (tx: Tx, id: number, intoId: number | null) => tx.run(sql`update customer set joined_into = ${intoId}, version = version + 1 where id = ${id}`);

const column = (b: Belonging) => raw(b.column ?? 'customer_id');
export const homeName = (b: Belonging) => (b.column ? `${b.table}.${b.column}` : b.table);
/** Rows go over; each remembers whose it was, unless it remembers somebody already. */
export const moveRows = async (tx: Tx, b: Belonging, fromId: number, intoId: number) => {
  await tx.run(sql`insert into customer_home (table_name, row_key, customer_id) select ${homeName(b)}, ${raw(b.key)}, ${fromId} from ${raw(b.table)} where ${column(b)} = ${fromId} on conflict do nothing`);
  return tx.run(sql`update ${raw(b.table)} set ${column(b)} = ${intoId} where ${column(b)} = ${fromId}`);
};
/** Rows at home in the tree of `id` leave `rootId` and belong to `id`. */
export const returnRows = (tx: Tx, b: Belonging, tree: readonly number[], rootId: number, id: number) => tx.run(sql`update ${raw(b.table)} t set ${column(b)} = ${id} from customer_home h
  where h.table_name = ${homeName(b)} and h.row_key = t.${raw(b.key)} and h.customer_id = any(${tree}) and t.${column(b)} = ${rootId}`);
export const keepTogether = (tx: Tx, tree: readonly number[]) => tx.run(sql`select customer_keep_together(${tree}::bigint[])`);
/** What belongs to whom it is at home with needs no memory. */
export const forgetHomes = (tx: Tx, id: number) => tx.run(sql`delete from customer_home where customer_id = ${id}`);
export const countRows = async (db: Handle, b: Belonging, id: number) => (await db.one<{ n: number }>(sql`select count(*)::int as n from ${raw(b.table)} where ${column(b)} = ${id}`))?.n ?? 0;

export const insertMerge = async (tx: Tx, m: { fromId: number; intoId: number; proof: Proof; reasons: readonly Reason[]; actor: Actor; at: Date; moved: readonly { table: string; count: number }[]; before: Traits; after: Traits }) =>
  (await tx.one<{ id: number }>(sql`insert into customer_merge (from_id, into_id, proof, reasons, actor, at, moved, before, after)
    values (${m.fromId}, ${m.intoId}, ${m.proof}, ${JSON.stringify(m.reasons)}::jsonb, ${JSON.stringify(m.actor)}::jsonb, ${m.at}, ${JSON.stringify(m.moved)}::jsonb, ${JSON.stringify(m.before)}::jsonb, ${JSON.stringify(m.after)}::jsonb) returning id`))?.id ?? 0;
const merges = sql`select m.id, m.from_id as "fromId", f.name as "fromName", m.into_id as "intoId", i.name as "intoName", m.proof, m.reasons, m.actor, m.at, m.moved, m.before, m.after, m.undone_at as "undoneAt", m.undone_by as "undoneBy"
  from customer_merge m join customer f on f.id = m.from_id join customer i on i.id = m.into_id`;
export const findMerge = (db: Handle, id: number) => db.one<MergeRow>(sql`${merges} where m.id = ${id}`);
/** Joinings that concern any of these, newest first. */
export const mergesOf = (db: Handle, ids: readonly number[]) => db.rows<MergeRow>(sql`${merges} where m.into_id = any(${ids}) or m.from_id = any(${ids}) order by m.id desc limit 100`);
export const markUndone = (tx: Tx, id: number, at: Date, by: Actor) => tx.run(sql`update customer_merge set undone_at = ${at}, undone_by = ${JSON.stringify(by)}::jsonb where id = ${id}`);
