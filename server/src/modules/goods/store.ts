import type { GoodsItem, GoodsMove, GoodsMoveKind, GoodsState, GoodsStock } from '@aftercare/contract/goods';
import type { Grade } from '@aftercare/contract/returns';
import type { z } from 'zod';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, raw, sql } from '../../platform/db/index.ts';

export type GradeKey = z.infer<typeof Grade>;
export interface ItemRow { unitId: number; modelId: number; siteId: number; grade: GradeKey; state: GoodsState; since: Date }
const own = raw('unit_id as "unitId", model_id as "modelId", site_id as "siteId", grade, state, since');
/** Whoever moves a unit takes turns, also where it does not stand in stock yet. */
export const lockUnit = (tx: Tx, unitId: number) => tx.one<{ id: number; modelId: number; status: string; customerId: number | null }>(sql`select id, model_id as "modelId", status, customer_id as "customerId" from product_unit where id = ${unitId} for update`);
export const findItem = (db: Handle, unitId: number) => db.one<ItemRow>(sql`select ${own} from goods_item where unit_id = ${unitId}`);
export const insertItem = (tx: Tx, i: ItemRow) => tx.run(sql`insert into goods_item (unit_id, model_id, site_id, grade, state, since) values (${i.unitId}, ${i.modelId}, ${i.siteId}, ${i.grade}, ${i.state}, ${i.since})`);
export const saveItem = (tx: Tx, i: ItemRow) => tx.run(sql`update goods_item set site_id = ${i.siteId}, grade = ${i.grade}, state = ${i.state} where unit_id = ${i.unitId}`);
export const deleteItem = (tx: Tx, unitId: number) => tx.run(sql`delete from goods_item where unit_id = ${unitId}`);

export interface MoveWrite { unitId: number; modelId: number; siteId: number; grade: GradeKey; kind: GoodsMoveKind; ready: number; refurbishing: number; ticketId: number | null; reason: string; actor: Actor; at: Date; key: string }
/** The line and its sum. */
export async function post(tx: Tx, m: MoveWrite): Promise<void> {
  await tx.run(sql`insert into goods_move (unit_id, model_id, site_id, grade, kind, ready, refurbishing, ticket_id, reason, actor, at, key) values (${m.unitId}, ${m.modelId}, ${m.siteId}, ${m.grade}, ${m.kind}, ${m.ready}, ${m.refurbishing}, ${m.ticketId}, ${m.reason}, ${JSON.stringify(m.actor)}::jsonb, ${m.at}, ${m.key})`);
  if (m.ready === 0 && m.refurbishing === 0) return;
  await tx.run(sql`insert into goods_stock (model_id, site_id, grade) values (${m.modelId}, ${m.siteId}, ${m.grade}) on conflict do nothing`);
  await tx.run(sql`update goods_stock set ready = ready + ${m.ready}, refurbishing = refurbishing + ${m.refurbishing} where model_id = ${m.modelId} and site_id = ${m.siteId} and grade = ${m.grade}`);
}
export const moveDone = async (tx: Tx, m: { key: string; unitId: number; kind: GoodsMoveKind }) => (await tx.one(sql`select from goods_move where key = ${m.key} and unit_id = ${m.unitId} and kind = ${m.kind} limit 1`)) !== undefined;
/** Where returned goods go when nobody said: a depot, else a warehouse, else a centre. */
export const usualSite = async (db: Handle) => (await db.one<{ id: number }>(sql`select id from site where active and kind in ('depot', 'warehouse', 'centre') order by array_position(array['depot', 'warehouse', 'centre'], kind), id limit 1`))?.id ?? null;

const columns = raw(`g.unit_id as "unitId", u.serial, g.model_id as "modelId", m.key as "modelKey", m.name as "modelName", g.site_id as "siteId", s.key as "siteKey", s.name as "siteName", g.grade, g.state, g.since`);
const from = raw('from goods_item g join product_unit u on u.id = g.unit_id join product_model m on m.id = g.model_id join site s on s.id = g.site_id');
export type ItemView = Omit<GoodsItem, 'since'> & { since: Date };
export const findView = (db: Handle, unitId: number) => db.one<ItemView>(sql`select ${columns} ${from} where g.unit_id = ${unitId}`);
export interface Filter { siteId?: number | undefined; modelId?: number | undefined; state?: string | undefined; grade?: string | undefined; q?: string | undefined; sites: readonly number[] | null; before: readonly [string, number] | null; limit: number }
export function list(db: Handle, f: Filter) {
  const where: Sql[] = [];
  if (f.before) where.push(sql`(g.since, g.unit_id) < (${f.before[0]}::timestamptz, ${f.before[1]}::bigint)`);
  if (f.sites) where.push(sql`g.site_id = any(${f.sites})`);
  if (f.siteId) where.push(sql`g.site_id = ${f.siteId}`);
  if (f.modelId) where.push(sql`g.model_id = ${f.modelId}`);
  if (f.state) where.push(sql`g.state = ${f.state}`);
  if (f.grade) where.push(sql`g.grade = ${f.grade}`);
  if (f.q) { const like = `%${f.q.replace(/[\\%_]/g, (x) => `\\${x}`)}%`; where.push(sql`(u.serial_key ilike ${`%${f.q.toUpperCase().replace(/[^A-Z0-9]/g, '')}%`} or m.key ilike ${like} or m.name::text ilike ${like})`); }
  return db.rows<ItemView>(sql`select ${columns} ${from} where ${all(where)} order by g.since desc, g.unit_id desc limit ${f.limit}`);
}
export function stock(db: Handle, f: { siteId?: number | undefined; sites: readonly number[] | null }) {
  const where: Sql[] = [sql`(k.ready > 0 or k.refurbishing > 0)`];
  if (f.sites) where.push(sql`k.site_id = any(${f.sites})`);
  if (f.siteId) where.push(sql`k.site_id = ${f.siteId}`);
  return db.rows<GoodsStock>(sql`select k.model_id as "modelId", m.key as "modelKey", m.name as "modelName", k.site_id as "siteId", s.key as "siteKey", s.name as "siteName", k.grade, k.ready, k.refurbishing
    from goods_stock k join product_model m on m.id = k.model_id join site s on s.id = k.site_id where ${all(where)} order by m.key, s.key, k.grade limit 1000`);
}
export type MoveView = Omit<GoodsMove, 'at'> & { at: Date };
export function moves(db: Handle, f: { unitId?: number | undefined; siteId?: number | undefined; sites: readonly number[] | null; before: number | null; limit: number }) {
  const where: Sql[] = [];
  if (f.before) where.push(sql`x.id < ${f.before}`);
  if (f.sites) where.push(sql`x.site_id = any(${f.sites})`);
  if (f.siteId) where.push(sql`x.site_id = ${f.siteId}`);
  if (f.unitId) where.push(sql`x.unit_id = ${f.unitId}`);
  return db.rows<MoveView>(sql`select x.id, x.unit_id as "unitId", u.serial, m.key as "modelKey", s.key as "siteKey", s.name as "siteName", x.grade, x.kind, x.ready, x.refurbishing, x.ticket_id as "ticketId", x.reason, coalesce(x.actor->>'name', '') as by, x.at
    from goods_move x join product_unit u on u.id = x.unit_id join product_model m on m.id = x.model_id join site s on s.id = x.site_id where ${all(where)} order by x.id desc limit ${f.limit}`);
}
