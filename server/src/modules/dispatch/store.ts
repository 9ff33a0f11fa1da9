import type { DispatchSettings, PlanRun, TechnicianWrite, TerritoryWrite } from '@aftercare/contract/dispatch';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export const settings = async (db: Handle) => (await db.one<{ settings: object }>(hot`select settings from dispatch_settings where id = 1`))?.settings ?? {};
export const saveSettings = (tx: Handle, value: DispatchSettings) => tx.run(sql`update dispatch_settings set settings = ${JSON.stringify(value)}::jsonb where id = 1`);

export interface TerritoryRow { id: number; name: { zh: string; en: string }; regions: string[]; polygon: [number, number][] | null; active: boolean }
export const territories = (db: Handle) => db.rows<TerritoryRow>(sql`select id, name, regions, polygon, active from territory order by id`);
export const insertTerritory = (tx: Tx, t: TerritoryWrite) => tx.one<TerritoryRow>(sql`insert into territory (name, regions, polygon, active) values (${JSON.stringify(t.name)}::jsonb, ${t.regions}, ${t.polygon ? JSON.stringify(t.polygon) : null}::jsonb, ${t.active}) returning id, name, regions, polygon, active`);
export const saveTerritory = (tx: Tx, id: number, t: TerritoryWrite) => tx.one<TerritoryRow>(sql`update territory set name = ${JSON.stringify(t.name)}::jsonb, regions = ${t.regions}, polygon = ${t.polygon ? JSON.stringify(t.polygon) : null}::jsonb, active = ${t.active} where id = ${id} returning id, name, regions, polygon, active`);

export interface TechnicianRow {
  id: number; agentId: number; active: boolean; name: string; homeName: string; homeLat: number; homeLon: number; vanSiteId: number | null; territoryIds: number[]; shift: TechnicianWrite['shift']; lunch: { from: string; until: string; minutes: number } | null; phone: string;
  skills: { skillId: number; level: number }[]; absences: { id: number; technicianId: number; from: string; until: string; reason: string }[];
}
const technicianColumns = sql`n.id, n.agent_id as "agentId", n.active, a.name, n.home_name as "homeName", n.home_lat as "homeLat", n.home_lon as "homeLon", n.van_site_id as "vanSiteId", n.territory_ids as "territoryIds", n.shift, n.lunch, n.phone,
  coalesce((select jsonb_agg(jsonb_build_object('skillId', s.skill_id, 'level', s.level) order by s.skill_id) from agent_skill s where s.agent_id = a.id), '[]') as skills,
  coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'technicianId', x.technician_id, 'from', x.from_day, 'until', x.until_day, 'reason', x.reason) order by x.from_day) from technician_absence x where x.technician_id = n.id), '[]') as absences`;
export const technicians = (db: Handle) => db.rows<TechnicianRow>(sql`select ${technicianColumns} from technician n join agent a on a.id = n.agent_id where a.status <> 'disabled' order by n.active desc, a.name, n.id`);
export const technicianOfAgent = (db: Handle, agentId: number) => db.one<TechnicianRow>(sql`select ${technicianColumns} from technician n join agent a on a.id = n.agent_id where n.agent_id = ${agentId} and n.active`);
/** The account and the van of a technician. */
export const whoComes = (db: Handle, technicianId: number) => db.one<{ agentId: number; siteId: number | null }>(sql`select agent_id as "agentId", van_site_id as "siteId" from technician where id = ${technicianId}`);
export const insertTechnician = (tx: Tx, t: TechnicianWrite) => tx.one<{ id: number }>(sql`insert into technician (agent_id, active, home_name, home_lat, home_lon, van_site_id, territory_ids, shift, lunch, phone)
  values (${t.agentId}, ${t.active}, ${t.homeName}, ${t.homeLat}, ${t.homeLon}, ${t.vanSiteId}, ${t.territoryIds}, ${JSON.stringify(t.shift)}::jsonb, ${t.lunch ? JSON.stringify(t.lunch) : null}::jsonb, ${t.phone}) on conflict (agent_id) do nothing returning id`);
export const saveTechnician = (tx: Tx, id: number, t: TechnicianWrite) => tx.run(sql`update technician set agent_id = ${t.agentId}, active = ${t.active}, home_name = ${t.homeName}, home_lat = ${t.homeLat}, home_lon = ${t.homeLon}, van_site_id = ${t.vanSiteId},
  territory_ids = ${t.territoryIds}, shift = ${JSON.stringify(t.shift)}::jsonb, lunch = ${t.lunch ? JSON.stringify(t.lunch) : null}::jsonb, phone = ${t.phone} where id = ${id}`);
export const insertAbsence = (tx: Tx, a: { technicianId: number; from: string; until: string; reason: string }) => tx.one<{ id: number }>(sql`insert into technician_absence (technician_id, from_day, until_day, reason) values (${a.technicianId}, ${a.from}::date, ${a.until}::date, ${a.reason}) returning id`);
export const deleteAbsence = (tx: Tx, technicianId: number, id: number) => tx.run(sql`delete from technician_absence where id = ${id} and technician_id = ${technicianId}`);

/** Makes the day's row and holds it: whoever changes a day takes turns. */
export async function lockDay(tx: Tx, day: string): Promise<void> {
  await tx.run(sql`insert into dispatch_day (day) values (${day}::date) on conflict (day) do nothing`);
  await tx.one(sql`select day from dispatch_day where day = ${day}::date for update`);
}
export const dayRow = (db: Handle, day: string) => db.one<{ publishedAt: Date | null; publishedBy: string | null }>(sql`select published_at as "publishedAt", published_by as "publishedBy" from dispatch_day where day = ${day}::date`);
export const markPublished = (tx: Tx, day: string, at: Date, by: string) => tx.run(sql`update dispatch_day set published_at = ${at}, published_by = ${by} where day = ${day}::date`);

export interface Placed { visitId: number; version: number; technicianId: number | null; startsAt: string | null }
interface RunSide { figures: NonNullable<PlanRun['before']>; places: Placed[] }
export interface RunRow { id: number; day: string; state: PlanRun['state']; reason: string; askedBy: string; at: Date; progress: number; before: RunSide | null; after: RunSide | null; tookMs: number | null; fault: string | null }
const runColumns = sql`id, day::text as day, state, reason, asked_by as "askedBy", at, progress::float8 as progress, before, after, took_ms as "tookMs", fault`;
export const insertRun = (tx: Tx, r: { day: string; reason: string; askedBy: string; at: Date }) => tx.one<RunRow>(sql`insert into plan_run (day, state, reason, asked_by, at) values (${r.day}::date, 'queued', ${r.reason}, ${r.askedBy}, ${r.at}) returning ${runColumns}`);
export const findRun = (db: Handle, id: number) => db.one<RunRow>(sql`select ${runColumns} from plan_run where id = ${id}`);
export const lockRun = (tx: Tx, id: number) => tx.one<RunRow>(sql`select ${runColumns} from plan_run where id = ${id} for update`);
export const latestRun = (db: Handle, day: string) => db.one<RunRow>(sql`select ${runColumns} from plan_run where day = ${day}::date order by id desc limit 1`);
export const setProgress = (db: Handle, id: number, progress: number) => db.run(sql`update plan_run set progress = ${progress}, state = 'running' where id = ${id} and state in ('queued', 'running')`);
export const finishRun = (tx: Handle, id: number, r: { before: RunSide; after: RunSide; tookMs: number }) => tx.run(sql`update plan_run set state = 'ready', progress = 1, before = ${JSON.stringify(r.before)}::jsonb, after = ${JSON.stringify(r.after)}::jsonb, took_ms = ${r.tookMs} where id = ${id}`);
export const failRun = (tx: Handle, id: number, fault: string) => tx.run(sql`update plan_run set state = 'failed', fault = ${fault} where id = ${id}`);
export const setRunState = (tx: Tx, id: number, state: PlanRun['state'], after?: RunSide) => tx.run(sql`update plan_run set state = ${state}, after = coalesce(${after ? JSON.stringify(after) : null}::jsonb, after) where id = ${id}`);
/** Earlier proposals of a day are out of date once a newer one is asked for. */
export const discardOlder = (tx: Tx, day: string, id: number) => tx.run(sql`update plan_run set state = 'discarded' where day = ${day}::date and id < ${id} and state in ('queued', 'running', 'ready')`);

interface OperationRow { id: string; outcome: { outcome: 'applied' | 'conflict'; conflict: string | null; detail: string } }
export const knownOperations = (db: Handle, ids: readonly string[]) => db.rows<OperationRow & { technicianId: number }>(sql`select id, outcome, technician_id as "technicianId" from field_operation where id = any(${ids})`);
export const insertOperation = (tx: Tx, o: { id: string; technicianId: number; visitId: number; kind: string; at: Date; receivedAt: Date; outcome: OperationRow['outcome'] }) => tx.run(sql`insert into field_operation (id, technician_id, visit_id, kind, at, received_at, outcome)
  values (${o.id}, ${o.technicianId}, ${o.visitId}, ${o.kind}, ${o.at}, ${o.receivedAt}, ${JSON.stringify(o.outcome)}::jsonb) on conflict (id) do nothing`);
/** Two sendings of one device take turns. */
export const lockTechnician = (tx: Tx, id: number) => tx.one(sql`select id from technician where id = ${id} for update`);
/** Addresses and doors a visit can be filled from. */
export const ticketFacts = (db: Handle, ticketId: number) => db.one<{ customerId: number; customerName: string; subject: string; product: string; serial: string; language: 'zh-CN' | 'en'; phone: string | null; address: string }>(sql`select t.customer_id as "customerId", c.name as "customerName", t.subject, t.product, t.serial, t.language,
  (select value from identity i where i.customer_id = c.id and kind = 'phone' order by i.id limit 1) as phone, coalesce(t.fields->>'address', '') as address from ticket t join customer c on c.id = t.customer_id where t.id = ${ticketId}`);
export const unitsOf = (db: Handle, ticketIds: readonly number[]) => db.rows<{ id: number; product: string; serial: string }>(sql`select id, product, serial from ticket where id = any(${ticketIds})`);
