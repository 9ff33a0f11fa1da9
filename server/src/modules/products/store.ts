import type { FaultTree, TreeNode } from '@aftercare/contract/products';
import type { Names } from '@aftercare/contract/basics';
import type { SerialRule } from '@aftercare/contract/products';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, hot, raw, sql } from '../../platform/db/index.ts';

const json = (value: unknown) => JSON.stringify(value);
export interface BrandRow { id: number; key: string; name: Names; serialRules: SerialRule[]; active: boolean }
const brandColumns = raw('id, key, name, serial_rules as "serialRules", active');
export const brands = (db: Handle) => db.rows<BrandRow>(sql`select ${brandColumns} from brand order by key`);
export const saveBrand = (tx: Tx, b: { key: string; name: Names; serialRules: readonly SerialRule[]; active: boolean }) => tx.one<BrandRow>(sql`insert into brand (key, name, serial_rules, active) values (${b.key}, ${json(b.name)}::jsonb, ${json(b.serialRules)}::jsonb, ${b.active})
  on conflict (key) do update set name = excluded.name, serial_rules = excluded.serial_rules, active = excluded.active returning ${brandColumns}`);

export interface ModelRow {
  id: number; brandId: number; brandName: Names; key: string; name: Names; category: string; description: Names; imageId: number | null; imageUrl: string | null;
  releasedOn: string | null; discontinuedOn: string | null; active: boolean; units: number; version: number;
}
const modelColumns = raw(`m.id, m.brand_id as "brandId", b.name as "brandName", m.key, m.name, m.category, m.description, m.image_id as "imageId", '/api/v1/files/' || f.key as "imageUrl", m.released_on as "releasedOn", m.discontinued_on as "discontinuedOn", m.active, m.version,
  (select count(*)::int from product_unit u where u.model_id = m.id) as units`);
const modelFrom = raw('from product_model m join brand b on b.id = m.brand_id left join file f on f.id = m.image_id');
export const findModel = (db: Handle, id: number) => db.one<ModelRow>(sql`select ${modelColumns} ${modelFrom} where m.id = ${id}`);
export interface ModelFilter { q?: string | undefined; category?: string | undefined; brandId?: number | undefined; after: number; limit: number }
export function listModels(db: Handle, f: ModelFilter) {
  const conditions: Sql[] = [];
  if (f.after > 0) conditions.push(sql`m.id > ${f.after}`);
  if (f.category) conditions.push(sql`m.category = ${f.category}`);
  if (f.brandId) conditions.push(sql`m.brand_id = ${f.brandId}`);
  if (f.q) conditions.push(sql`(m.key ilike ${like(f.q)} or m.name::text ilike ${like(f.q)})`);
  return db.rows<ModelRow>(sql`select ${modelColumns} ${modelFrom} where ${all(conditions)} order by m.id limit ${f.limit}`);
}
export interface ChoiceRow { id: number; brandId: number; key: string; name: Names; brand: Names; imageUrl: string | null }
/** Models on sale, to pick one's own from. */
export const choices = (db: Handle, brandIds: readonly number[], limit: number) => db.rows<ChoiceRow>(sql`select m.id, m.brand_id as "brandId", m.key, m.name, b.name as brand, '/api/v1/files/' || f.key as "imageUrl"
  from product_model m join brand b on b.id = m.brand_id left join file f on f.id = m.image_id where m.active and m.brand_id = any(${brandIds}) order by m.category, m.key limit ${limit}`);
export const like = (text: string) => `%${text.replace(/[\\%_]/g, (x) => `\\${x}`)}%`;
export const categories = async (db: Handle) => (await db.rows<{ category: string }>(sql`select distinct category from product_model where category <> '' order by category`)).map((r) => r.category);
const modelFields = { brandId: 'brand_id', key: 'key', name: 'name', category: 'category', description: 'description', imageId: 'image_id', releasedOn: 'released_on', discontinuedOn: 'discontinued_on', active: 'active' } as const;
export type ModelPatch = Partial<Record<keyof typeof modelFields, unknown>>;
const valueOf = (value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) ? json(value) : value);
export const insertModel = (tx: Tx, m: Required<ModelPatch>) => tx.one<{ id: number }>(sql`insert into product_model (brand_id, key, name, category, description, image_id, released_on, discontinued_on, active)
  values (${m.brandId}, ${m.key}, ${json(m.name)}::jsonb, ${m.category}, ${json(m.description)}::jsonb, ${m.imageId}, ${m.releasedOn}::date, ${m.discontinuedOn}::date, ${m.active}) on conflict (lower(key)) do nothing returning id`);
export async function patchModel(tx: Tx, id: number, patch: ModelPatch, version: number | null): Promise<boolean> {
  const sets = Object.entries(modelFields).filter(([f]) => patch[f as keyof ModelPatch] !== undefined).map(([f, column]) => sql`${raw(column)} = ${valueOf(patch[f as keyof ModelPatch])}`);
  return (await tx.run(sql`update product_model set ${sets.reduce((a, b) => sql`${a}, ${b}`, raw('version = version + 1'))} where id = ${id} and (${version}::int is null or version = ${version}::int)`)) > 0;
}
/** Models by the number on their label, in any case, with or without spaces. */
export const modelsByKey = (db: Handle, keys: readonly string[]) => db.rows<{ id: number; key: string; brandId: number }>(sql`select id, key, brand_id as "brandId" from product_model where lower(replace(key, ' ', '')) = any(${keys.map((k) => k.toLowerCase().replaceAll(' ', ''))})`);

export interface VariantRow { id: number; sku: string; name: Names; gtin: string }
export const variants = (db: Handle, modelId: number) => db.rows<VariantRow>(sql`select id, sku, name, gtin from product_variant where model_id = ${modelId} order by sku`);
export const saveVariant = (tx: Tx, modelId: number, v: { sku: string; name: Names; gtin: string }) => tx.one<VariantRow>(sql`insert into product_variant (model_id, sku, name, gtin) values (${modelId}, ${v.sku}, ${json(v.name)}::jsonb, ${v.gtin})
  on conflict (lower(sku)) do update set name = excluded.name, gtin = excluded.gtin where product_variant.model_id = excluded.model_id returning id, sku, name, gtin`);
export const deleteVariant = (tx: Tx, modelId: number, id: number) => tx.run(sql`delete from product_variant where id = ${id} and model_id = ${modelId}`);
export const variantsBySku = (db: Handle, skus: readonly string[]) => db.rows<{ id: number; sku: string; modelId: number; brandId: number }>(sql`select v.id, lower(v.sku) as sku, v.model_id as "modelId", m.brand_id as "brandId" from product_variant v join product_model m on m.id = v.model_id where lower(v.sku) = any(${skus.map((s) => s.toLowerCase())})`);

export interface BatchRow { id: number; key: string; producedOn: string | null; note: string; units: number; faults: number }
const batchColumns = raw(`b.id, b.key, b.produced_on as "producedOn", b.note, (select count(*)::int from product_unit u where u.batch_id = b.id) as units, (select count(*)::int from unit_fault x join product_unit u on u.id = x.unit_id where u.batch_id = b.id) as faults`);
export const batches = (db: Handle, modelId: number) => db.rows<BatchRow>(sql`select ${batchColumns} from product_batch b where b.model_id = ${modelId} order by b.produced_on desc nulls last, b.key desc`);
export async function saveBatch(tx: Tx, modelId: number, b: { key: string; producedOn: string | null; note: string }): Promise<BatchRow | undefined> {
  const row = await tx.one<{ id: number }>(sql`insert into product_batch (model_id, key, produced_on, note) values (${modelId}, ${b.key}, ${b.producedOn}::date, ${b.note})
    on conflict (model_id, key) do update set produced_on = coalesce(excluded.produced_on, product_batch.produced_on), note = case when excluded.note = '' then product_batch.note else excluded.note end returning id`);
  return row && tx.one<BatchRow>(sql`select ${batchColumns} from product_batch b where b.id = ${row.id}`);
}
/** As somebody wrote it: what they left empty is empty. */
export async function writeBatch(tx: Tx, modelId: number, b: { key: string; producedOn: string | null; note: string }): Promise<BatchRow | undefined> {
  const row = await tx.one<{ id: number }>(sql`insert into product_batch (model_id, key, produced_on, note) values (${modelId}, ${b.key}, ${b.producedOn}::date, ${b.note})
    on conflict (model_id, key) do update set produced_on = excluded.produced_on, note = excluded.note returning id`);
  return row && tx.one<BatchRow>(sql`select ${batchColumns} from product_batch b where b.id = ${row.id}`);
}
export const deleteBatch = (tx: Tx, modelId: number, id: number) => tx.run(sql`delete from product_batch where id = ${id} and model_id = ${modelId}`);
export const findBatch = (db: Handle, modelId: number, key: string) => db.one<{ id: number; producedOn: string | null }>(sql`select id, produced_on as "producedOn" from product_batch where model_id = ${modelId} and key = ${key}`);

const fileOf = (alias: string) => `json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'type', ${alias}.type, 'size', ${alias}.size, 'url', '/api/v1/files/' || ${alias}.key)`;
/** Files of an id array as the contract has them. */
export const filesOf = (column: string) => raw(`coalesce((select json_agg(${fileOf('f')} order by f.id) from file f where f.id = any(${column})), '[]')`);
export interface FileView { id: number; name: string; type: string; size: number; url: string }
export interface ManualRow { id: number; title: string; language: string; kind: 'manual' | 'service' | 'drawing'; file: FileView }
export const manuals = (db: Handle, modelId: number) => db.rows<ManualRow>(sql`select m.id, m.title, m.language, m.kind, ${raw(fileOf('f'))} as file from product_manual m join file f on f.id = m.file_id where m.model_id = ${modelId} order by m.kind, m.language, m.id`);
export const insertManual = (tx: Tx, modelId: number, m: { title: string; language: string; kind: string; fileId: number }) => tx.one<{ id: number }>(sql`insert into product_manual (model_id, file_id, title, language, kind) values (${modelId}, ${m.fileId}, ${m.title}, ${m.language}, ${m.kind}) returning id`);
export const deleteManual = (tx: Tx, modelId: number, id: number) => tx.run(sql`delete from product_manual where id = ${id} and model_id = ${modelId}`);
/** Whether a file belongs to the catalogue: a picture of a model or a manual. */
export const isOfCatalogue = async (db: Handle, fileId: number) => (await db.one(sql`select 1 from product_model where image_id = ${fileId} union all select 1 from product_manual where file_id = ${fileId} limit 1`)) !== undefined;
/** Proof or evidence of a unit that meets a condition on `u`. */
export const isOfUnit = async (db: Handle, fileId: number, visible: Sql) => (await db.one(sql`select 1 from product_unit u where ${visible} and u.id in (select unit_id from purchase_proof where ${fileId} = any(files) union all select unit_id from unit_exclusion where ${fileId} = any(files)) limit 1`)) !== undefined;
/** Keys of files, to claim what a person brought. */
export const fileKeys = async (db: Handle, ids: readonly number[]) => (await db.rows<{ key: string }>(sql`select key from file where id = any(${ids})`)).map((r) => r.key);

export interface PlanRow { id: number; title: Names; minutes: number; steps: Names; parts: { number: string; quantity: number }[]; skill: string }
export interface FaultRow { id: number; key: string; title: Names; advice: Names; safety: boolean; active: boolean; plans: PlanRow[] }
const faultColumns = raw(`k.id, k.key, k.title, k.advice, k.safety, k.active, coalesce((select json_agg(json_build_object('id', p.id, 'title', p.title, 'minutes', p.minutes, 'steps', p.steps, 'parts', p.parts, 'skill', p.skill) order by p.id) from repair_plan p where p.fault_id = k.id), '[]') as plans`);
export const knownFaults = (db: Handle, modelId: number) => db.rows<FaultRow>(sql`select ${faultColumns} from known_fault k where k.model_id = ${modelId} order by k.safety desc, k.key`);
export const findFault = (db: Handle, modelId: number, key: string) => db.one<FaultRow>(sql`select ${faultColumns} from known_fault k where k.model_id = ${modelId} and k.key = ${key}`);
export async function saveFault(tx: Tx, modelId: number, f: { key: string; title: Names; advice: Names; safety: boolean; active: boolean; plans: readonly Omit<PlanRow, 'id'>[] }): Promise<void> {
  const row = await tx.one<{ id: number }>(sql`insert into known_fault (model_id, key, title, advice, safety, active) values (${modelId}, ${f.key}, ${json(f.title)}::jsonb, ${json(f.advice)}::jsonb, ${f.safety}, ${f.active})
    on conflict (model_id, key) do update set title = excluded.title, advice = excluded.advice, safety = excluded.safety, active = excluded.active returning id`);
  await tx.run(sql`delete from repair_plan where fault_id = ${row?.id}`);
  await tx.run(sql`insert into repair_plan (fault_id, title, minutes, steps, parts, skill) select ${row?.id}, title, minutes, steps, parts, skill from json_to_recordset(${json(f.plans)}::json) as w(title jsonb, minutes int, steps jsonb, parts jsonb, skill text)`);
}
/** Faults that happened keep their name. */
export const deleteFault = (tx: Tx, modelId: number, id: number) => tx.run(sql`delete from known_fault k where k.id = ${id} and k.model_id = ${modelId}
  and not exists (select from unit_fault x join product_unit u on u.id = x.unit_id where u.model_id = k.model_id and x.fault_key = k.key)`);
export const isFaultOf = async (db: Handle, modelId: number, id: number) => (await db.one(sql`select from known_fault where id = ${id} and model_id = ${modelId}`)) !== undefined;
export const deleteTree = (tx: Tx, id: number) => tx.run(sql`delete from fault_tree where id = ${id}`);
type TreeRow = FaultTree;
const treeColumns = raw('id, model_id as "modelId", title, start, nodes, active');
export const trees = (db: Handle, modelId: number) => db.rows<TreeRow>(sql`select ${treeColumns} from fault_tree where model_id = ${modelId} order by id`);
export const insertTree = (tx: Tx, modelId: number, t: { title: Names; start: string; nodes: Record<string, TreeNode>; active: boolean }) => tx.one<TreeRow>(sql`insert into fault_tree (model_id, title, start, nodes, active) values (${modelId}, ${json(t.title)}::jsonb, ${t.start}, ${json(t.nodes)}::jsonb, ${t.active}) returning ${treeColumns}`);
export const updateTree = (tx: Tx, id: number, t: { title: Names; start: string; nodes: Record<string, TreeNode>; active: boolean }) => tx.one<TreeRow>(sql`update fault_tree set title = ${json(t.title)}::jsonb, start = ${t.start}, nodes = ${json(t.nodes)}::jsonb, active = ${t.active}, version = version + 1 where id = ${id} returning ${treeColumns}`);
export const companyZone = async (db: Handle) => (await db.one<{ zone: string }>(hot`select time_zone as zone from company`))?.zone ?? 'Asia/Shanghai';
