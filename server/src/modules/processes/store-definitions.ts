import type { DefinitionKind, Words } from '@aftercare/contract/processes';
import { type Handle, type Tx, hot, sql } from '../../platform/db/index.ts';

export interface DefinitionRow { key: string; kind: DefinitionKind; title: Words; live: number | null; hasDraft: boolean; running: number; stuck: number; changedAt: Date }
export interface VersionRow { version: number; note: string; by: string; at: Date; running: number; seed: string | null }
export interface DraftRow { key: string; kind: DefinitionKind; xml: string; note: string; by: string; at: Date }

export const listDefinitions = (db: Handle, kind: DefinitionKind | null) => db.rows<DefinitionRow>(sql`
  select coalesce(d.key, f.key) as key, coalesce(d.kind, f.kind) as kind, coalesce(d.title, jsonb_build_object('zh', f.key, 'en', f.key)) as title, d.live, f.key is not null as "hasDraft",
    coalesce(i.running, 0)::int as running, coalesce(i.stuck, 0)::int as stuck, greatest(d.changed_at, f.at) as "changedAt"
  from process_definition d full join process_draft f on f.key = d.key
  left join (select key, count(*) as running, count(*) filter (where state = 'stuck') as stuck from process_instance where state in ('running', 'stuck') group by key) i on i.key = d.key
  where (${kind}::text is null or coalesce(d.kind, f.kind) = ${kind}) order by 1`);
export const versionsOf = (db: Handle, key: string) => db.rows<VersionRow>(sql`select v.version, v.note, v.by_name as by, v.at, v.seed,
  (select count(*)::int from process_instance i where i.key = v.key and i.version = v.version and i.state in ('running', 'stuck')) as running from process_version v where key = ${key} order by version desc`);
/** The newest version of each key, and the shipped file it comes from. Counts nothing: a start must not take longer for those that wait. */
export const newestOf = (db: Handle, keys: readonly string[]) => db.rows<{ key: string; seed: string | null }>(sql`select distinct on (key) key, seed from process_version where key = any(${keys}) order by key, version desc`);
export const findLive = (db: Handle, key: string) => db.one<{ kind: DefinitionKind; live: number | null }>(hot`select kind, live from process_definition where key = ${key}`);
export const xmlOf = (db: Handle, key: string, version: number) => db.one<{ xml: string; kind: DefinitionKind }>(hot`select v.xml, d.kind from process_version v join process_definition d on d.key = v.key where v.key = ${key} and v.version = ${version}`);
export const liveDefinitions = (db: Handle) => db.rows<{ key: string; kind: DefinitionKind; version: number; xml: string; deployedAt: Date }>(sql`select d.key, d.kind, v.version, v.xml, v.at as "deployedAt" from process_definition d join process_version v on v.key = d.key and v.version = d.live order by d.key`);

/** Adds a version and makes it live. Deployments of one key take turns. */
export async function addVersion(tx: Tx, v: { key: string; kind: DefinitionKind; title: Words; xml: string; note: string; by: string; at: Date; seed: string | null }): Promise<number> {
  await tx.run(sql`insert into process_definition (key, kind, title, changed_at) values (${v.key}, ${v.kind}, ${JSON.stringify(v.title)}::jsonb, ${v.at}) on conflict (key) do update set title = excluded.title, changed_at = excluded.changed_at`);
  const row = await tx.one<{ version: number }>(sql`insert into process_version (key, version, xml, note, by_name, at, seed)
    select ${v.key}, coalesce(max(version), 0) + 1, ${v.xml}, ${v.note}, ${v.by}, ${v.at}, ${v.seed} from process_version where key = ${v.key} returning version`);
  await setLive(tx, v.key, row?.version ?? 0, v.at);
  return row?.version ?? 0;
}
export const setLive = (tx: Tx, key: string, version: number, at: Date) => tx.run(sql`update process_definition set live = ${version}, changed_at = ${at} where key = ${key} and exists (select from process_version where key = ${key} and version = ${version})`);
export const setTitle = (tx: Tx, key: string, title: Words) => tx.run(sql`update process_definition set title = ${JSON.stringify(title)}::jsonb where key = ${key}`);

export const findDraft = (db: Handle, key: string) => db.one<DraftRow>(sql`select key, kind, xml, note, by_name as by, at from process_draft where key = ${key}`);
export const saveDraft = (tx: Tx, d: DraftRow) => tx.run(sql`insert into process_draft (key, kind, xml, note, by_name, at) values (${d.key}, ${d.kind}, ${d.xml}, ${d.note}, ${d.by}, ${d.at})
  on conflict (key) do update set kind = excluded.kind, xml = excluded.xml, note = excluded.note, by_name = excluded.by_name, at = excluded.at`);
export const deleteDraft = (tx: Tx, key: string) => tx.run(sql`delete from process_draft where key = ${key}`);
