import type { Names } from '@aftercare/contract/basics';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { raw, sql } from '../../platform/db/index.ts';

export interface PolicyRow { id: number; key: string; name: Names; kind: 'statutory' | 'manufacturer' | 'exclusions'; pausesInRepair: boolean; active: boolean; position: number; live: number | null; draft: number | null }
const columns = raw(`p.id, p.key, p.name, p.kind, p.pauses_in_repair as "pausesInRepair", p.active, p.position,
  (select max(v.version) from warranty_policy_version v where v.policy_id = p.id and v.published_at is not null) as live,
  (select v.version from warranty_policy_version v where v.policy_id = p.id and v.published_at is null order by v.version desc limit 1) as draft`);
export const policies = (db: Handle) => db.rows<PolicyRow>(sql`select ${columns} from warranty_policy p order by p.position, p.id`);
export const findPolicy = (db: Handle, id: number) => db.one<PolicyRow>(sql`select ${columns} from warranty_policy p where p.id = ${id}`);
export const insertPolicy = (tx: Tx, p: { key: string; name: Names; kind: string; pausesInRepair: boolean; position: number }) => tx.one<{ id: number }>(sql`insert into warranty_policy (key, name, kind, pauses_in_repair, position) values (${p.key}, ${JSON.stringify(p.name)}::jsonb, ${p.kind}, ${p.pausesInRepair}, ${p.position}) on conflict (key) do nothing returning id`);
export const savePolicy = (tx: Tx, id: number, p: { name?: Names | undefined; active?: boolean | undefined; pausesInRepair?: boolean | undefined; position?: number | undefined }) => tx.run(sql`update warranty_policy set name = coalesce(${p.name ? JSON.stringify(p.name) : null}::jsonb, name), active = coalesce(${p.active ?? null}::boolean, active), pauses_in_repair = coalesce(${p.pausesInRepair ?? null}::boolean, pauses_in_repair), position = coalesce(${p.position ?? null}::int, position) where id = ${id}`);

export interface VersionRow { id: number; policyId: number; version: number; note: string; appliesFrom: string | null; author: string; createdAt: Date; publishedAt: Date | null }
const versionColumns = raw(`v.id, v.policy_id as "policyId", v.version, v.note, v.applies_from as "appliesFrom", v.author->>'name' as author, v.created_at as "createdAt", v.published_at as "publishedAt"`);
export const versions = (db: Handle, policyId: number) => db.rows<VersionRow>(sql`select ${versionColumns} from warranty_policy_version v where v.policy_id = ${policyId} order by v.version desc`);
export const dmnOfVersion = async (db: Handle, policyId: number, version: number) => (await db.one<{ dmn: string }>(sql`select dmn from warranty_policy_version where policy_id = ${policyId} and version = ${version}`))?.dmn;
export const lockPolicy = (tx: Tx, id: number) => tx.run(sql`select 1 from warranty_policy where id = ${id} for no key update`);
/** Writes a draft: over the one there is, or as a new version. */
export async function saveDraft(tx: Tx, d: { policyId: number; dmn: string; note: string; appliesFrom: string | null; author: Actor; at: Date }): Promise<number> {
  const changed = await tx.one<{ version: number }>(sql`update warranty_policy_version set dmn = ${d.dmn}, note = ${d.note}, applies_from = ${d.appliesFrom}::date, author = ${JSON.stringify(d.author)}::jsonb, created_at = ${d.at} where policy_id = ${d.policyId} and published_at is null returning version`);
  if (changed) return changed.version;
  const made = await tx.one<{ version: number }>(sql`insert into warranty_policy_version (policy_id, version, dmn, note, applies_from, author, created_at)
    values (${d.policyId}, (select coalesce(max(version), 0) + 1 from warranty_policy_version where policy_id = ${d.policyId}), ${d.dmn}, ${d.note}, ${d.appliesFrom}::date, ${JSON.stringify(d.author)}::jsonb, ${d.at}) returning version`);
  return made?.version ?? 0;
}
export const publishVersion = (tx: Tx, policyId: number, version: number, at: Date) => tx.run(sql`update warranty_policy_version set published_at = ${at} where policy_id = ${policyId} and version = ${version} and published_at is null`);
