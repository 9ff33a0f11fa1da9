import type { SiteKind, SiteWrite } from '@aftercare/contract/sites';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface SiteRow {
  id: number; key: string; kind: SiteKind; name: { zh: string; en: string }; address: string; region: string; lat: number | null; lon: number | null; phone: string;
  calendarId: number | null; agentId: number | null; homeId: number | null; active: boolean; staff: number[];
}
const columns = sql`s.id, s.key, s.kind, s.name, s.address, s.region, s.lat, s.lon, s.phone, s.calendar_id as "calendarId", s.agent_id as "agentId", s.home_id as "homeId", s.active,
  coalesce((select array_agg(a.agent_id order by a.agent_id) from site_agent a where a.site_id = s.id), '{}') as staff`;

export interface SiteFilter { kind?: SiteKind | undefined; active?: boolean | undefined; ids?: readonly number[] | null }
export const listSites = (db: Handle, f: SiteFilter) => db.rows<SiteRow>(sql`select ${columns} from site s
  where (${f.kind ?? null}::text is null or s.kind = ${f.kind ?? null}) and (${f.active ?? null}::boolean is null or s.active = ${f.active ?? null}) and (${f.ids ?? null}::bigint[] is null or s.id = any(${f.ids ?? null}))
  order by s.active desc, array_position(array['warehouse', 'depot', 'centre', 'shop', 'van'], s.kind), s.key`);
export const findSite = (db: Handle, id: number) => db.one<SiteRow>(sql`select ${columns} from site s where s.id = ${id}`);
export const findByKey = (db: Handle, key: string) => db.one<SiteRow>(sql`select ${columns} from site s where lower(s.key) = lower(${key})`);
export const vanOf = (db: Handle, agentId: number) => db.one<SiteRow>(sql`select ${columns} from site s where s.agent_id = ${agentId} and s.active`);
/** Sites a person works at or drives. */
export const sitesOfAgent = (db: Handle, agentId: number) => db.rows<{ id: number }>(hot`select site_id as id from site_agent where agent_id = ${agentId} union select id from site where agent_id = ${agentId}`);

export const sitesIn = (db: Handle, regions: readonly string[]) => (regions.length === 0 ? Promise.resolve([]) : db.rows<{ id: number }>(sql`select id from site where region <> '' and region = any(${regions}::text[])`));

export const insertSite = (tx: Tx, s: SiteWrite) => tx.one<{ id: number }>(sql`insert into site (key, kind, name, address, region, lat, lon, phone, calendar_id, agent_id, home_id, active)
  values (${s.key}, ${s.kind}, ${JSON.stringify(s.name)}::jsonb, ${s.address}, ${s.region}, ${s.lat}, ${s.lon}, ${s.phone}, ${s.calendarId}, ${s.agentId}, ${s.homeId}, ${s.active}) returning id`);
export const saveSite = (tx: Tx, id: number, s: SiteWrite) => tx.run(sql`update site set key = ${s.key}, kind = ${s.kind}, name = ${JSON.stringify(s.name)}::jsonb, address = ${s.address}, region = ${s.region}, lat = ${s.lat}, lon = ${s.lon},
  phone = ${s.phone}, calendar_id = ${s.calendarId}, agent_id = ${s.agentId}, home_id = ${s.homeId}, active = ${s.active} where id = ${id}`);
export async function setStaff(tx: Tx, siteId: number, staff: readonly number[]): Promise<void> {
  await tx.run(sql`delete from site_agent where site_id = ${siteId}`);
  await tx.run(sql`insert into site_agent (site_id, agent_id) select ${siteId}, a.id from agent a where a.id = any(${staff})`);
}
