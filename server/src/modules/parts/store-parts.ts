import type { PartWrite } from '@aftercare/contract/parts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface PartRow extends PartWrite { id: number }
export const partColumns = sql`p.id, p.number, p.name, p.category, p.currency, p.price_minor as "priceMinor", p.cost_minor as "costMinor", p.tax_rate as "taxRate", p.consumable, p.serialised, p.supersedes_id as "supersedesId",
  p.supplier, p.lead_days as "leadDays", p.active, coalesce((select array_agg(f.model_id order by f.model_id) from part_fit f where f.part_id = p.id), '{}') as "modelIds"`;
const like = (q: string) => `%${q.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
/** Condition on alias `p`: words in number or names. */
export const partMatches = (q: string | undefined) => (q?.trim() ? sql`(p.number || ' ' || (p.name->>'zh') || ' ' || (p.name->>'en')) ilike ${like(q.trim())}` : sql`true`);

export const findPart = (db: Handle, id: number) => db.one<PartRow>(sql`select ${partColumns} from part p where p.id = ${id}`);
export const findByNumber = (db: Handle, number: string) => db.one<PartRow>(sql`select ${partColumns} from part p where lower(p.number) = lower(${number})`);
export const findSuccessor = (db: Handle, id: number) => db.one<PartRow>(sql`select ${partColumns} from part p where p.supersedes_id = ${id} order by p.active desc, p.id desc limit 1`);
export const listParts = (db: Handle, f: { q?: string | undefined; model?: number | undefined; active?: boolean | undefined; sites: readonly number[] | null; after: { number: string; id: number } | null; limit: number }) =>
  db.rows<PartRow & { onHand: number; available: number }>(sql`select ${partColumns}, coalesce(s.on_hand, 0)::bigint as "onHand", coalesce(s.available, 0)::bigint as available from part p
    left join lateral (select sum(k.on_hand) as on_hand, sum(k.on_hand - k.reserved) as available from stock k where k.part_id = p.id and (${f.sites}::bigint[] is null or k.site_id = any(${f.sites}))) s on true
    where ${partMatches(f.q)} and (${f.active ?? null}::boolean is null or p.active = ${f.active ?? null}) and (${f.model ?? null}::bigint is null or exists (select from part_fit f where f.part_id = p.id and f.model_id = ${f.model ?? null}))
      and (${f.after === null} or (lower(p.number), p.id) > (${f.after?.number ?? ''}, ${f.after?.id ?? 0}))
    order by lower(p.number), p.id limit ${f.limit + 1}`);
/** True when `id` stands anywhere in the chain that `supersedesId` begins. */
export const wouldCircle = async (tx: Tx, id: number, supersedesId: number) => (await tx.one<{ found: boolean }>(sql`with recursive chain as (
    select id, supersedes_id from part where id = ${supersedesId} union select p.id, p.supersedes_id from part p join chain c on p.id = c.supersedes_id)
  select exists (select from chain where id = ${id}) as found`))?.found ?? false;
export const insertPart = (tx: Tx, p: PartWrite) => tx.one<{ id: number }>(sql`insert into part (number, name, category, currency, price_minor, cost_minor, tax_rate, consumable, serialised, supersedes_id, supplier, lead_days, active)
  values (${p.number}, ${JSON.stringify(p.name)}::jsonb, ${p.category}, ${p.currency}, ${p.priceMinor}, ${p.costMinor}, ${p.taxRate}, ${p.consumable}, ${p.serialised}, ${p.supersedesId}, ${p.supplier}, ${p.leadDays}, ${p.active}) returning id`);
export const savePart = (tx: Tx, id: number, p: PartWrite) => tx.run(sql`update part set number = ${p.number}, name = ${JSON.stringify(p.name)}::jsonb, category = ${p.category}, currency = ${p.currency}, price_minor = ${p.priceMinor}, cost_minor = ${p.costMinor},
  tax_rate = ${p.taxRate}, consumable = ${p.consumable}, serialised = ${p.serialised}, supersedes_id = ${p.supersedesId}, supplier = ${p.supplier}, lead_days = ${p.leadDays}, active = ${p.active} where id = ${id}`);
export async function setModels(tx: Tx, partId: number, modelIds: readonly number[]): Promise<void> {
  await tx.run(sql`delete from part_fit where part_id = ${partId}`);
  await tx.run(sql`insert into part_fit (part_id, model_id) select ${partId}, m from unnest(${modelIds}::bigint[]) m on conflict do nothing`);
}
export const hasStock = async (tx: Tx, id: number) => (await tx.one<{ found: boolean }>(sql`select exists (select from stock where part_id = ${id} and value_minor > 0) as found`))?.found ?? false;
